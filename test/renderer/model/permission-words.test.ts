import { describe, expect, it } from 'vitest'
import {
  askingSentence,
  permissionAdvice,
  permissionLine,
  privilegedWords,
  sinceWords,
} from '../../../renderer/model/permission-words.ts'
import { hostLimit, limitedHosts, limitSentences } from '../../../renderer/model/limit-words.ts'
import { privilegedActions, type PermissionState } from '../../../shared/permission.ts'
import { sceneHost } from '../../fakes/scenes.ts'
import { plainSettings, sceneSettings } from '../../fakes/scene-settings.ts'

const since = new Date(2026, 2, 22, 3, 12, 34).getTime()
const line = (more: Partial<PermissionState>, root = false) => {
  const host = sceneHost(since)
  return permissionLine({ ...host, root, permission: { ...host.permission, ...more } })
}

describe('the footer', () => {
  it.each<[string, Partial<PermissionState>, string, string]>([
    ['can-ask', {}, 'quiet', 'As ops; root is asked for when it is needed'],
    ['no agent', { kind: 'no-agent' }, 'missing', 'As ops; nobody can be asked for root'],
    ['no polkit', { kind: 'no-polkit' }, 'missing', 'As ops; other users’ daemons need root'],
    [
      'not installed',
      { kind: 'not-installed' },
      'missing',
      'As ops; other users’ daemons need root',
    ],
    ['asking', { asking: 'signals' }, 'asking', 'The system is asking you for permission'],
    ['as root', { kind: 'root' }, 'quiet', 'Root'],
    [
      'one granted',
      { granted: [{ action: 'signals', since }] },
      'granted',
      'Root, for signals: allowed since 03:12',
    ],
    [
      'two granted, since the first',
      {
        granted: [
          { action: 'deadlines', since: since + 600_000 },
          { action: 'signals', since },
        ],
      },
      'granted',
      'Root, for signals and deadlines: allowed since 03:12',
    ],
    [
      'all granted',
      { granted: privilegedActions.map((action) => ({ action, since })) },
      'granted',
      'Root’s daemons: allowed since 03:12',
    ],
  ])('says of %s so', (_, state, kind, text) => {
    expect(line(state)).toMatchObject({ kind, text })
  })
  it('tells that the system asks before what was granted', () => {
    const granted = [{ action: 'signals' as const, since }]
    expect(line({ granted, asking: 'deadlines' }).kind).toBe('asking')
  })
})

describe('the words of permission', () => {
  it('has words for each action', () => {
    expect(Object.keys(privilegedWords)).toEqual([...privilegedActions])
    expect(askingSentence('deadlines')).toMatch(/permission: deadlines\. Nothing goes on/)
  })
  it('says what would help in each state', () => {
    for (const { title, help } of Object.values(permissionAdvice)) {
      expect(title).not.toMatch(/\.$/)
      expect(help.length).toBeGreaterThan(0)
    }
  })
  it('tells the minute', () => {
    expect(sinceWords(since)).toBe('03:12')
  })
})

describe('limits', () => {
  const view = sceneSettings({
    ...plainSettings,
    own: { limits: { hosts: { b: { force: 'never' }, a: { never: ['x'] } } } },
    inForce: { limits: { never: ['sshd.service', 'x'], force: 'person' } },
  })
  it('say what holds', () => {
    expect(limitSentences(view.settings)).toEqual([
      'Force is allowed by a person’s own word only.',
      'Never stopped from here: sshd.service, x.',
    ])
    expect(limitSentences(sceneSettings().settings)[1]).toMatch(/^Every service may be stopped/)
  })
  it('are listed by machine, this one first and once', () => {
    expect(limitedHosts(view, 'b')).toEqual(['b', 'a'])
    expect(limitedHosts(view, 'here')).toEqual(['here', 'a', 'b'])
  })
  it('of a machine that is not named are none', () => {
    expect(hostLimit(view, 'a')).toEqual({ never: ['x'] })
    expect(hostLimit(view, 'toString')).toEqual({})
  })
})
