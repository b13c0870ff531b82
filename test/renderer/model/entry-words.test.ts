import { describe, expect, it } from 'vitest'
import { entryLines, fitsSearch, foundBy } from '../../../renderer/model/entry-words.ts'
import { referencesTo } from '../../../renderer/model/references.ts'
import { sceneSettings } from '../../fakes/scene-settings.ts'
import { longServiceName } from '../../fakes/scene-configured.ts'
import { scenes } from '../../fakes/scenes.ts'

const { settings } = scenes.settings(0)
const { configuration } = settings

describe('configured entries', () => {
  it.each([
    ['services', ['backup', 'iguana', 'kamailio', 'postgres', longServiceName]],
    ['groups', ['everything', 'voice']],
    ['profiles', ['iguana', 'nginx']],
  ] as const)('of the kind %s are listed by name, whoever wrote them', (kind, names) => {
    expect(entryLines(kind, configuration).map((line) => line.name)).toEqual(names)
  })
  it('say what they are about', () => {
    expect(entryLines('groups', configuration)[1]?.summary).toBe('kamailio, iguana, postgres')
    expect(entryLines('profiles', configuration)[1]?.summary).toBe('1 signal')
    expect(entryLines('profiles', configuration)[0]?.summary).toMatch(
      /^2 signals, how it stops, what force costs/,
    )
  })
  it.each([
    [{ unit: 'a.service' }, 'unit a.service'],
    [{ init: 'fax', exe: '/x' }, 'init script fax'],
    [{ exe: '/x', pidfile: '/run/x.pid' }, '/x'],
    [{ pidfile: '/run/x.pid' }, 'pid file /run/x.pid'],
    [{ port: 80 }, 'port 80'],
    [{}, ''],
  ])('of %j say by what it is found', (service, words) => {
    expect(foundBy(service)).toBe(words)
  })
  it('are searched by all words, anywhere', () => {
    const [line] = entryLines('services', configuration).filter((one) => one.name === 'iguana')
    if (line === undefined) throw new Error('no iguana')
    expect(fitsSearch(line, 'OPT igu')).toBe(true)
    expect(fitsSearch(line, '')).toBe(true)
    expect(fitsSearch(line, 'opt nginx')).toBe(false)
  })
})

describe('what names a service', () => {
  it('is each group, each that needs it, the favourites and the limits', () => {
    const view = sceneSettings({
      ...settings,
      own: { favourites: ['postgres'], limits: { never: ['postgres'] } },
    })
    expect(referencesTo('postgres', configuration, view)).toEqual([
      'the group voice',
      'the group everything',
      'iguana, which needs it',
      'kamailio, which needs it',
      'your favourites',
      'what is never stopped from here',
    ])
  })
  it('is nobody where nobody does', () => {
    expect(referencesTo('nobody', configuration, null)).toEqual([])
  })
})
