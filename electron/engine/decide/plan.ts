/** A schedule bound to one service at one moment. Making a plan sends nothing. */
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { Member, SignalMasks } from '../../../shared/process.ts'
import type { Plan } from '../../../shared/plan.ts'
import {
  defaultScheduleText,
  parseSchedule,
  printSchedule,
  type Schedule,
} from '../../../shared/schedule.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import type { Observed } from './observed.ts'
import { livingOf, planSteps } from './plan-steps.ts'
import { planWarnings } from './plan-warnings.ts'
import type { Table } from './table.ts'

export interface ChosenSchedule {
  readonly schedule: Schedule
  readonly source: Plan['scheduleSource']
}

/** The schedule that holds: a person's own, else the configured one, else the default. */
export function chooseSchedule(
  text: string | undefined,
  configuration: ServiceConfiguration | null,
): Result<ChosenSchedule> {
  const source =
    text !== undefined
      ? 'person'
      : configuration?.schedule === undefined
        ? 'default'
        : 'configuration'
  const parsed = parseSchedule(text ?? configuration?.schedule ?? defaultScheduleText)
  return parsed.ok ? ok({ schedule: parsed.value, source }) : parsed
}

export interface PlanFacts extends ChosenSchedule {
  readonly observed: Observed
  readonly refusal: QuiesceError | null
  readonly table: Table
  readonly guarantee: Guarantee
  /** Signal masks by pid, of those that get a signal; a process without is not known. */
  readonly masks: ReadonlyMap<number, SignalMasks>
  /** Ports that the members wait on. */
  readonly ports: readonly number[]
}

function sayImpact({ observed, ports }: PlanFacts): string[] {
  const living = livingOf(observed.members)
  if (living.length === 0) return ['Nothing of it runs: there is nothing to stop.']
  const users = [...new Set(living.map((m: Member) => m.user))].join(', ')
  const impact = [`${count(living.length, 'process', 'processes')} of ${users} will end.`]
  if (ports.length > 0) {
    const which = `${ports.length === 1 ? 'Port' : 'Ports'} ${ports.join(', ')}`
    impact.push(`${which} will be closed; whoever is connected there is cut off.`)
  }
  const { stopMethod } = observed
  if (stopMethod.kind === 'command') {
    const program = printable(stopMethod.argv[0] ?? '')
    impact.push(`${program} may do more than stop it; Quiesce judges by the processes alone.`)
  }
  return impact
}

/**
 * Makes the plan. A refused service has its steps, too, without targets: the plan shows what would
 * be done, and `refusal` why it is not.
 */
export function makePlan(facts: PlanFacts): Plan {
  const { observed, schedule, source, refusal, table } = facts
  return {
    target: observed.target,
    title: observed.title,
    backend: observed.backend,
    schedule: printSchedule(schedule),
    scheduleSource: source,
    steps: planSteps(schedule, observed.stopMethod, observed.members),
    members: observed.members,
    suspects: observed.suspects,
    // Nobody but systemd and init scripts forces by a clock of their own.
    ceilings: [],
    impact: refusal ? ['Nothing will be sent.'] : sayImpact(facts),
    warnings: refusal ? [] : planWarnings(facts),
    refusal,
    madeAt: table.at.wall,
  }
}
