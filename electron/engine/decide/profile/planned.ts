import type { PlannedProfile, ProfileMatch } from '../../../../shared/profile.ts'

/** What a plan and a force dialog tell of a daemon, and why it is thought to be that one. */
export function toPlannedProfile(match: ProfileMatch): PlannedProfile {
  const { id, title, stop, force } = match.profile
  const { waitsFor, usual, longest, command } = stop
  return { id, title, how: match.how, waitsFor, usual, longest, command, force }
}
