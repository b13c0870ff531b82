/** Several services stopped as one, as an engine would tell it. */
import type { OrderChoice, OrderDecision } from '../../shared/order-input.ts'
import type {
  Order,
  OrderEntry,
  OrderEntryState,
  OrderPhase,
  OrderPlan,
} from '../../shared/order.ts'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import type { RunView } from '../../shared/contract.ts'
import type { Moment, OutcomeKind } from '../../shared/run.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { kamailioMembers, sceneMember } from './scene-rows.ts'
import { makeRunView } from './scene-runs.ts'
import { scenePlan } from './scene-plan.ts'
import type { Scene } from './scenes.ts'

/** What waits for whom in every scene that has these services. */
const after: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'redis-server': [
    ['kamailio', 'kamailio needs it (Required-Start of its init script)'],
    ['asterisk', 'asterisk needs it (needs: in services.yaml)'],
  ],
  tnslsnr: [['redis-server', 'redis-server starts after it (Should-Start)']],
  asterisk: [['kamailio', 'kamailio starts after it (Should-Start)']],
}

const waveOf = (target: string): number =>
  1 + Math.max(-1, ...(after[target] ?? []).map(([other]) => waveOf(other)))

const noGroup = (name: string): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no group "${name}".`,
  next: 'Name one that stands under groups: in services.yaml.',
  candidates: ['voice'],
})

const group = ['kamailio', 'asterisk', 'redis-server']

function chosenRows(scene: Scene, of: OrderChoice): Result<readonly ServiceRow[]> {
  const stoppable = scene.rows.filter((row) => row.state.kind === 'running')
  if (of.kind === 'all') return ok(stoppable)
  if (of.kind === 'group' && of.name !== 'voice') return fail(noGroup(of.name))
  const targets = of.kind === 'group' ? group : of.targets
  return ok(stoppable.filter((row) => targets.includes(row.target)))
}

function entryOf(scene: Scene, row: ServiceRow, chosen: readonly string[]): OrderEntry[] {
  const plan = scenePlan(scene, row.target)
  if (!plan.ok) return []
  const waits = (after[row.target] ?? []).filter(([target]) => chosen.includes(target))
  return [
    {
      target: row.target,
      title: row.title,
      wave: waits.length === 0 ? 0 : waveOf(row.target),
      after: waits.map(([target, because]) => ({ target, because })),
      plan: plan.value,
    },
  ]
}

/** The order that an engine would plan for services of the scene. */
export function sceneOrderPlan(scene: Scene, of: OrderChoice): Result<OrderPlan> {
  const rows = chosenRows(scene, of)
  if (!rows.ok) return rows
  const chosen = rows.value.filter((row) => row.refusal === null)
  const targets = chosen.map((row) => row.target)
  return ok({
    of,
    entries: chosen
      .flatMap((row) => entryOf(scene, row, targets))
      .sort((a, b) => a.wave - b.wave || a.title.localeCompare(b.title)),
    leftOut: rows.value.flatMap(({ target, title, refusal }) =>
      refusal === null ? [] : [{ target, title, why: refusal.message }],
    ),
    last:
      of.kind === 'all'
        ? [
            'Who is left after 5 s is named, and you are asked.',
            'SIGTERM to all that remain of them, only if you say so.',
            'SIGKILL, only if you force.',
          ]
        : [],
    notes:
      chosen.length > 3
        ? ['kamailio and asterisk need each other; asterisk goes after kamailio.']
        : [],
    madeAt: scene.now,
  })
}

export const orderScenes = ['stopping', 'paused', 'asking', 'force', 'done', 'left'] as const
export type OrderScene = (typeof orderScenes)[number]

const ended = (target: string, outcome: OutcomeKind): OrderEntryState => ({
  kind: 'ended',
  runId: `run-${target}`,
  outcome,
})

/** By wave: the first is down but for one, the second under way or waiting. */
function stateOf(entry: OrderEntry, at: number, kind: OrderScene): OrderEntryState {
  const { target } = entry
  if (kind === 'done') return ended(target, at === 1 ? 'killed' : 'stopped')
  if (target === 'kamailio' && (kind === 'asking' || kind === 'force' || kind === 'left'))
    return kind === 'left' ? ended(target, 'abandoned') : { kind: 'asking', runId: 'run-kamailio' }
  if (entry.wave === 0 && target !== 'kamailio' && at !== 1) return ended(target, 'stopped')
  if (entry.wave === 0) return { kind: 'stopping', runId: `run-${target}` }
  if (kind === 'left') return { kind: 'left' }
  return { kind: 'waiting', for: entry.after.map((one) => one.target) }
}

function phaseOf(kind: OrderScene, at: Moment): OrderPhase {
  switch (kind) {
    case 'stopping':
      return { kind: 'stopping' }
    case 'paused':
      return { kind: 'paused' }
    case 'asking':
    case 'force':
      return {
        kind: 'asking',
        remaining: ['kamailio'],
        blocked: ['asterisk', 'redis-server'],
        next: kind === 'asking' ? 'terminate' : 'force',
        since: at,
      }
    case 'done':
    case 'left':
      return { kind: 'ended', how: kind, at }
  }
}

/** An order over all services of a scene, and the runs that it has begun. */
export function makeOrder(
  scene: Scene,
  kind: OrderScene,
  more: Partial<Order> = {},
): { readonly order: Order; readonly runs: readonly RunView[] } {
  const plan = sceneOrderPlan(scene, more.plan?.of ?? { kind: 'all' })
  if (!plan.ok) throw new Error(plan.error.message)
  const at = { mono: 100_000, wall: scene.now - 12_000 }
  const order: Order = {
    id: 'order-7',
    by: 'ops',
    person: true,
    startedAt: at,
    plan: plan.value,
    states: plan.value.entries.map((entry, index) => stateOf(entry, index, kind)),
    phase: phaseOf(kind, at),
    passed: [],
    turn: 3,
    revision: 5,
    ...more,
  }
  return { order, runs: runsOf(order, scene.now) }
}

const runSceneOf = (state: OrderEntryState): 'waiting' | 'asking' | OutcomeKind | null => {
  if (state.kind === 'stopping') return 'waiting'
  if (state.kind === 'asking') return 'asking'
  return state.kind === 'ended' ? state.outcome : null
}

function runsOf(order: Order, now: number): RunView[] {
  return order.plan.entries.flatMap((entry, at) => {
    const state = order.states[at]
    const kind = state === undefined ? null : runSceneOf(state)
    if (state === undefined || kind === null || !('runId' in state)) return []
    const members =
      entry.target === 'kamailio'
        ? kamailioMembers()
        : [sceneMember(7000 + at, entry.title, { main: true })]
    const { target, title } = entry
    const view = makeRunView(kind, now, members, { id: state.runId, target, title })
    return [{ ...view, plan: entry.plan }]
  })
}

/** What a decision makes of an order. */
export function decidedOrder(order: Order, decision: OrderDecision): Order {
  const at = { mono: order.startedAt.mono + 20_000, wall: Date.now() }
  const next = (more: Partial<Order>): Order => ({
    ...order,
    turn: order.turn + 1,
    revision: order.revision + 1,
    ...more,
  })
  switch (decision.kind) {
    case 'pause':
      return next({ phase: { kind: 'paused' } })
    case 'resume':
    case 'terminate':
      return next({ phase: { kind: 'stopping' } })
    case 'pass':
      return next({ passed: [...order.passed, decision.target], phase: { kind: 'stopping' } })
    case 'force':
      return next({
        phase: { kind: 'ended', how: 'done', at },
        states: order.plan.entries.map((entry) => ended(entry.target, 'killed')),
      })
    case 'leave':
      return next({ phase: { kind: 'ended', how: 'left', at } })
  }
}
