/** The limits of this machine, where a service is about to be stopped. */
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { sameIdentity } from '../../../shared/process.ts'
import type { PlanWarning } from '../../../shared/plan.ts'
import type { Schedule } from '../../../shared/schedule.ts'
import type { ServiceRow } from '../../../shared/service.ts'
import type { UnitImpact } from '../../../shared/unit.ts'
import { isKnown } from '../../../shared/unknown.ts'
import type { Backends } from '../backends/backends.ts'
import { findNever, findNeverAmong, type LimitedService } from '../decide/limits/find-never.ts'
import { limitSchedule } from '../decide/limits/limit-schedule.ts'
import { noLimits, type Limits, type NeverLimit } from '../decide/limits/limits.ts'
import {
  forceFirst,
  forceNeedsPerson,
  forceNever,
  neverStopped,
  neverStoppedWith,
  warnLimited,
} from '../decide/limits/refusals.ts'
import type { Look, Observed } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'

/** What this machine's settings say of stops. */
export interface StopRules {
  readonly limits: Limits
  /** The schedule of services that name none and of which nothing is known; null: the default. */
  readonly schedule: string | null
}

/** Of a machine on which nobody has written any. */
export const noRules: StopRules = { limits: noLimits, schedule: null }

interface LimitedBy {
  readonly backends: Pick<Backends, 'resolve'>
  readonly limits: Limits
}

/** What a target means now; null where that is nothing. */
const lookOf =
  ({ backends }: LimitedBy, table: Table) =>
  (text: string): Observed | null => {
    const resolved = backends.resolve(text)
    if (!resolved.ok) return null
    const look = resolved.value.backend.look(resolved.value.target, table)
    return look.ok ? look.value.observed : null
  }

/** `exe:PATH` means whoever runs that, also where two services do, and a look at it is an error. */
const findNeverRun = (
  { members }: LimitedService,
  never: Limits['never'],
  table: Table,
): NeverLimit | null =>
  never.find(({ target }) =>
    members.some(({ identity, kept }) => {
      const row = table.rows.get(identity.pid)
      if (kept !== null || !row || !sameIdentity(row.identity, identity)) return false
      return isKnown(row.executable) && target === `exe:${row.executable.path}`
    }),
  ) ?? null

/** Why a service is never stopped from here, nor signalled; null where it may be. */
export function refuseNever(
  by: LimitedBy,
  observed: LimitedService,
  table: Table,
): QuiesceError | null {
  const { never } = by.limits
  const limit =
    findNever(observed, never, lookOf(by, table)) ?? findNeverRun(observed, never, table)
  return limit === null ? null : neverStopped(observed.title, limit)
}

/**
 * Adds to each row the limit that is about it. What a limit means is looked up once for all of them:
 * a machine may have a thousand.
 */
export function tellLimits(
  by: LimitedBy,
  table: Table,
): (row: ServiceRow, look: Look) => ServiceRow {
  const { never } = by.limits
  if (never.length === 0) return (row) => row
  const look = lookOf(by, table)
  const meant = new Map(never.map(({ target }) => [target, look(target)]))
  return (row, { observed }) => {
    const limit =
      findNever(observed, never, (target) => meant.get(target) ?? null) ??
      findNeverRun(observed, never, table)
    return limit === null ? row : { ...row, limit: neverStopped(row.title, limit) }
  }
}

/** The same for what stops along with it. */
export function refuseNeverWith(
  by: LimitedBy,
  {
    observed,
    stopsToo,
  }: {
    readonly observed: Pick<LimitedService, 'title' | 'unit'>
    readonly stopsToo: UnitImpact['stopsToo']
  },
  table: Table,
): QuiesceError | null {
  if (observed.unit === null) return null
  const { manager } = observed.unit
  const found = findNeverAmong({ stopsToo, manager }, by.limits.never, lookOf(by, table))
  return found && neverStoppedWith(observed.title, found.unit, found.limit)
}

/** A schedule as it may be carried out here, with what a plan says of that first. */
export interface LimitedStop {
  readonly schedule: Schedule
  readonly warnings: readonly PlanWarning[]
}

/** Force that was asked for outright, and whether a person is there who did. */
export interface AskedForce {
  readonly person: boolean
}

function refuseForce(limits: Limits, { person }: AskedForce): QuiesceError | null {
  if (limits.force.value === 'never') return forceNever(limits)
  return limits.force.value === 'person' && !person ? forceNeedsPerson(limits) : null
}

/** Refused as `protected` where force was asked for, or nothing is left of the schedule. */
export function limitStop(
  limits: Limits,
  schedule: Schedule,
  force: AskedForce | null,
): Result<LimitedStop> {
  if (force !== null) {
    const refusal = refuseForce(limits, force)
    return refusal === null ? ok({ schedule, warnings: [] }) : fail(refusal)
  }
  const limited = limitSchedule(schedule, limits.force.value)
  if (limited === null) return fail(forceFirst(limits))
  return ok({ schedule: limited, warnings: warnLimited(schedule, limited, limits) })
}
