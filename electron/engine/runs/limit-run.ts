/** The limits of this machine, where a run was begun before they were. */
import type { Result } from '../../../shared/errors.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { LimitedService } from '../decide/limits/find-never.ts'
import { limitSchedule } from '../decide/limits/limit-schedule.ts'
import type { ForceLimit } from '../decide/limits/limits.ts'
import type { Observed } from '../decide/observed.ts'

/**
 * Of a found run only what it has not come to yet is limited, force after force that was given among
 * it. Where that begins with force, a question stands before it or in its place.
 */
export function limitRun(run: Run, limit: ForceLimit): Run {
  const called = run.schedule.slice(0, run.calledStep + 1)
  const ahead = run.schedule.slice(run.calledStep + 1)
  const left = limitSchedule(ahead, limit) ?? [
    { kind: 'ask' },
    ...(limit === 'person' ? ahead : []),
  ]
  return { ...run, schedule: [...called, ...left] }
}

/**
 * What a limit can be about of a run that is taken up: its service as it is now, and whoever of its
 * members still lives, for a service that is refused or gone by now is stopped by them all the same.
 */
export function limitedOf(run: Run, observed: Result<Observed>): LimitedService {
  const { target, title } = run
  const living = livingMembers(run)
  const unit = run.unit && { ...run.unit, names: [run.unit.name] }
  if (!observed.ok) return { target, title, members: living, unit, init: null }
  const { value } = observed
  return { ...value, members: [...value.members, ...living], unit: value.unit ?? unit }
}
