import { describe, expect, it } from 'vitest'
import { rankEntries } from '../../renderer/model/fuzzy.ts'
import { paletteEntries, type PaletteEntry } from '../../renderer/palette-entries.ts'
import type { QuiesceState } from '../../renderer/state.ts'
import { fillSettings } from '../../shared/settings.ts'
import type { ServiceState } from '../../shared/service.ts'
import { sceneSettings } from '../fakes/scene-settings.ts'
import { kamailioMembers, sceneRow } from '../fakes/scene-rows.ts'
import { makeRunView } from '../fakes/scene-runs.ts'
import { createFakeApp } from './fake-app.ts'

type Known = Parameters<typeof paletteEntries>[0]

const known = (more: Partial<QuiesceState> = {}): Known => ({
  groups: [
    { name: 'voice', value: ['kamailio', 'asterisk'], place: 'services.yaml:4:3', own: true },
  ],
  services: new Map(['nginx', 'kamailio', 'mosquitto'].map((one) => [one, sceneRow(one, 0)])),
  runs: new Map(),
  orders: new Map(),
  settings: null,
  ...more,
})
const words = (entry: PaletteEntry): string => `${entry.verb} ${entry.title}`.trim()
const find = (state: Known, typed: string): PaletteEntry => {
  const [first] = rankEntries(paletteEntries(state), typed, 1)
  if (first === undefined) throw new Error(`nothing is called ${typed}`)
  return first
}
const inState = (state: ServiceState): Known =>
  known({
    services: new Map([['kamailio', sceneRow('kamailio', 0, { more: { state, canStart: true } })]]),
  })

describe('the palette', () => {
  it('begins with what is under way, then the favourites, then where one can go', () => {
    const view = makeRunView('waiting', 0, kamailioMembers())
    const settings = { ...sceneSettings(), settings: fillSettings({ favourites: ['nginx'] }) }
    const entries = paletteEntries(known({ runs: new Map([[view.run.id, view]]), settings }))
    expect(entries.slice(0, 3).map((one) => [one.kind, words(one)])).toEqual([
      ['Run', 'kamailio'],
      ['Running', 'nginx'],
      ['View', 'Services'],
    ])
  })
  it('leads to the plan of a group, and sends nothing', () => {
    const app = createFakeApp()
    const entry = find(known(), 'stop group voice')
    expect(entry.detail).toBe('kamailio, asterisk')
    entry.choose(app)
    expect(app.went).toEqual([{ view: 'order', of: { kind: 'group', name: 'voice' } }])
    expect(app.client.asked).toEqual([])
  })
  it('has no group where none is known yet', () => {
    const keys = paletteEntries(known({ groups: null })).map((one) => one.key)
    expect(keys.filter((key) => key.startsWith('view Stop group'))).toEqual([])
  })
  it('names each entry once', () => {
    const keys = paletteEntries(known()).map((one) => one.key)
    expect(new Set(keys).size).toBe(keys.length)
  })
  it.each([
    ['kam', 'kamailio'],
    ['stop kam', 'Stop… kamailio'],
    ['kam stop', 'Stop… kamailio'],
    ['act', 'Activity'],
    ['keyb', 'Keys'],
    ['notif', 'Settings: Notifications'],
    ['all in order', 'Stop all in order…'],
    ['voice', 'Stop group voice in order…'],
    ['stop group', 'Stop group voice in order…'],
    ['fav ngi', 'Favourite nginx'],
    ['diag ngi', 'Diagnose nginx'],
    ['reboot', 'Reboot this machine…'],
  ])('finds %j as %j', (typed, name) => {
    expect(words(find(known(), typed))).toBe(name)
  })
  it.each([
    [{ kind: 'running' }, ['Stop…', 'Restart…', 'Diagnose', 'Favourite']],
    [{ kind: 'stopped' }, ['Start', 'Favourite']],
    [{ kind: 'asking', runId: 'r', since: 0 }, ['Open run', 'Favourite']],
  ] as const)('offers of a service that is %j what its row offers', (state, verbs) => {
    const offered = paletteEntries(inState(state)).filter(
      (one) => one.kind === 'Action' && !one.verb.startsWith('Keep'),
    )
    expect(offered.map((one) => one.verb)).toEqual(verbs)
  })
})

describe('what is chosen', () => {
  it('of a stop opens the plan and asks the engine for nothing', () => {
    const app = createFakeApp()
    find(known(), 'stop kamailio').choose(app)
    expect(app.store.getState().openPlan).toEqual({ target: 'kamailio', for: 'stop' })
    expect(app.client.asked).toEqual([])
  })
  it.each([
    ['kamailio', { view: 'service', target: 'kamailio' }],
    ['activity', { view: 'activity', run: null }],
    ['stop all in order', { view: 'order', of: { kind: 'all' } }],
  ])('%s leads there', (typed, route) => {
    const app = createFakeApp()
    find(known(), typed).choose(app)
    expect(app.went).toEqual([route])
    expect(app.client.asked).toEqual([])
  })
  it('never forces: no entry speaks of it', () => {
    const view = makeRunView('asking', 0, kamailioMembers())
    const entries = paletteEntries(known({ runs: new Map([[view.run.id, view]]) }))
    expect(entries.filter((one) => /force/i.test(words(one)))).toEqual([])
  })
})
