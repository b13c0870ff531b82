import type { Member, ProcessIdentity } from '../../../../shared/process.ts'
import { sameIdentity } from '../../../../shared/process.ts'
import { livingMembers, type Run } from '../../../../shared/run.ts'
import type { Scope } from '../../../../shared/schedule.ts'

/** Members whose parent is not a living member: whom a `process` service's own signals go to. */
export function rootsOf(living: readonly Member[]): Member[] {
  const pids = new Set(living.map((m) => m.identity.pid))
  return living.filter((m) => !pids.has(m.parentPid))
}

/**
 * To whom a signal of this scope goes now. `main`: the main process while it lives, else the roots
 * among those it left behind. `group`: members in the process group of the main process (or of the
 * first root); a stranger in that group is nobody's target.
 */
export function targetsOf(run: Run, scope: Scope): Member[] {
  const ever = run.members.map((m) => m.member)
  return targetsAmong(livingMembers(run), ever, scope)
}

/** The same before there is a run: among members that live and count, and all that ever were. */
export function targetsAmong(
  living: readonly Member[],
  ever: readonly Member[],
  scope: Scope,
): Member[] {
  if (scope === 'all') return [...living]
  const main = living.filter((m) => m.main)
  const roots = main.length > 0 ? main : rootsOf(living)
  if (scope === 'main') return roots
  const leader = ever.find((m) => m.main) ?? roots[0]
  return leader ? living.filter((m) => m.processGroup === leader.processGroup) : []
}

/** In the cgroup of the unit that is being stopped: its manager signals it, and a kill of the unit ends it. */
export const isInUnit = ({ reasons }: Member): boolean =>
  reasons.some((reason) => reason.kind === 'unit') &&
  !reasons.some((reason) => reason.kind === 'left-cgroup')

/** True where this run's SIGKILL reached the process, or may have. */
export function wasKilled(run: Run, identity: ProcessIdentity, certain: boolean): boolean {
  return run.sent.some(
    (sent) =>
      sent.what === 'KILL' &&
      sent.identity !== null &&
      sameIdentity(sent.identity, identity) &&
      (sent.outcome === 'sent' || (!certain && sent.outcome === 'maybe')),
  )
}

/** True where the kernel refused us the last signal to this process. */
export function wasRefused(run: Run, identity: ProcessIdentity): boolean {
  const last = run.sent.findLast(
    (sent) => sent.identity !== null && sameIdentity(sent.identity, identity),
  )
  return last?.outcome === 'no-permission'
}
