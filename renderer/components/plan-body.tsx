import type { JSX } from 'react'
import type { Plan, PlannedStep } from '../../shared/plan.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { shortList } from '../model/run-steps.ts'
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

/** Warnings that stop first; then steps, impact, ceilings. `ticked` suspects are named apart. */
export function PlanBody(props: { readonly plan: Plan; readonly ticked: number }): JSX.Element {
  const { plan, ticked } = props
  const warnings = [...plan.warnings].sort(
    (a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'),
  )
  return (
    <>
      {plan.refusal !== null && <ErrorNote error={plan.refusal} />}
      {warnings.length > 0 && (
        <div className="notes">
          {warnings.map((warning) => (
            <Note
              key={warning.sentence}
              {...(warning.severity === 'stop' ? { tone: 'amber' } : {})}
            >
              {printable(warning.sentence)}
              {warning.evidence !== undefined && (
                <p className="s t2">{printable(warning.evidence)}</p>
              )}
            </Note>
          ))}
        </div>
      )}
      <Steps steps={plan.steps} />
      <dl className="kv s">
        <dt>Reaches</dt>
        <dd>
          {count(plan.members.filter((m) => m.kept === null).length, 'process', 'processes')}
          {ticked > 0 && `, and ${count(ticked, 'suspect')} that you ticked`}
        </dd>
        {plan.impact.length > 0 && <dt>Also</dt>}
        {plan.impact.length > 0 && (
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

const Ceiling = (props: { readonly ceiling: Plan['ceilings'][number] }): JSX.Element => (
  <>
    <dt>Ceiling</dt>
    <dd className="break">
      {printable(props.ceiling.who)} forces{' '}
      {props.ceiling.at === null ? 'at a moment not known yet' : `at ${clock(props.ceiling.at)}`} (
      {printable(props.ceiling.source)})
    </dd>
  </>
)
