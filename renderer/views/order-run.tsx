/** Several services on their way down: each one's state, and what a person can do about all of them. */
import { useEffect, type JSX } from 'react'
import type { Order, OrderEntryState } from '../../shared/order.ts'
import { clock, printable } from '../../shared/wording/numbers.ts'
import { isDown, orderSentence } from '../../shared/wording/order-words.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { ErrorNote } from '../components/note.tsx'
import { OrderAsking } from '../components/order-asking.tsx'
import { LastSteps } from '../components/order-plan.tsx'
import { OrderRowLine } from '../components/order-row.tsx'
import { useAnswer } from '../components/use-answer.ts'
import { useActionKeys } from '../components/use-keys.ts'
import { downCount, orderRows } from '../model/order-progress.ts'
import { leaveOrderAction, pauseAction, resumeOrderAction } from '../order-actions.ts'
import { takeOrder } from '../state.ts'
import { useApp, useQuiesce } from '../store.ts'

/** Blocks that are counted with the eye; of more only the number helps. */
const blocksAtMost = 40

/** Standing while it is here, outlined where it hangs, a line when it is down, broken when killed. */
function blockOf(state: OrderEntryState): string {
  if (state.kind === 'asking') return 'out'
  if (!isDown(state)) return ''
  return state.kind === 'ended' && state.outcome === 'killed' ? 'dead' : 'gone'
}

/** One block a service: it stands while it is here and lies when it is down. */
function Blocks(props: { readonly order: Order }): JSX.Element {
  const { states } = props.order
  const down = downCount(props.order)
  const text = `${down} of ${states.length} down`
  return (
    <span className="row blocks" role="img" aria-label={text}>
      {states.length <= blocksAtMost && (
        <span className="pips">
          {states.map((state, at) => (
            <i key={at} className={blockOf(state)} />
          ))}
        </span>
      )}
      <span className="s t2 num">{text}</span>
    </span>
  )
}

function Controls(props: { readonly order: Order }): JSX.Element | null {
  const { order } = props
  if (order.phase.kind === 'ended' || order.phase.kind === 'asking') return null
  return (
    <div className="row" role="group" aria-label="What you can do">
      {order.phase.kind === 'paused' ? (
        <ActionButton action={resumeOrderAction} subject={order} />
      ) : (
        <ActionButton action={pauseAction} subject={order} />
      )}
      <ActionButton action={leaveOrderAction} subject={order} />
    </div>
  )
}

/** What the phase means to who was not there when it began. */
function PhaseLine(props: { readonly order: Order }): JSX.Element | null {
  const { phase } = props.order
  if (phase.kind === 'paused')
    return (
      <p className="t2 phase-line">
        Nobody new is asked, and the clocks of those under way are held.
      </p>
    )
  if (phase.kind === 'ended' && phase.how === 'left')
    return (
      <p className="t2 phase-line">
        It was left at {clock(phase.at.wall)}. What was sent stays sent; a run under way goes on as
        its own.
      </p>
    )
  if (phase.kind === 'ended' && phase.how === 'interrupted')
    return (
      <p className="t2 phase-line">
        Quiesce went down in mid-order. Nothing was sent since; look at each run.
      </p>
    )
  return null
}

function Known(props: { readonly order: Order }): JSX.Element {
  const { order } = props
  useActionKeys([pauseAction, leaveOrderAction], order)
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs
            above={[['Stop several services', { view: 'order', of: null }]]}
            here={`Since ${clock(order.startedAt.wall)}, by ${order.by}`}
          />
          <div className="title">
            <h1 className="break" aria-live="polite">
              {printable(orderSentence(order))}
            </h1>
            <Blocks order={order} />
          </div>
        </div>
        <Controls order={order} />
      </div>
      <div className="body order-body">
        <PhaseLine order={order} />
        {order.phase.kind === 'asking' && <OrderAsking order={order} asking={order.phase} />}
        <section className="panel order-list scroll" tabIndex={0} aria-label="Each service">
          <ol>
            {orderRows(order).map((row) => (
              <OrderRowLine key={row.entry.target} order={order} row={row} />
            ))}
          </ol>
        </section>
        {(order.phase.kind === 'stopping' || order.phase.kind === 'paused') && (
          <LastSteps plan={order.plan} />
        )}
      </div>
    </>
  )
}

export function OrderRunView(props: { readonly id: string }): JSX.Element {
  const { store } = useApp()
  const { id } = props
  const order = useQuiesce((s) => s.orders.get(id) ?? null)
  const answer = useAnswer('order.get', order === null ? { order: id } : null)
  useEffect(() => {
    if (answer?.ok === true) store.setState((state) => takeOrder(state, answer.value))
  }, [answer, store])
  if (order !== null) return <Known order={order} />
  return (
    <>
      <div className="head">
        <h1>The stop of several services</h1>
      </div>
      <div className="body">
        {answer?.ok === false ? (
          <ErrorNote error={answer.error} />
        ) : (
          <p className="t3">Reading it…</p>
        )}
      </div>
    </>
  )
}
