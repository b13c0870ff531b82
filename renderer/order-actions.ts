/** What a person can do about several services at once. Nothing here forces but the held button. */
import type { Order } from '../shared/order.ts'
import type { OrderChoice, OrderDecision } from '../shared/order-input.ts'
import type { Action } from './actions.ts'
import { takeOrder } from './state.ts'
import { tellError, type App } from './store.ts'

type OrderAction = Action<Order>

/** Begins the stop of the services on the screen, and goes to it. */
export async function beginOrder(app: App, of: OrderChoice): Promise<void> {
  const answer = await app.client.request('order.begin', { of, person: true })
  if (!answer.ok) {
    tellError(app.store, answer.error)
    return
  }
  app.store.setState((state) => takeOrder(state, answer.value))
  app.go({ view: 'order-run', id: answer.value.id })
}

/** Sends a decision for the turn on the screen; a refusal is told, and the order is read again. */
export async function decideOrder(app: App, order: Order, decision: OrderDecision): Promise<void> {
  const input = { order: order.id, turn: order.turn, decision }
  const answer = await app.client.request('order.decide', input)
  if (answer.ok) {
    app.store.setState((state) => takeOrder(state, answer.value))
    return
  }
  tellError(app.store, answer.error)
  const fresh = await app.client.request('order.get', { order: order.id })
  if (fresh.ok) app.store.setState((state) => takeOrder(state, fresh.value))
}

const over = 'This stop is over.'

/** Begins nothing new, and holds the clocks of those under way. */
export const pauseAction: OrderAction = {
  id: 'pause',
  label: () => 'Pause',
  icon: 'hold',
  key: 'H',
  refuse: ({ phase }) => {
    if (phase.kind === 'ended') return over
    return phase.kind === 'paused' ? 'It is paused already.' : null
  },
  run: (app, order) => void decideOrder(app, order, { kind: 'pause' }),
}

/** Asks the next ones to stop, so that it has no key. */
export const resumeOrderAction: OrderAction = {
  id: 'resume-order',
  label: () => 'Go on',
  icon: 'start',
  look: 'go',
  refuse: ({ phase }) => (phase.kind === 'paused' ? null : 'It is not paused.'),
  run: (app, order) => void decideOrder(app, order, { kind: 'resume' }),
}

/** Who was asked stays asked; nobody else is. */
export const leaveOrderAction: OrderAction = {
  id: 'leave-order',
  label: () => 'Leave it',
  icon: 'leave',
  look: 'quiet',
  key: 'L',
  refuse: ({ phase }) => (phase.kind === 'ended' ? over : null),
  run: (app, order) => void decideOrder(app, order, { kind: 'leave' }),
}

export const terminateAction: OrderAction = {
  id: 'terminate',
  label: () => 'SIGTERM to the rest',
  icon: 'signal',
  refuse: ({ phase }) => {
    if (phase.kind !== 'asking') return 'It asks for nothing now.'
    if (phase.next === 'terminate') return null
    return phase.next === 'force' ? 'It has been sent already.' : 'Nothing follows by itself.'
  },
  run: (app, order) => void decideOrder(app, order, { kind: 'terminate' }),
}

/** Opens the dialog that can force; sends nothing. It has no key on purpose. */
export const forceOrderAction: OrderAction = {
  id: 'force-order',
  label: () => 'Force…',
  icon: 'force',
  look: 'quiet force',
  refuse: ({ phase }) =>
    phase.kind === 'asking' && phase.remaining.length > 0 ? null : 'Nobody hangs.',
  run: (app, order) => {
    app.store.setState({ forceOrder: order.id })
  },
}
