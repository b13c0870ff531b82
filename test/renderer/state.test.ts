import { describe, expect, it } from 'vitest'
import { isCovered } from '../../renderer/opened.ts'
import {
  applyEvent,
  firstState,
  liveRunOf,
  liveRuns,
  mergeAlerts,
  takeRun,
  takeServices,
  type QuiesceState,
} from '../../renderer/state.ts'
import type { RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import type { Plan } from '../../shared/plan.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import { sceneJournal } from '../fakes/scene-journal.ts'
import { makeOrder } from '../fakes/scene-orders.ts'
import { sceneRow } from '../fakes/scene-rows.ts'
import { makeRunView, type RunScene } from '../fakes/scene-runs.ts'
import { sceneHost, scenes } from '../fakes/scenes.ts'

const now = 1_700_000_000_000
const empty = firstState(now, { view: 'services' }, false)
const view = (kind: RunScene, id = 'r', turn = 1): RunView =>
  makeRunView(kind, now, [], { id, turn, revision: turn })
const withRuns = (...views: RunView[]): QuiesceState => ({
  ...empty,
  runs: new Map(views.map((one) => [one.run.id, one])),
})

describe('the services', () => {
  const rows = [sceneRow('a', now), sceneRow('b', now)]
  const listed = { ...empty, ...takeServices({ rows, hidden: 3, at: now, problems: ['x:1:2'] }) }
  it('are replaced by a whole list', () => {
    expect([...(listed.services?.keys() ?? [])]).toEqual(['a', 'b'])
    expect(listed).toMatchObject({ hidden: 3, problems: ['x:1:2'], servicesError: null })
  })
  it('change, come and go by what is pushed', () => {
    const changed = [sceneRow('b', now, { subtitle: 'new' }), sceneRow('c', now)]
    const change = applyEvent(
      listed,
      { name: 'services', payload: { changed, removed: ['a'], at: now } },
      now,
    )
    expect([...(change.services?.keys() ?? [])]).toEqual(['b', 'c'])
    expect(change.services?.get('b')?.subtitle).toBe('new')
    expect([...(listed.services?.keys() ?? [])]).toEqual(['a', 'b'])
  })
})

describe("the host's clock", () => {
  const ahead = (ms: number): number | undefined =>
    applyEvent(
      empty,
      { name: 'services', payload: { changed: [], removed: [], at: now + ms } },
      now,
    ).clockAheadMs
  it('is taken as ours where the answer is merely old', () => {
    expect(ahead(-4000)).toBe(0)
  })
  it('is another one where it differs by more', () => {
    expect(ahead(90_000)).toBe(90_000)
    expect(ahead(-90_000)).toBe(-90_000)
  })
})

describe('a run', () => {
  it('is taken when it is new or went on', () => {
    expect(takeRun(empty, view('waiting')).runs?.size).toBe(1)
    expect(
      takeRun(withRuns(view('waiting')), view('asking', 'r', 2)).runs?.get('r')?.run.phase.kind,
    ).toBe('asking')
  })
  it('does not go back to an earlier revision, which an answer on its way may bring', () => {
    expect(takeRun(withRuns(view('asking', 'r', 2)), view('waiting', 'r', 1))).toEqual({})
  })
  it('does not go back within a turn either: an answer may be overtaken by what came after it', () => {
    expect(takeRun(withRuns(view('stopped', 'r', 3)), view('waiting', 'r', 2))).toEqual({})
  })
  it('keeps its plan, whether the answer or an event brought it, and in whichever order', () => {
    const plan = { title: 'kamailio' } as unknown as Plan
    const bare = { ...view('waiting', 'r', 2), plan: null }
    const planned = { ...view('waiting', 'r', 1), plan }
    const kept = takeRun(withRuns(planned), bare).runs?.get('r')
    expect([kept?.plan, kept?.run.revision]).toEqual([plan, 2])
    const late = takeRun(withRuns(bare), planned).runs?.get('r')
    expect([late?.plan, late?.run.revision]).toEqual([plan, 2])
  })
  it('is listed while it lives, and first when it asks', () => {
    const state = withRuns(view('waiting', 'a'), view('stopped', 'b'), view('asking', 'c'))
    expect(liveRuns(state.runs).map((one) => one.run.id)).toEqual(['c', 'a'])
    expect(liveRunOf(state.runs, 'kamailio')?.run.id).toBe('c')
    expect(liveRunOf(state.runs, 'nginx')).toBeNull()
  })
})

describe('the journal', () => {
  const [entry] = sceneJournal(now)
  if (entry === undefined) throw new Error('no entry')
  it('grows by what is pushed, and the footer counts on', () => {
    const before = { ...empty, host: sceneHost(now), journal: [] }
    const change = applyEvent(before, { name: 'journal', payload: entry }, now)
    expect(change.journal).toEqual([entry])
    expect(change.host?.journal.records).toBe(2419)
  })
  it('can be pushed before anything was read', () => {
    expect(applyEvent(empty, { name: 'journal', payload: entry }, now)).toEqual({
      journal: [entry],
      host: null,
    })
  })
})

it('takes the host as it is pushed', () => {
  expect(applyEvent(empty, { name: 'host', payload: sceneHost(now) }, now).host?.hostName).toBe(
    'sip-edge-03',
  )
})

describe('several services stopped as one', () => {
  const { order } = makeOrder(scenes.known(now), 'stopping')
  const pushed = (more: Partial<Order>, state = empty): QuiesceState => ({
    ...state,
    ...applyEvent(state, { name: 'order', payload: { ...order, ...more } }, now),
  })
  it('are kept by id', () => {
    const both = pushed({ id: 'b' }, pushed({ id: 'a' }))
    expect([...both.orders.keys()]).toEqual(['a', 'b'])
  })
  it('never go back to an older view', () => {
    const late = pushed({ revision: 4, by: 'old' }, pushed({ revision: 5, by: 'new' }))
    expect(late.orders.get(order.id)?.by).toBe('new')
    expect(pushed({ revision: 6, by: 'newer' }, late).orders.get(order.id)?.by).toBe('newer')
  })
  it('cover the view with their force dialog', () => {
    expect(isCovered(empty)).toBe(false)
    expect(isCovered({ ...empty, forceOrder: order.id })).toBe(true)
  })
})

describe('what was noticed', () => {
  const alert = (id: number): ServiceAlert => ({
    id,
    target: 'a',
    title: 'a',
    kind: 'ended',
    sentence: `a ended ${id}`,
    at: now,
  })
  it('is kept once, the newest last', () => {
    const merged = mergeAlerts([alert(1), alert(3)], [alert(2), alert(3)])
    expect(merged.map((one) => one.id)).toEqual([1, 2, 3])
  })
  it('is forgotten when it is long ago', () => {
    const many = Array.from({ length: 300 }, (_, at) => alert(at))
    expect(mergeAlerts([], many)).toHaveLength(200)
    expect(mergeAlerts([], many).at(-1)?.id).toBe(299)
  })
  it('comes by what is pushed', () => {
    const change = applyEvent(empty, { name: 'alert', payload: alert(7) }, now)
    expect(change.alerts?.map((one) => one.id)).toEqual([7])
  })
})

describe('a shutdown that is about to cut stops off', () => {
  const planned = { at: now + 60_000, type: 'reboot', by: 'ada' }
  const near = { kind: 'near', planned, stops: ['nginx'] } as const
  it('is warned of until it is called off', () => {
    const warned = applyEvent(empty, { name: 'reboot', payload: near }, now)
    expect(warned).toEqual({ scheduledReboot: planned, rebootNear: near })
    const far = { name: 'reboot', payload: { kind: 'far' } } as const
    expect(applyEvent({ ...empty, ...warned }, far, now)).toEqual({ rebootNear: null })
  })
})
