/** Which runs are about the same service, or the same processes. */
import type { RunView } from '../../../shared/contract.ts'
import { sameIdentity, type Member } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { Observed } from '../decide/observed.ts'

/** A run that a crash left, and that nobody has taken up yet. */
export const isFound = ({ run: { phase } }: RunView): boolean =>
  phase.kind === 'asking' && phase.why === 'found'

/** The same service, though nobody of it may run: by its target, or by another name of its unit. */
export const isAbout = (run: Run, { target, unit }: Observed): boolean =>
  run.target === target ||
  (unit !== null && run.unit?.name === unit.name && run.unit.manager === unit.manager)

/** True where somebody who lives is a member of the run and among these. */
export function overlaps(run: Run, members: readonly Member[]): boolean {
  const living = livingMembers(run)
  return members.some((m) => living.some((l) => sameIdentity(l.identity, m.identity)))
}
