/** What an order does by itself: it begins whose turn has come, and finds where it stands. */
import type { Order, OrderEntry, OrderPhase } from '../../../../shared/order.ts'
import type { Moment } from '../../../../shared/run.ts'
import { leaveWaiting } from './decide-order.ts'
import {
  askingRuns,
  isDown,
  isFinal,
  mostAtOnce,
  statesOf,
  withPhase,
  withState,
  type Advanced,
  type OrderState,
} from './order-state.ts'

/** Begins what may begin; an order that is over begins nothing. */
export function settleOrder(state: OrderState, at: Moment): Advanced {
  if (state.order.phase.kind === 'ended') return [state, []]
  const ready = findReady(state)
  const begun = { ...state, beginning: [...state.beginning, ...ready] }
  const waiting = { ...begun, order: nameWaits(begun) }
  const settled = { ...waiting, order: findPhase(waiting, at) }
  return [settled, ready.map((target) => ({ kind: 'begin-run', target }) as const)]
}

/** Those that have to be gone first, and are not. */
function waitsFor({ after }: OrderEntry, { passed }: Order, states: ReturnType<typeof statesOf>) {
  return after
    .map(({ target }) => target)
    .filter((target) => !passed.includes(target) && !isDown(states.get(target)))
}

/** How many go on by themselves: each has its clock, or is about to. */
function countGoing({ order, beginning }: OrderState): number {
  return beginning.length + order.states.filter(({ kind }) => kind === 'stopping').length
}

function findReady(state: OrderState): readonly string[] {
  const { order, beginning, leaving } = state
  if (leaving || order.phase.kind === 'paused') return []
  const states = statesOf(order)
  const ready = order.plan.entries.filter(
    (entry) =>
      states.get(entry.target)?.kind === 'waiting' &&
      !beginning.includes(entry.target) &&
      waitsFor(entry, order, states).length === 0,
  )
  const room = Math.max(0, mostAtOnce - countGoing(state))
  return ready.slice(0, room).map(({ target }) => target)
}

/** Says of each that waits for whom: for nobody where it is about to begin, or only lacks room. */
function nameWaits({ order }: OrderState): Order {
  const states = statesOf(order)
  return order.plan.entries.reduce(
    (named, entry) =>
      states.get(entry.target)?.kind === 'waiting'
        ? withState(named, entry.target, { kind: 'waiting', for: waitsFor(entry, order, states) })
        : named,
    order,
  )
}

function findPhase(state: OrderState, at: Moment): Order {
  const { order, leaving } = state
  if (state.beginning.length === 0 && order.states.every(isFinal)) return endOrder(order, at)
  if (leaving || order.phase.kind === 'paused') return order
  if (countGoing(state) > 0) return withPhase(order, { kind: 'stopping' })
  if (order.person) return withPhase(order, askPerson(state, at))
  // Without a person a run that asks ends as hung by itself; what waits for it then never begins.
  if (askingRuns(state).length > 0) return withPhase(order, { kind: 'stopping' })
  return endOrder(leaveWaiting(state), at)
}

function endOrder(order: Order, at: Moment): Order {
  const how = order.states.some(({ kind }) => kind === 'left') ? 'left' : 'done'
  return withPhase(order, { kind: 'ended', how, at })
}

function askPerson(state: OrderState, at: Moment): OrderPhase {
  const { order } = state
  const states = [...statesOf(order)]
  const blocked = states.filter(([, { kind }]) => kind === 'waiting').map(([target]) => target)
  const heldUp = new Set(states.flatMap(([, one]) => (one.kind === 'waiting' ? one.for : [])))
  const remaining = states
    .filter(([target, one]) => one.kind === 'asking' || (isFinal(one) && heldUp.has(target)))
    .map(([target]) => target)
  const asking = askingRuns(state)
  const mayTerminate = asking.some(({ next }) => next === 'terminate')
  const next = mayTerminate ? 'terminate' : asking.length > 0 ? 'force' : null
  const since = order.phase.kind === 'asking' ? order.phase.since : at
  return { kind: 'asking', remaining, blocked, next, since }
}
