/** What a person's decision does to an order. */
import type { OrderDecision } from '../../../../shared/order-input.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import {
  askingRuns,
  decideRun,
  isDown,
  livingRuns,
  statesOf,
  withState,
  type Advanced,
  type OrderEffect,
  type OrderState,
  type SeenRun,
} from './order-state.ts'
import * as refusals from './refusals.ts'

const refuse = (state: OrderState, error: QuiesceError): Advanced => [
  state,
  [{ kind: 'refuse-decision', error }],
]

interface Given {
  readonly turn: number
  readonly decision: OrderDecision
}

/** Decides, unless it answers an order that has moved on (two doors may decide at once). */
export function decideOrder(state: OrderState, { turn, decision }: Given): Advanced {
  const { order, leaving } = state
  if (order.phase.kind === 'ended') return refuse(state, refusals.isOver)
  if (order.turn !== turn) return refuse(state, refusals.staleDecision(order.phase))
  if (leaving) return refuse(state, refusals.isLeaving)
  const [next, effects] = decideNow(state, decision)
  if (effects.some(({ kind }) => kind === 'refuse-decision')) return [state, effects]
  return [{ ...next, order: { ...next.order, turn: turn + 1 } }, effects]
}

function decideNow(state: OrderState, decision: OrderDecision): Advanced {
  const isPaused = state.order.phase.kind === 'paused'
  switch (decision.kind) {
    case 'pause':
      return isPaused ? refuse(state, refusals.isPaused) : pause(state)
    case 'resume':
      return isPaused ? resume(state) : refuse(state, refusals.isNotPaused)
    case 'terminate':
      return isPaused ? refuse(state, refusals.isPaused) : terminate(state)
    case 'force':
      return isPaused ? refuse(state, refusals.isPaused) : force(state)
    case 'pass':
      return pass(state, decision.target)
    case 'leave':
      return leave(state)
  }
}

/** A clock that runs can be held; what asks has none, and force cannot be recalled. */
const canHold = ({ phase }: SeenRun): boolean => phase === 'stopping' || phase === 'waiting'

/** Holds those that are under way and not held by this pause yet. */
export function holdRunning(state: OrderState): Advanced {
  const running = livingRuns(state).filter((r) => canHold(r) && !state.held.includes(r.runId))
  if (running.length === 0) return [state, []]
  const held = [...state.held, ...running.map(({ runId }) => runId)]
  return [{ ...state, held }, running.map((run) => decideRun(run, { kind: 'hold' }))]
}

const pause = (state: OrderState): Advanced =>
  holdRunning({ ...state, order: { ...state.order, phase: { kind: 'paused' } } })

/** Lets those clocks run that the pause holds; one that a person released meanwhile runs already. */
function resume(state: OrderState): Advanced {
  const held = livingRuns(state).filter((r) => state.held.includes(r.runId) && r.phase === 'held')
  const order = { ...state.order, phase: { kind: 'stopping' } as const }
  return [{ ...state, order, held: [] }, held.map((run) => decideRun(run, { kind: 'release' }))]
}

function terminate(state: OrderState): Advanced {
  const asking = askingRuns(state)
  const going = asking.filter(({ next }) => next === 'terminate')
  if (asking.length === 0) return refuse(state, refusals.nobodyAsks)
  if (going.length === 0) return refuse(state, refusals.needsForce)
  return [state, going.map((run) => decideRun(run, { kind: 'go-on' }))]
}

function force(state: OrderState): Advanced {
  const asking = askingRuns(state)
  if (asking.length === 0) return refuse(state, refusals.nobodyAsks)
  return [state, asking.map((run) => decideRun(run, { kind: 'force', scope: 'all' }))]
}

/** Goes on with what waits for this one. Its own run stays as it is, and can be decided on. */
function pass(state: OrderState, target: string): Advanced {
  const { order } = state
  const states = statesOf(order)
  const entry = order.plan.entries.find((one) => one.target === target)
  const stands = states.get(target)
  if (!entry || !stands) return refuse(state, refusals.notInOrder(target, [...states.keys()]))
  if (order.passed.includes(target)) return refuse(state, refusals.passedAlready(entry.title))
  const isStuck = stands.kind === 'asking' || stands.kind === 'ended' || stands.kind === 'refused'
  if (!isStuck || isDown(stands)) return refuse(state, refusals.nothingToPass(entry.title))
  return [{ ...state, order: { ...order, passed: [...order.passed, target] } }, []]
}

/** Whose turn has not come is left running; the runs under way are left as they are. */
function leave(state: OrderState): Advanced {
  const effects: OrderEffect[] = livingRuns(state).map((run) => decideRun(run, { kind: 'leave' }))
  return [{ ...state, order: leaveWaiting(state), leaving: true }, effects]
}

/** Those that were not asked to stop are left; one that is being begun is decided when it is there. */
export function leaveWaiting({ order, beginning }: OrderState): OrderState['order'] {
  return [...statesOf(order)].reduce(
    (left, [target, { kind }]) =>
      kind === 'waiting' && !beginning.includes(target)
        ? withState(left, target, { kind: 'left' })
        : left,
    order,
  )
}
