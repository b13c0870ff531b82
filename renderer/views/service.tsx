/** One service: what it is, who belongs to it and why, what signals do to it, how it stopped before. */
import type { JSX } from 'react'
import type { ServiceDetail } from '../../shared/service.ts'
import { printable } from '../../shared/wording/numbers.ts'
import { ActionButton } from '../components/action-button.tsx'
import { Crumbs } from '../components/crumbs.tsx'
import { MembersPanel } from '../components/members-panel.tsx'
import { ErrorNote } from '../components/note.tsx'
import { PastStops } from '../components/past-stops.tsx'
import { ServiceFacts } from '../components/service-facts.tsx'
import { ServiceFiles } from '../components/service-files.tsx'
import { SignalsPanel } from '../components/signals-panel.tsx'
import { StateMark } from '../components/state-mark.tsx'
import { useActionKeys } from '../components/use-keys.ts'
import { useAnswer } from '../components/use-answer.ts'
import { openRunAction, restartAction, startAction, stopAction } from '../service-actions.ts'
import { useQuiesce } from '../store.ts'

function Head(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { row, startCommand } = props.detail
  const inRun = openRunAction.refuse(row) === null
  const stopped = stopAction.refuse(row) !== null
  return (
    <div className="head">
      <div className="grow">
        <Crumbs above={[['Services', { view: 'services' }]]} here={row.title} />
        <div className="title">
          <h1 className="break">{printable(row.title)}</h1>
          <span className="t3 cut" title={printable(row.subtitle)}>
            {printable(row.subtitle)}
          </span>
          <StateMark state={row.state} />
        </div>
      </div>
      {startCommand !== null && !stopped && <ActionButton action={restartAction} subject={row} />}
      {inRun && <ActionButton action={openRunAction} subject={row} look="go" />}
      {!inRun && !stopped && <ActionButton action={stopAction} subject={row} />}
      {!inRun && stopped && startCommand !== null && (
        <ActionButton action={startAction} subject={row} look="go" />
      )}
    </div>
  )
}

function Detail(props: { readonly detail: ServiceDetail }): JSX.Element {
  const { detail } = props
  const { row } = detail
  useActionKeys(detail.startCommand === null ? [stopAction] : [stopAction, restartAction], row)
  return (
    <>
      <Head detail={detail} />
      <ServiceFacts detail={detail} />
      <div className="body page">
        {(row.refusal !== null || row.note !== null) && (
          <div className="notes" style={{ marginBottom: 12 }}>
            {row.refusal !== null && <ErrorNote error={row.refusal} />}
            {row.refusal === null && row.note !== null && (
              <p className="t2 break">{printable(row.note)}</p>
            )}
          </div>
        )}
        <div className="two">
          <div className="col">
            <MembersPanel detail={detail} />
            <ServiceFiles detail={detail} />
          </div>
          <div className="col">
            <PastStops history={detail.history} />
            <SignalsPanel detail={detail} />
          </div>
        </div>
      </div>
    </>
  )
}

export function ServiceView(props: { readonly target: string }): JSX.Element {
  const { target } = props
  // The detail is read again when the table's row says that something of it changed.
  const revision = useQuiesce((s) => {
    const row = s.services?.get(target)
    return row === undefined ? '' : `${row.state.kind} ${row.memberCount} ${row.main?.pid ?? ''}`
  })
  const answer = useAnswer('services.inspect', { target }, revision)
  if (answer?.ok === true) return <Detail detail={answer.value} />
  return (
    <>
      <div className="head">
        <div className="grow">
          <Crumbs above={[['Services', { view: 'services' }]]} here={target} />
          <div className="title">
            <h1 className="break">{printable(target)}</h1>
          </div>
        </div>
      </div>
      <div className="body">
        {answer === null ? (
          <p className="t3">Reading the service…</p>
        ) : (
          <ErrorNote error={answer.error} />
        )}
      </div>
    </>
  )
}
