import { describe, expect, it } from 'vitest'
import {
  needsOfStart,
  needsOfStop,
  othersAmong,
  type Stoppable,
} from '../../../../electron/engine/decide/privilege/needs.ts'
import {
  permissionWarnings,
  runsAsRoot,
} from '../../../../electron/engine/decide/privilege/plan-permission.ts'
import { scriptOf } from '../../../../electron/engine/decide/privilege/script-request.ts'
import type { PermissionState, PrivilegedAction } from '../../../../shared/permission.ts'
import { parseSchedule, type Schedule } from '../../../../shared/schedule.ts'
import { makeMember } from '../../../fakes/run.ts'

const schedule = (text: string): Schedule => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const theirs = new Set([100, 101])
const isOthers = ({ pid }: { readonly pid: number }): boolean => theirs.has(pid)
const signal = { kind: 'signal', signal: 'TERM', scope: 'main' } as const
const script = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
const unitStop = { kind: 'unit', also: [] } as unknown as Stoppable['stopMethod']
const service = (more: Partial<Stoppable> = {}): Stoppable => ({
  members: [makeMember(100, { main: true }), makeMember(200)],
  stopMethod: signal,
  unit: null,
  ...more,
})

describe('what a stop needs', () => {
  it.each<[string, Partial<Stoppable>, string, readonly PrivilegedAction[]]>([
    ['another user’s daemon', {}, 'stop/30/ask/KILL/5', ['signals']],
    ['only one’s own', { members: [makeMember(200)] }, 'stop/30/ask/KILL/5', []],
    ['nobody there', { members: [] }, 'stop/30', []],
    [
      'only kept ones of others',
      { members: [makeMember(100, { kept: 'a job' }), makeMember(200)] },
      'stop/30',
      [],
    ],
    ['a script', { stopMethod: script }, 'stop/30/ask/KILL/5', ['init-scripts', 'signals']],
    ['a script that is not called', { stopMethod: script }, 'TERM/30', ['signals']],
    [
      'a script of one’s own daemon',
      { stopMethod: script, members: [makeMember(200)] },
      'stop/30',
      [],
    ],
    [
      'another command',
      { stopMethod: { kind: 'command', argv: ['/opt/stop'] } },
      'stop/30',
      ['signals'],
    ],
    ['a unit by its manager', { stopMethod: unitStop, unit: {} }, 'stop/30/ask/KILL/5', []],
    ['a unit by signals', { stopMethod: unitStop, unit: {} }, 'TERM/30', ['signals']],
    [
      'a unit’s process group',
      { stopMethod: unitStop, unit: {} },
      'stop/30/ask/KILL@group/5',
      ['signals'],
    ],
  ])('%s', (_what, more, text, needs) => {
    expect(needsOfStop(service(more), schedule(text), isOthers)).toEqual(needs)
  })

  it('counts members that are to go and belong to others', () => {
    const members = [makeMember(100), makeMember(101, { kept: 'x' }), makeMember(200)]
    expect(othersAmong(members, isOthers).map((m) => m.identity.pid)).toEqual([100])
  })
})

describe('a command line', () => {
  it.each<[readonly string[], { name: string; action: string } | null]>([
    [['/etc/init.d/iguana', 'stop'], { name: 'iguana', action: 'stop' }],
    [['/etc/rc.d/init.d/iguana', 'force-reload'], { name: 'iguana', action: 'force-reload' }],
    [['/etc/init.d/iguana', 'status'], null],
    [['/etc/init.d/iguana', 'zap'], null],
    [['/etc/init.d/iguana', 'stop', 'now'], null],
    [['/etc/init.d/iguana'], null],
    [['/etc/init.d/../passwd', 'stop'], null],
    [['/opt/init.d/iguana', 'stop'], null],
    [['iguana', 'stop'], null],
    [[], null],
  ])('%j', (argv, wanted) => {
    expect(scriptOf(argv)).toEqual(wanted)
  })

  it('needs permission to start where it is a script of root’s', () => {
    expect(needsOfStart(['/etc/init.d/iguana', 'start'])).toEqual(['init-scripts'])
    expect(needsOfStart(['/opt/iguana', '-d'])).toEqual([])
    expect(needsOfStart(null)).toEqual([])
  })
})

describe('a plan', () => {
  const state = (
    kind: PermissionState['kind'],
    ...granted: readonly PrivilegedAction[]
  ): PermissionState => ({
    kind,
    why: 'Because.',
    granted: granted.map((action) => ({ action, since: 1 })),
    asking: null,
  })

  it.each<[string, PermissionState, RegExp, RegExp]>([
    [
      'can be asked',
      state('can-ask'),
      /system will ask 2 times, once for each of these, before/,
      /run init scripts as root, and to signal/,
    ],
    [
      'half of it is there',
      state('can-ask', 'init-scripts'),
      /system will ask before/,
      /^Permission to signal processes/,
    ],
    ['all of it is there', state('can-ask', 'init-scripts', 'signals'), /was granted/, /signal/],
    ['nobody was there at the last try', state('no-agent'), /asked again/, /Because\.$/],
    ['not installed', state('not-installed'), /cannot ask/, /Because\.$/],
    ['no polkit', state('no-polkit'), /cannot ask/, /Because\.$/],
  ])('says it where it %s', (_what, now, sentence, evidence) => {
    const [warning, ...more] = permissionWarnings({
      needs: ['init-scripts', 'signals'],
      state: now,
    })
    expect(more).toEqual([])
    expect(warning?.severity).toBe('note')
    expect(warning?.sentence).toMatch(sentence)
    expect(warning?.evidence).toMatch(evidence)
  })

  it('says nothing where nothing is needed', () => {
    expect(permissionWarnings(null)).toEqual([])
    expect(permissionWarnings({ needs: [], state: state('not-installed') })).toEqual([])
  })

  it.each<[PermissionState, readonly PrivilegedAction[], boolean]>([
    [state('can-ask'), ['init-scripts', 'signals'], true],
    [state('can-ask'), ['signals'], false],
    [state('not-installed'), ['init-scripts'], false],
    [state('no-polkit', 'init-scripts'), ['init-scripts'], true],
  ])('knows whose rights the script has (%#)', (now, needs, wanted) => {
    expect(runsAsRoot({ needs, state: now })).toBe(wanted)
  })
})
