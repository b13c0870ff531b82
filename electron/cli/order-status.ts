import { exitStatusOfError } from '../../shared/errors.ts'
import type { Order, OrderEntryState } from '../../shared/order.ts'
import type { OutcomeKind } from '../../shared/run.ts'

/** As `exitStatusOf` of a run; the error behind a refusal or failure stays with the run. */
const ofOutcome: Readonly<Record<OutcomeKind, number>> = {
  'already-stopped': 0,
  stopped: 0,
  killed: 10,
  hung: 11,
  survived: 12,
  'came-back': 13,
  refused: 14,
  abandoned: 16,
  interrupted: 17,
  failed: 1,
}

/** From good to bad; what is not in it (an error of Quiesce itself) is worse than all. */
const badness: readonly number[] = [0, 10, 16, 11, 13, 12, 14, 15, 64, 1, 17]

function statusOf(state: OrderEntryState): number {
  switch (state.kind) {
    case 'ended':
      return ofOutcome[state.outcome]
    case 'refused':
      // It was not there any more when its turn came.
      return state.error.code === 'unknown-target' ? 0 : exitStatusOfError[state.error.code]
    case 'waiting':
    case 'stopping':
    case 'asking':
    case 'left':
      return 16
  }
}

const rank = (status: number): number => {
  const at = badness.indexOf(status)
  return at === -1 ? badness.length : at
}

/** The exit status of an order: that of the service that fared worst. */
export function exitStatusOfOrder({ states, phase }: Order): number {
  const ended = phase.kind === 'ended' && phase.how === 'interrupted' ? [17] : []
  return [...states.map(statusOf), ...ended].reduce(
    (worst, status) => (rank(status) > rank(worst) ? status : worst),
    0,
  )
}
