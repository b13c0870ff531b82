import type { ProfileMatch } from '../../../../shared/profile.ts'
import { parseSchedule, unaskedForceSteps } from '../../../../shared/schedule.ts'

/**
 * The schedule that a profile recommends, or null where it has none. One that would force without
 * asking counts only where a person wrote it: force needs a person.
 */
export function scheduleOfProfile(match: ProfileMatch | null): string | null {
  const text = match?.profile.stop.schedule
  if (text === undefined) return null
  const parsed = parseSchedule(text)
  if (!parsed.ok) return null
  return match?.own === true || unaskedForceSteps(parsed.value).length === 0 ? text : null
}
