/** A client without an engine: it tells a scene, remembers what it was asked, and pushes on demand. */
import type {
  Client,
  PushedEvent,
  RequestInput,
  RequestName,
  RequestOutputs,
  RunView,
} from '../../shared/contract.ts'
import type { CleanUpReport, Leftover } from '../../shared/leftovers.ts'
import type { Order } from '../../shared/order.ts'
import type { UnitControlReport } from '../../shared/reports.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { later } from '../../shared/moment.ts'
import type { Decision, Phase } from '../../shared/run.ts'
import { moreAnswers, noMore } from './scene-more.ts'
import { makeRunView } from './scene-runs.ts'
import { createFakeLog, type FakeLog } from './fake-log.ts'
import { sceneDetail } from './scene-detail.ts'
import { settingsAnswers } from './scene-settings.ts'
import { decidedOrder, makeOrder, sceneOrderPlan } from './scene-orders.ts'
import { servicesFile } from './scene-suggestions.ts'
import { scenePlan, unknownTarget } from './scene-plan.ts'
import { makeUnitRunView } from './scene-unit-runs.ts'
import type { Scene } from './scenes.ts'

export interface Asked {
  readonly name: RequestName
  readonly input: unknown
}

export type Answer<T> = Result<T> | Promise<Result<T>>
export type Answers = { [K in RequestName]: (input: RequestInput<K>) => Answer<RequestOutputs[K]> }

export interface FakeClient extends Client {
  /** What was asked, in order. */
  readonly asked: readonly Asked[]
  readonly push: (event: PushedEvent) => void
  /** The next request of this name fails with this error. */
  readonly failNext: (name: RequestName, error: QuiesceError) => void
  readonly runs: Map<string, RunView>
  readonly orders: Map<string, Order>
  /** Lines that a unit says now. */
  readonly say: FakeLog['add']
}

const stale: QuiesceError = {
  code: 'stale-decision',
  message: 'This decision came too late: the run is already asking you.',
  next: 'Look at the run as it stands now, and decide again.',
}

function decided(view: RunView, decision: Decision): RunView {
  const { run } = view
  const at = { mono: run.startedAt.mono + 12_000, wall: Date.now() }
  const phase = (next: Phase): RunView => ({
    ...view,
    run: { ...run, phase: next, turn: run.turn + 1 },
  })
  switch (decision.kind) {
    case 'extend':
      return phase({
        kind: 'waiting',
        step: 'step' in run.phase ? run.phase.step : 1,
        deadline: later(at, decision.ms),
      })
    case 'hold':
      return phase({ kind: 'held', step: 1, leftMs: 18_000 })
    case 'release':
      return phase({ kind: 'waiting', step: 1, deadline: later(at, 18_000) })
    case 'go-on':
      return phase({ kind: 'asking', step: 2, why: 'schedule', since: at })
    case 'remedy':
      return phase({ kind: 'waiting', step: 1, deadline: later(at, 30_000) })
    case 'leave':
      return phase({ kind: 'ended', outcome: { kind: 'abandoned', by: 'ops' }, at })
    case 'force':
      return makeRunView(
        'killed',
        Date.now(),
        run.members.map((m) => m.member),
        { id: run.id, turn: run.turn + 1 },
      )
  }
}

/** Freezing has warnings that a person has to have read; the rest is done at once. */
function controlled(
  target: string,
  action: RequestInput<'unit.control'>['action'],
  confirmed: boolean,
): UnitControlReport {
  if (action !== 'freeze' || confirmed) {
    return { done: true, sentence: `${action} of ${target} is done.`, warnings: [] }
  }
  return {
    done: false,
    sentence: 'Nothing was done yet.',
    warnings: [
      'A process without a SIGTERM handler dies at once when it is stopped while frozen.',
      'A stop thaws it first.',
    ],
  }
}

/** A file that has a reason to stay is refused, whoever asks. */
const cleanedUp = (found: readonly Leftover[], ids: readonly string[]): CleanUpReport => ({
  removed: found.filter((one) => one.keep === null && ids.includes(one.id)).map(({ id }) => id),
  refused: found
    .filter((one) => one.keep !== null && ids.includes(one.id))
    .map(({ id, keep }) => ({ id, why: keep ?? '' })),
})

type OrderRequest = Extract<RequestName, `order.${string}`>

function orderAnswers(scene: Scene, orders: Map<string, Order>): Pick<Answers, OrderRequest> {
  const noOrder: QuiesceError = {
    code: 'no-such-run',
    message: 'There is no such order.',
    next: 'Look at the activity.',
  }
  const keep = (order: Order): Result<Order> => {
    orders.set(order.id, order)
    return ok(order)
  }
  return {
    'order.plan': ({ of }) => sceneOrderPlan(scene, of),
    'order.begin': ({ of }) => {
      const plan = sceneOrderPlan(scene, of)
      if (!plan.ok) return plan
      const begun = { id: 'order-new', plan: plan.value, turn: 1, revision: 1 }
      return keep(makeOrder(scene, 'stopping', begun).order)
    },
    'order.decide': ({ order: id, turn, decision }) => {
      const order = orders.get(id)
      if (order === undefined) return fail(noOrder)
      return turn === order.turn ? keep(decidedOrder(order, decision)) : fail(stale)
    },
    'order.list': () => ok([...orders.values()]),
    'order.get': ({ order: id }) => {
      const order = orders.get(id)
      return order === undefined ? fail(noOrder) : ok(order)
    },
  }
}

function answersOf(
  scene: Scene,
  runs: Map<string, RunView>,
  orders: Map<string, Order>,
  log: FakeLog,
): Answers {
  const noRun: QuiesceError = {
    code: 'no-such-run',
    message: 'There is no such run.',
    next: 'Look at the activity.',
  }
  const find = (id: string): Result<RunView> => {
    const view = runs.get(id)
    return view === undefined ? fail(noRun) : ok(view)
  }
  const keep = (view: RunView): Result<RunView> => {
    runs.set(view.run.id, view)
    return ok(view)
  }
  return {
    ...settingsAnswers(scene),
    ...moreAnswers(scene.more ?? noMore),
    'host.info': () => ok(scene.host),
    'services.list': ({ all }) =>
      ok({
        rows: scene.rows,
        hidden: all ? 0 : scene.hidden,
        at: Date.now(),
        problems: scene.problems,
      }),
    'services.inspect': ({ target }) => {
      const row = scene.rows.find((one) => one.target === target)
      return row === undefined ? fail(unknownTarget(target)) : ok(sceneDetail(scene, row))
    },
    'unit.control': ({ target, action, confirmed }) => ok(controlled(target, action, confirmed)),
    'unit.dependencies': ({ target }) => ok(scene.units.dependencies[target] ?? []),
    'unit.properties': ({ target }) => ok(scene.units.properties[target] ?? []),
    'log.read': log.read,
    'plan.make': ({ target, schedule }) => scenePlan(scene, target, schedule),
    'run.stop': ({ target }) => {
      const more = { id: 'run-new', target, title: target }
      if (scene.units.details[target] === undefined)
        return keep(makeRunView('waiting', Date.now(), scene.members[target] ?? [], more))
      const view = makeUnitRunView('unit-waiting', Date.now())
      return keep({ ...view, run: { ...view.run, ...more } })
    },
    'run.kill': () => fail(noRun),
    'run.decide': ({ run, turn, decision }) => {
      const view = runs.get(run)
      if (view === undefined) return fail(noRun)
      return turn === view.run.turn ? keep(decided(view, decision)) : fail(stale)
    },
    'run.resume': ({ run }) => find(run),
    'run.list': () => ok([...runs.values()]),
    'run.get': ({ run }) => find(run),
    'service.signal': ({ signal }) =>
      ok({ sentence: `SIG${signal} was sent to 4698.`, sent: 1, refused: 0 }),
    'leftovers.find': ({ target }) =>
      ok({ leftovers: scene.leftovers[target] ?? [], tidy: scene.tidy?.[target] ?? [] }),
    'leftovers.remove': ({ target, ids }) => ok(cleanedUp(scene.leftovers[target] ?? [], ids)),
    ...orderAnswers(scene, orders),
    'services.suggest': ({ target }) => {
      const suggestion = scene.suggestions[target]
      return suggestion === undefined ? fail(unknownTarget(target)) : ok(suggestion)
    },
    'services.add': ({ name }) => ok({ name, place: `${servicesFile}:12:3` }),
    'profiles.list': () => ok(scene.settings.catalogue),
    'alerts.list': () => ok(scene.alerts),
    'service.start': ({ target }) =>
      ok({ sentence: `${target} is up and stayed up for 5 s.`, up: true }),
    'service.restart': ({ target }) =>
      ok({ run: makeRunView('stopped', Date.now(), scene.members[target] ?? []), start: null }),
    'journal.read': () => ok(scene.journal),
    'practice.start': ({ vice }) => ok({ target: scene.rows[0]?.target ?? vice, pid: 7711 }),
  }
}

/** A client for one scene. */
export function createFakeClient(scene: Scene): FakeClient {
  const asked: Asked[] = []
  const listeners = new Set<(event: PushedEvent) => void>()
  const failing = new Map<RequestName, QuiesceError>()
  const runs = new Map(scene.runs.map((view) => [view.run.id, view]))
  const orders = new Map(scene.orders.map((order) => [order.id, order]))
  const log = createFakeLog(scene.units.logs)
  const answers = answersOf(scene, runs, orders, log)
  return {
    asked,
    runs,
    orders,
    say: log.add,
    push: (event) => {
      for (const listener of listeners) listener(event)
    },
    failNext: (name, error) => {
      failing.set(name, error)
    },
    request: (name, input) => {
      asked.push({ name, input })
      const error = failing.get(name)
      failing.delete(name)
      if (error !== undefined) return Promise.resolve(fail(error))
      return Promise.resolve(answers[name](input))
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
