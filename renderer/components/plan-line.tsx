import type { JSX } from 'react'
import type { Plan, PlannedStep } from '../../shared/plan.ts'
import { printable } from '../../shared/wording/numbers.ts'

/** What a step does, as short as the line allows. The wait behind SIGKILL looks whether it worked. */
function shortStep(step: PlannedStep, before: PlannedStep | undefined): string {
  if (step.force && step.condition === 'only-if-you-say-so') return 'only if you say so'
  if (before?.force === true && /^[\d.]+$/.test(step.item)) return 'verify'
  return printable(step.sentence)
}

/** The plan as one line of steps, for the dock. */
export function PlanLine(props: { readonly plan: Plan }): JSX.Element {
  return (
    <ol className="planline" aria-label="Plan">
      {props.plan.steps.map((step, at) => (
        <li
          key={step.index}
          className={step.condition === 'always' ? '' : 't3'}
          title={printable(step.sentence)}
        >
          <span className="tag line">
            <code>{printable(step.item)}</code>
          </span>
          <span>{shortStep(step, props.plan.steps[at - 1])}</span>
        </li>
      ))}
    </ol>
  )
}
