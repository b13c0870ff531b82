import type { JSX } from 'react'
import type { Order, OrderEntryState } from '../../shared/order.ts'
import { duration, printable } from '../../shared/wording/numbers.ts'
import { entryStateWord } from '../../shared/wording/order-words.ts'
import { leftMs, leftText } from '../model/run-clock.ts'
import { runIdOf, titlesOf, type OrderRow } from '../model/order-progress.ts'
import { livingMembers } from '../../shared/run.ts'
import { tookMs } from '../../shared/wording/outcomes.ts'
import { decideOrder } from '../order-actions.ts'
import { printRoute } from '../route.ts'
import { useApp, useQuiesce } from '../store.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Name, Prose } from './name.tsx'
import { outcomeMarks } from './state-mark.tsx'

function markOf(state: OrderEntryState): { readonly icon: IconName; readonly colour: string } {
  switch (state.kind) {
    case 'waiting':
      return { icon: 'wait', colour: 't3' }
    case 'stopping':
      return { icon: 'stopping', colour: 'tide' }
    case 'asking':
      return { icon: 'asks', colour: 'amber' }
    case 'ended':
      return outcomeMarks[state.outcome]
    case 'refused':
      return { icon: 'out-refused', colour: 'amber' }
    case 'left':
      return { icon: 'out-abandoned', colour: 't3' }
  }
}

/** The time left of its run; only this ticks. */
function Left(props: { readonly runId: string }): JSX.Element | null {
  const view = useQuiesce((s) => s.runs.get(props.runId) ?? null)
  const now = useQuiesce((s) => s.now)
  if (view === null) return null
  const left = leftMs(view.run, now)
  const living = livingMembers(view.run).length
  return (
    <>
      {left !== null && <span className="left">{leftText(left)}</span>}
      {living > 0 && <span className="t3">{living} left</span>}
    </>
  )
}

/** How long it took, where its run is known here. */
function Took(props: { readonly runId: string }): JSX.Element | null {
  const took = useQuiesce((s) => {
    const view = s.runs.get(props.runId)
    return view === undefined ? null : tookMs(view.run)
  })
  return took === null ? null : <span className="t3">in {duration(took)}</span>
}

function Aside(props: { readonly order: Order; readonly row: OrderRow }): JSX.Element | null {
  const { state } = props.row
  switch (state.kind) {
    case 'waiting':
      return <span className="t2 cut">for {printable(titlesOf(props.order, state.for))}</span>
    case 'stopping':
    case 'asking':
      return <Left runId={state.runId} />
    case 'ended':
      return <Took runId={state.runId} />
    case 'refused':
      return (
        <span className="t2 cut" title={printable(state.error.message)}>
          <Prose text={state.error.message} />
        </span>
      )
    case 'left':
      return null
  }
}

export function OrderRowLine(props: {
  readonly order: Order
  readonly row: OrderRow
}): JSX.Element {
  const app = useApp()
  const { order, row } = props
  const { entry, state } = row
  const mark = markOf(state)
  const run = runIdOf(state)
  return (
    <li className={`order-row ${state.kind}`}>
      <Icon name={mark.icon} className={mark.colour} />
      {run === null ? (
        <Name text={entry.title} />
      ) : (
        <a className="run-link" href={printRoute({ view: 'run', id: run })}>
          <Name text={entry.title} />
        </a>
      )}
      <span className={`order-state ${state.kind === 'asking' ? 'amber' : ''}`}>
        {entryStateWord(state)}
        {row.passed && <span className="t3">, passed over</span>}
      </span>
      <span className="order-aside-words s">
        <Aside order={order} row={row} />
      </span>
      <span className="order-act">
        {row.canPass && (
          <Button
            size="sm"
            name={`Pass over ${printable(entry.title)}`}
            onPress={() => {
              void decideOrder(app, order, { kind: 'pass', target: entry.target })
            }}
          >
            Pass over
          </Button>
        )}
      </span>
    </li>
  )
}
