import type { JSX, ReactNode } from 'react'
import type { Plan, PlannedStep } from '../../shared/plan.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { shortCeiling } from '../model/ceiling-words.ts'
import { warningsOf } from '../model/plan-weight.ts'
import { shortList } from '../model/run-steps.ts'
import { Prose } from './name.tsx'
import { ErrorNote, Note } from './note.tsx'

const conditionWords: Record<PlannedStep['condition'], string> = {
  always: '',
  'if-some-are-left': 'only if some are left',
  'only-if-you-say-so': 'only if you say so',
}

function Targets(props: { readonly step: PlannedStep }): JSX.Element | null {
  const { targets } = props.step
  if (targets.length === 0) return null
  const names = targets.map((t) => `${printable(t.name)} ${t.pid}`)
  return (
    <p className="s t2 break" title={names.join(', ')}>
      {shortList(names)}
    </p>
  )
}

function Steps(props: { readonly steps: readonly PlannedStep[] }): JSX.Element {
  return (
    <ol className="planned panel" style={{ padding: '5px 14px' }} aria-label="Steps">
      {props.steps.map((step) => (
        <li key={step.index}>
          <span className={`tag line cut ${step.force ? 'ember' : ''}`}>
            <code>{printable(step.item)}</code>
          </span>
          <span className={step.condition === 'always' ? '' : 't2'}>
            {printable(step.sentence)}
            {step.condition !== 'always' && (
              <span className="s t3">, {conditionWords[step.condition]}</span>
            )}
          </span>
          <Targets step={step} />
        </li>
      ))}
    </ol>
  )
}

const Warnings = (props: { readonly plan: Plan }): JSX.Element | null => {
  const warnings = [...warningsOf(props.plan)].sort(
    (a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'),
  )
  if (warnings.length === 0) return null
  return (
    <div className="notes">
      {warnings.map((warning) => (
        <Note key={warning.sentence} {...(warning.severity === 'stop' ? { tone: 'amber' } : {})}>
          <Prose text={warning.sentence} />
          {warning.evidence !== undefined && <p className="s t2">{printable(warning.evidence)}</p>}
        </Note>
      ))}
    </div>
  )
}

/** Somebody else's deadline: when, with what, where it is written, and whether it can be moved. */
const Ceiling = (props: { readonly ceiling: Plan['ceilings'][number] }): JSX.Element => (
  <>
    <dt>Ceiling</dt>
    <dd className="break">
      <i className="hatch" aria-hidden="true" />
      {shortCeiling(props.ceiling)} <span className="t3">({printable(props.ceiling.source)})</span>
      {props.ceiling.fixed !== null && (
        <p className="t2">Cannot be moved from here: {printable(props.ceiling.fixed)}.</p>
      )}
    </dd>
  </>
)

interface PlanBodyProps {
  readonly plan: Plan
  /** Suspects that were ticked; they are named apart. */
  readonly ticked: number
  /** Stands behind the warnings: what hangs on a unit. */
  readonly children?: ReactNode
}

/** Warnings that stop first; then what hangs on it, the steps, ceilings. */
export function PlanBody(props: PlanBodyProps): JSX.Element {
  const { plan, ticked } = props
  const kept = plan.members.filter((m) => m.kept !== null)
  return (
    <>
      {plan.refusal !== null && <ErrorNote error={plan.refusal} />}
      <Warnings plan={plan} />
      {props.children}
      <Steps steps={plan.steps} />
      <dl className="kv s">
        <dt>Reaches</dt>
        <dd>
          {count(plan.members.length - kept.length, 'process', 'processes')}
          {ticked > 0 && `, and ${count(ticked, 'suspect')} that you ticked`}
        </dd>
        {kept.length > 0 && <dt>Kept</dt>}
        {kept.length > 0 && (
          <dd className="break">
            {shortList(kept.map((m) => `${printable(m.name)} ${m.identity.pid}`))}, on purpose
          </dd>
        )}
        {plan.unit === null && plan.impact.length > 0 && <dt>Also</dt>}
        {plan.unit === null && plan.impact.length > 0 && (
          <dd className="break">{plan.impact.map(printable).join(' ')}</dd>
        )}
        {plan.ceilings.map((ceiling) => (
          <Ceiling key={`${ceiling.who} ${ceiling.source}`} ceiling={ceiling} />
        ))}
        <dt>Made</dt>
        <dd>{clock(plan.madeAt)}; targets are looked up again at each step</dd>
      </dl>
    </>
  )
}
