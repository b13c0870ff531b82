/** What a run takes from a service as it was seen. */
import { sameIdentity, type Member, type ProcessIdentity } from '../../../shared/process.ts'
import type { Observed } from '../decide/observed.ts'

/** A start can be offered after it. */
export const mayStart = ({ startCommand, unit }: Observed): boolean =>
  startCommand !== null || unit?.loadState === 'loaded'

/** Members, and the suspects that a person ticked. */
export function withTicked(observed: Observed, ticked: readonly ProcessIdentity[]): Member[] {
  const added = observed.suspects
    .map((s) => s.member)
    .filter((m) => ticked.some((id) => sameIdentity(id, m.identity)))
  return [...observed.members, ...added]
}
