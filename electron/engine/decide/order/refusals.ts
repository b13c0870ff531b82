/** Why a decision on an order is refused. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { OrderPhase } from '../../../../shared/order.ts'

const phaseWords: Readonly<Record<OrderPhase['kind'], string>> = {
  stopping: 'stopping its services',
  paused: 'paused',
  asking: 'asking',
  ended: 'over',
}

const notNow = (message: string, next: string): QuiesceError => ({ code: 'not-now', message, next })

/** It answers an order as it was before. */
export const staleDecision = (phase: OrderPhase): QuiesceError => ({
  code: 'stale-decision',
  message: `This decision came too late: the order has moved on, and is ${phaseWords[phase.kind]}.`,
  next: 'Look at it as it stands now, and decide again.',
})

export const isOver = notNow(
  'This order is over.',
  'Look at the services as they are now, and begin a new one.',
)

export const isLeaving = notNow('This order is being left.', 'Nothing more of it is begun.')

export const isPaused = notNow('This order is paused.', 'Resume it first, or leave it.')

export const isNotPaused = notNow('This order is not paused.', 'Pause it, or let it go on.')

export const nobodyAsks = notNow(
  'None of its services hangs.',
  'Wait until one asks; each has its own clock.',
)

/** SIGTERM has gone to every one of them. */
export const needsForce: QuiesceError = {
  code: 'needs-force',
  message: 'SIGTERM went to all of them; what is left is SIGKILL, and going on never forces.',
  next: 'Choose Force…, pass over a service, or leave the order.',
}

export const notInOrder = (target: string, candidates: readonly string[]): QuiesceError => ({
  code: 'bad-input',
  message: `${target} is not in this order.`,
  next: 'Name one of its services.',
  place: 'decision.target',
  candidates,
})

export const passedAlready = (title: string): QuiesceError =>
  notNow(`${title} is passed over already.`, 'What waited for it goes on.')

/** Only what hangs, or could not be stopped, is passed over. */
export const nothingToPass = (title: string): QuiesceError =>
  notNow(`${title} holds nobody up that could go on without it.`, 'Pass over a service that hangs.')
