/** Who forces by a clock of their own when a stop of ours begins: the service's script, or itself. */
import type { Ceiling } from '../../../shared/plan.ts'
import type { Moment } from '../../../shared/run.ts'
import type { Schedule } from '../../../shared/schedule.ts'
import type { Observed } from './observed.ts'
import { plannedDaemonCeilings } from './profile/own-deadline.ts'
import { plannedInitCeilings } from './sysv/init-ceilings.ts'

/**
 * The ceilings of a service that is no unit, as they would be with a stop that begins at `at`:
 * empty where nobody else is known to force.
 */
export const plannedOwnCeilings = (
  observed: Observed,
  schedule: Schedule,
  at: Moment,
): readonly Ceiling[] => [
  ...plannedInitCeilings(observed, schedule, at),
  ...plannedDaemonCeilings(observed.profile, schedule, at),
]
