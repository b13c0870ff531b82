/** What is left of a schedule where force is limited. */
import { isForce, unaskedForceSteps, type Schedule } from '../../../../shared/schedule.ts'
import type { ForceLimit } from './limits.ts'

/** Null where nothing of it is left: it begins with force. */
export type LimitedSchedule = Schedule | null

/** Up to the first force, and then a person has to say what happens. */
function withoutForce(schedule: Schedule, first: number): LimitedSchedule {
  const left = schedule.slice(0, first)
  if (left.length === 0) return null
  return left.at(-1)?.kind === 'ask' ? left : [...left, { kind: 'ask' }]
}

/**
 * A schedule as it may be carried out. `never`: it ends before its first force, with a question.
 * `person`: a question stands before force that would come unasked. The steps before that keep their
 * numbers, so that a run that is under way can be limited as well.
 */
export function limitSchedule(schedule: Schedule, limit: ForceLimit): LimitedSchedule {
  const first = schedule.findIndex(isForce)
  if (limit === 'allowed' || first === -1) return schedule
  if (limit === 'never') return withoutForce(schedule, first)
  const [unasked] = unaskedForceSteps(schedule)
  if (unasked === undefined) return schedule
  if (unasked === 0) return null
  return [...schedule.slice(0, unasked), { kind: 'ask' }, ...schedule.slice(unasked)]
}
