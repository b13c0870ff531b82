/** Words for several services that are stopped as one. */
import type { Order, OrderEntryState, OrderPhase } from '../order.ts'
import { assertNever } from '../errors.ts'
import { count } from './numbers.ts'
import { outcomeWord } from './outcomes.ts'

/** Which wave it is: the first has no condition. */
export const waveWord = (wave: number): string => (wave === 0 ? 'First' : 'Then')

/** The phase as one or two words, beside its symbol. */
export function orderPhaseWord(phase: OrderPhase): string {
  switch (phase.kind) {
    case 'stopping':
      return 'Stopping'
    case 'paused':
      return 'Paused'
    case 'asking':
      return 'Asks you'
    case 'ended':
      return { done: 'Over', left: 'Left', interrupted: 'Interrupted' }[phase.how]
    default:
      return assertNever(phase)
  }
}

/** Where one service of it stands, as one or two words. */
export function entryStateWord(state: OrderEntryState): string {
  switch (state.kind) {
    case 'waiting':
      return 'Waits'
    case 'stopping':
      return 'Stopping'
    case 'asking':
      return 'Has not stopped'
    case 'ended':
      return outcomeWord[state.outcome]
    case 'refused':
      return 'Refused'
    case 'left':
      return 'Left running'
    default:
      return assertNever(state)
  }
}

/** True for a service that runs no more. */
export const isDown = (state: OrderEntryState): boolean =>
  state.kind === 'ended' &&
  (state.outcome === 'stopped' || state.outcome === 'already-stopped' || state.outcome === 'killed')

/** What it is about, in one sentence: the title of its view. */
export function orderSentence(order: Order): string {
  const { phase, states } = order
  const all = count(states.length, 'service')
  const down = states.filter(isDown).length
  const are = down === 1 ? 'is' : 'are'
  switch (phase.kind) {
    case 'stopping':
      return `Stopping ${all}`
    case 'paused':
      return `The stop of ${all} is paused`
    case 'asking':
      return `${count(phase.remaining.length, 'service has', 'services have')} not stopped`
    case 'ended':
      if (down === states.length) return `${all} ${states.length === 1 ? 'is' : 'are'} down`
      if (phase.how === 'left') return `The stop of ${all} was left; ${down} ${are} down`
      if (phase.how === 'interrupted')
        return `The stop of ${all} was interrupted; ${down} ${are} down`
      return `${down} of ${all} ${are} down`
    default:
      return assertNever(phase)
  }
}
