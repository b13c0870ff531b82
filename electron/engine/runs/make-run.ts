import type { QuiesceError } from '../../../shared/errors.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Member, ProcessIdentity } from '../../../shared/process.ts'
import type { Run, StopMethod } from '../../../shared/run.ts'
import type { Schedule, Scope } from '../../../shared/schedule.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import type { Observed } from '../decide/observed.ts'
import { plannedOwnCeilings } from '../decide/own-ceilings.ts'
import { ceilingsOf } from '../decide/unit/ceilings.ts'
import { listeningPortsOf } from '../os/listening-ports.ts'
import type { RunsPorts } from './ports.ts'
import { makeRunId } from './run-id.ts'

export interface StopWanted {
  readonly target: string
  readonly schedule: string | undefined
  readonly suspects: readonly ProcessIdentity[]
  readonly person: boolean
  /** Force from the start, or null for a stop by its schedule. */
  readonly kill: Scope | null
  /** Units that would start it again and shall be stopped first. */
  readonly triggers: readonly string[]
}

/** Only what the plan offers may be stopped with it. */
export function refuseStrayTriggers(triggers: readonly string[], plan: Plan): QuiesceError | null {
  const offered = (plan.unit?.impact.bringsBack ?? []).flatMap((one) =>
    one.stoppable && one.by !== null ? [one.by] : [],
  )
  const stray = triggers.find((unit) => !offered.includes(unit))
  if (stray === undefined) return null
  return {
    code: 'bad-input',
    message: `${stray} does not start ${plan.title}, so it is not stopped with it.`,
    next: 'Make the plan again, and choose among the units that it names.',
    place: 'triggers',
    candidates: offered,
  }
}

const withTriggers = (method: StopMethod, triggers: readonly string[]): StopMethod =>
  method.kind === 'unit' ? { ...method, also: triggers } : method

interface RunOf {
  readonly observed: Observed
  readonly schedule: Schedule
  readonly members: readonly Member[]
  readonly unit: RunUnit | null
}

/** A run as it is before anything was sent. */
export function makeRun({ clock, me, table }: RunsPorts, wanted: StopWanted, of: RunOf): Run {
  const startedAt = clock.now()
  return {
    id: makeRunId(startedAt.wall),
    target: of.observed.target,
    title: of.observed.title,
    by: me.user,
    schedule: of.schedule,
    stopMethod: withTriggers(of.observed.stopMethod, wanted.triggers),
    startedAt,
    phase: { kind: 'planned' },
    turn: 0,
    revision: 0,
    person: wanted.person,
    members: of.members.map((member) => ({ member, gone: null })),
    sent: [],
    ceilings: of.unit
      ? ceilingsOf(of.unit)
      : plannedOwnCeilings(of.observed, of.schedule, startedAt),
    unit: of.unit,
    listened: listeningPortsOf(table, of.members),
    calledStep: -1,
    forced: null,
    forcedByOther: null,
    lastCall: 0,
    recordInMemory: false,
    notices: [],
  }
}
