import type { JSX } from 'react'
import type { Plan, PlannedStep } from '../../shared/plan.ts'
import { parseSchedule } from '../../shared/schedule.ts'
import { count, duration, printable } from '../../shared/wording/numbers.ts'

/** What a step does, as short as the line allows. The wait behind SIGKILL looks whether it worked. */
export function shortStep(step: PlannedStep, before: PlannedStep | undefined): string {
  const parsed = parseSchedule(`TERM/${step.item}`)
  const item = parsed.ok ? parsed.value[1] : undefined
  if (step.force && step.condition === 'only-if-you-say-so') return 'only if you say so'
  if (step.item === 'ask') return 'you decide'
  if (item?.kind === 'wait') {
    return before?.force === true ? 'verify' : `wait at most ${duration(item.seconds * 1000)}`
  }
  const signal = /^sends (SIG[A-Z0-9]+)/.exec(step.sentence)?.[1]
  const [only] = step.targets
  if (signal !== undefined && only !== undefined) {
    const whom =
      step.targets.length === 1
        ? String(only.pid)
        : count(step.targets.length, 'process', 'processes')
    return `${signal} to ${whom}`
  }
  // A stop command, say: the first clause of what the plan says.
  return printable(step.sentence.split(', ')[0] ?? '')
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
