/**
 * The heart of an order: `advanceOrder(state, event) → [state, effects]`, pure, with the clock
 * passed in. A service is begun when all that it waits for are gone or passed over, at most
 * `mostAtOnce` at a time; where nothing goes on by itself, a person is asked.
 *
 * `turn` names what a decision answers. It grows when the phase becomes another one, when a service
 * begins or ceases to ask (or asks another question), and with each decision: so that a word given
 * to two hanging services never reaches a third. `revision` grows with every change.
 */
import type { Moment, Run } from '../../../../shared/run.ts'
import { decideOrder, holdRunning, leaveWaiting } from './decide-order.ts'
import { settleOrder } from './settle-order.ts'
import {
  askingRuns,
  decideRun,
  seeRun,
  stateOfRun,
  withPhase,
  withState,
  type Advanced,
  type OrderEvent,
  type OrderState,
} from './order-state.ts'

/** One event, and all that follows from it. Total: an event that means nothing changes nothing. */
export function advanceOrder(state: OrderState, event: OrderEvent): Advanced {
  const [moved, effects] = takeEvent(state, event)
  const [settled, more] = settleOrder(moved, event.at)
  return [countChange(state, settled), [...effects, ...more]]
}

function takeEvent(state: OrderState, event: OrderEvent): Advanced {
  switch (event.kind) {
    case 'begin':
      return [state, []]
    case 'begun':
      return takeBegun(state, event.target, event.run)
    case 'not-begun': {
      const { target, error } = event
      const order = withState(state.order, target, { kind: 'refused', error })
      return [{ ...state, order, beginning: without(state.beginning, target) }, []]
    }
    case 'run':
      return takeRun(state, event.run)
    case 'decision':
      return decideOrder(state, event)
    case 'person-left':
      return [losePerson(state), []]
    case 'interrupted':
      return [interrupt(state, event.at), []]
  }
}

const without = (list: readonly string[], gone: string): readonly string[] =>
  list.filter((one) => one !== gone)

function withRun(state: OrderState, target: string, run: Run): OrderState {
  const order = withState(state.order, target, stateOfRun(run))
  return { ...state, order, runs: new Map([...state.runs, [target, seeRun(run)]]) }
}

/** An order that was left or paused meanwhile does with this run what it did with the others. */
function takeBegun(state: OrderState, target: string, run: Run): Advanced {
  const begun = withRun({ ...state, beginning: without(state.beginning, target) }, target, run)
  const isOver = begun.leaving || begun.order.phase.kind === 'ended'
  if (isOver && run.phase.kind !== 'ended') {
    return [begun, [decideRun(seeRun(run), { kind: 'leave' })]]
  }
  return begun.order.phase.kind === 'paused' ? holdRunning(begun) : [begun, []]
}

function takeRun(state: OrderState, run: Run): Advanced {
  const known = [...state.runs].find(([, { runId }]) => runId === run.id)
  if (known === undefined || known[1].revision > run.revision) return [state, []]
  const moved = withRun(state, known[0], run)
  return moved.order.phase.kind === 'paused' ? holdRunning(moved) : [moved, []]
}

/**
 * Its runs end as hung by themselves. Nobody is left who could end a pause: then nobody new is asked
 * to stop, whatever their turn is.
 */
function losePerson(state: OrderState): OrderState {
  const { order } = state
  if (!order.person) return state
  const alone = { ...state, order: { ...order, person: false } }
  if (order.phase.kind !== 'paused') return alone
  const left = withPhase(leaveWaiting(alone), { kind: 'stopping' })
  return { ...alone, order: left, held: [], leaving: true }
}

function interrupt(state: OrderState, at: Moment): OrderState {
  if (state.order.phase.kind === 'ended') return state
  const order = leaveWaiting(state)
  return { ...state, order: withPhase(order, { kind: 'ended', how: 'interrupted', at }) }
}

const askedNow = (state: OrderState): string =>
  askingRuns(state)
    .map(({ runId, turn }) => `${runId} ${turn}`)
    .join('\n')

function countChange(before: OrderState, after: OrderState): OrderState {
  if (before.order === after.order && askedNow(before) === askedNow(after)) return after
  const isDecided = before.order.turn !== after.order.turn
  const isAnother =
    before.order.phase.kind !== after.order.phase.kind || askedNow(before) !== askedNow(after)
  const turn = after.order.turn + (isAnother && !isDecided ? 1 : 0)
  return { ...after, order: { ...after.order, turn, revision: before.order.revision + 1 } }
}
