import { count } from '../../../../shared/wording/numbers.ts'
import type { Look } from '../observed.ts'

/** Why nobody may say that the service is dead, or null where no process of it can be alive. */
export function livesStill({ observed, refusal }: Look): string | null {
  const { members, suspects } = observed
  if (members.length > 0) {
    return `${count(members.length, 'process of the service lives', 'processes of the service live')}.`
  }
  const [first] = suspects
  if (first)
    return `${first.member.name} (${first.member.identity.pid}) may be of it: ${first.why}.`
  // Whose process it is, is known, and the service's own it is not: managed, protected, foreign.
  return refusal !== null && refusal.code === 'managed-by-unit' ? refusal.message : null
}
