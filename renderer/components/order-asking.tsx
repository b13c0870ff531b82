import type { JSX } from 'react'
import type { Order, OrderPhase } from '../../shared/order.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { titlesOf } from '../model/order-progress.ts'
import { forceOrderAction, leaveOrderAction, terminateAction } from '../order-actions.ts'
import { ActionButton } from './action-button.tsx'
import { Icon } from './icon.tsx'

type Asking = Extract<OrderPhase, { readonly kind: 'asking' }>

const nextWords: Record<'terminate' | 'force' | 'none', string> = {
  terminate:
    'SIGTERM reaches every process that is left of them, then 5 s are waited. Nothing is forced.',
  force: 'SIGTERM to all of them was tried. What is left is time, or force.',
  none: 'No further step is planned.',
}

/** Nothing goes on by itself: who hangs, what that holds up, and what one can do, mildest first. */
export function OrderAsking(props: {
  readonly order: Order
  readonly asking: Asking
}): JSX.Element {
  const { order, asking } = props
  return (
    <section className="panel order-asking" aria-labelledby="asking-title">
      <div className="row top">
        <Icon name="asks" className="i-20 amber" />
        <div className="grow">
          <h2 id="asking-title">It asks you, since {clock(asking.since.wall)}</h2>
          <p className="t2 break">
            {printable(titlesOf(order, asking.remaining))}{' '}
            {asking.remaining.length === 1 ? 'has' : 'have'} not stopped
            {asking.blocked.length > 0 &&
              `, and ${count(asking.blocked.length, 'service waits', 'services wait')}: ${printable(titlesOf(order, asking.blocked))}`}
            . Nothing more is sent without you.
          </p>
          <p className="s t3">{nextWords[asking.next ?? 'none']}</p>
        </div>
      </div>
      <div className="controls" role="group" aria-label="What you can do">
        <ActionButton action={terminateAction} subject={order} size="lg" />
        <ActionButton action={leaveOrderAction} subject={order} size="lg" look="plain" />
        <span className="grow hint" />
        <ActionButton action={forceOrderAction} subject={order} size="lg" />
      </div>
    </section>
  )
}
