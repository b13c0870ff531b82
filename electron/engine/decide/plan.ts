/** A schedule bound to one service at one moment. Making a plan sends nothing. */
import { ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { Member, SignalMasks } from '../../../shared/process.ts'
import type { Plan, PlanWarning } from '../../../shared/plan.ts'
import {
  defaultScheduleText,
  parseSchedule,
  printSchedule,
  type Schedule,
} from '../../../shared/schedule.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import type { Observed } from './observed.ts'
import type { Ceiling } from '../../../shared/plan.ts'
import type { Moment } from '../../../shared/run.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import type { RunUnit, UnitImpact } from '../../../shared/unit.ts'
import type { UnitFacts } from '../parse/unit-properties.ts'
import { plannedOwnCeilings } from './own-ceilings.ts'
import { ceilingsOf, plannedCeilings } from './unit/ceilings.ts'
import { sayUnitImpact } from './unit/plan-unit.ts'
import { toPlannedProfile } from './profile/planned.ts'
import { scheduleOfProfile } from './profile/schedule.ts'
import { livingOf, planSteps } from './plan-steps.ts'
import { planWarnings } from './plan-warnings.ts'
import { rememberedSchedule } from './stop-times.ts'
import type { PlannedPermission } from './privilege/plan-permission.ts'
import type { Table } from './table.ts'

export interface ChosenSchedule {
  readonly schedule: Schedule
  readonly source: Plan['scheduleSource']
}

/** What of a look has a say in its schedule. */
export type ScheduleOf = Pick<Observed, 'configuration' | 'profile'>

/** What stands in for a schedule where the service has none of its own. */
export interface UsualSchedule {
  /** What the settings name; null where they name none. */
  readonly usual: string | null
  /** How long earlier stops of the service took. */
  readonly times: StopTimes | null
}

const nothingUsual: UsualSchedule = { usual: null, times: null }

/**
 * The text of a service's own schedule: the configured one, else its profile's, else what the
 * settings name, else the default, with a longer wait where earlier stops needed one.
 */
export function ownSchedule(
  { configuration, profile }: ScheduleOf,
  { usual, times }: UsualSchedule = nothingUsual,
): { readonly text: string; readonly source: Exclude<Plan['scheduleSource'], 'person'> } {
  const configured = configuration?.schedule
  if (configured !== undefined) return { text: configured, source: 'configuration' }
  const text = scheduleOfProfile(profile)
  if (text !== null) return { text, source: 'profile' }
  if (usual !== null) return { text: usual, source: 'settings' }
  const remembered = rememberedSchedule(times)
  return remembered === null
    ? { text: defaultScheduleText, source: 'default' }
    : { text: remembered, source: 'memory' }
}

/** The schedule that holds: a person's own, else the service's. */
export function chooseSchedule(
  text: string | undefined,
  of: ScheduleOf,
  usual: UsualSchedule = nothingUsual,
): Result<ChosenSchedule> {
  const chosen = text === undefined ? ownSchedule(of, usual) : ({ text, source: 'person' } as const)
  const parsed = parseSchedule(chosen.text)
  return parsed.ok ? ok({ schedule: parsed.value, source: chosen.source }) : parsed
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
  /** The unit that it is, with what its stop touches. */
  readonly unit: {
    readonly unit: RunUnit
    readonly facts: UnitFacts
    readonly impact: UnitImpact
  } | null
  /** What has to be permitted; null where Quiesce is root. */
  readonly permission?: PlannedPermission | null
  /** What is to be read before all else: a limit of this machine changed the schedule. */
  readonly first?: readonly PlanWarning[]
  /** What was named where that was not the unit itself: `pid:4242`, `port:80`. */
  readonly meant: string | null
}

/** A stop that is under way has its clock running; otherwise it would start now. */
const ceilingsNow = (unit: RunUnit, at: Moment): readonly Ceiling[] =>
  unit.state.activeState === 'deactivating' ? ceilingsOf(unit) : plannedCeilings(unit, at)

/** Who named a process, a port or a file of a unit gets the whole unit. */
const sayWhole = ({ meant, unit }: PlanFacts): string[] =>
  meant === null || unit === null
    ? []
    : [`${printable(meant)} belongs to the unit ${unit.unit.name}: the whole unit is stopped.`]

function sayImpact(facts: PlanFacts): string[] {
  const { observed, ports, unit } = facts
  const living = livingOf(observed.members)
  const ofUnit = unit ? [...sayWhole(facts), ...sayUnitImpact(unit.impact)] : []
  if (living.length === 0) {
    const up = unit !== null && !['inactive', 'failed'].includes(unit.unit.state.activeState)
    return up ? ofUnit : ['Nothing of it runs: there is nothing to stop.', ...ofUnit]
  }
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
  return [...impact, ...ofUnit]
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
    steps: planSteps(schedule, {
      method: observed.stopMethod,
      members: observed.members,
      unit: facts.unit?.unit ?? null,
    }),
    members: observed.members,
    suspects: observed.suspects,
    ceilings: facts.unit
      ? ceilingsNow(facts.unit.unit, table.at)
      : plannedOwnCeilings(observed, schedule, table.at),
    impact: refusal ? ['Nothing will be sent.'] : sayImpact(facts),
    warnings: refusal ? [] : [...(facts.first ?? []), ...planWarnings(facts)],
    unit: facts.unit && { unit: facts.unit.unit, impact: facts.unit.impact },
    profile: observed.profile && toPlannedProfile(observed.profile),
    refusal,
    madeAt: table.at.wall,
  }
}
