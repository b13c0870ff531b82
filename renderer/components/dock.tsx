import type { JSX } from 'react'
import type { Plan } from '../../shared/plan.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { openAction, openRunAction, startAction, stopAction } from '../service-actions.ts'
import { ActionButton } from './action-button.tsx'
import { Prose } from './name.tsx'
import { PlanLine } from './plan-line.tsx'
import { useAnswer } from './use-answer.ts'

function Facts(props: { readonly plan: Plan; readonly row: ServiceRow }): JSX.Element {
  const { plan } = props
  const warning = plan.warnings.find((w) => w.severity === 'stop') ?? plan.warnings[0]
  const impact = plan.impact.map(printable).join(' ')
  return (
    <dl className="kv s">
      <dt>Reaches</dt>
      <dd>
        {count(plan.members.filter((m) => m.kept === null).length, 'process', 'processes')} of{' '}
        {printable(props.row.user)}
      </dd>
      {plan.suspects.length > 0 && <dt>Suspects</dt>}
      {plan.suspects.length > 0 && (
        <dd>{plan.suspects.length}, not signalled until you tick them</dd>
      )}
      {impact !== '' && <dt>Also</dt>}
      {impact !== '' && <dd title={impact}>{impact}</dd>}
      {plan.ceilings.slice(0, 1).map((c) => (
        <Ceiling key={c.source} who={c.who} at={c.at} />
      ))}
      {warning !== undefined && <dt>Note</dt>}
      {warning !== undefined && (
        <dd title={printable(warning.sentence)}>{printable(warning.sentence)}</dd>
      )}
    </dl>
  )
}

const Ceiling = (props: { readonly who: string; readonly at: number | null }): JSX.Element => (
  <>
    <dt>Ceiling</dt>
    <dd>
      {printable(props.who)} forces
      {props.at === null ? ', when is not known' : ` at ${clock(props.at)}`}
    </dd>
  </>
)

function Said(props: { readonly row: ServiceRow; readonly plan: Plan | null }): JSX.Element {
  const { row, plan } = props
  const refusal = row.refusal ?? plan?.refusal ?? null
  const title = printable(row.title)
  if (refusal !== null) {
    return (
      <>
        <h2 className="break">
          <Prose text={refusal.message} />
        </h2>
        <p className="s t2 break">
          <Prose text={refusal.next} />
        </p>
      </>
    )
  }
  if (stopAction.refuse(row) !== null) {
    return (
      <>
        <h2 className="cut">{title}</h2>
        <p className="s t2">{printable(row.note ?? stopAction.refuse(row) ?? '')}</p>
      </>
    )
  }
  return (
    <>
      <div className="row" style={{ marginBottom: 9 }}>
        <h2 className="cut">If you stop {title} now</h2>
        <span className="s t3">Nothing has been sent.</span>
      </div>
      {plan === null ? <p className="s t3">Making the plan…</p> : <PlanLine plan={plan} />}
    </>
  )
}

/** The plan of the selected row, and what one can do with it. */
export function Dock(props: { readonly row: ServiceRow }): JSX.Element {
  const { row } = props
  const stoppable = stopAction.refuse(row) === null
  const answer = useAnswer('plan.make', stoppable ? { target: row.target } : null, row.memberCount)
  const plan = answer?.ok === true ? answer.value : null
  const first = stoppable
    ? stopAction
    : openRunAction.refuse(row) === null
      ? openRunAction
      : startAction
  const refused = row.refusal !== null || (plan !== null && plan.refusal !== null)
  const title = printable(row.title)
  return (
    <section className="dock" aria-label={stoppable ? `If you stop ${title} now` : title}>
      <div className="grow">
        <Said row={answer?.ok === false ? { ...row, refusal: answer.error } : row} plan={plan} />
      </div>
      {plan !== null && !refused && <Facts plan={plan} row={row} />}
      <div className="dockact">
        <ActionButton
          action={first}
          subject={row}
          look={first === startAction || refused ? 'plain' : 'go'}
        />
        <ActionButton action={openAction} subject={row} bare />
      </div>
    </section>
  )
}
