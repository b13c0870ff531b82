/** Which finding is the verdict: certain before likely before possible, and the leaf before its ancestors. */
import type { Certainty, FindingCode } from '../../../../shared/diagnosis.ts'
import type { Claim } from './claim.ts'

const certainties: Readonly<Record<Certainty, number>> = { certain: 0, likely: 1, possible: 2 }

/**
 * What the kernel says of a process comes first, then what it waits for by name, then what is seen
 * of it from outside, then what may only be behind it.
 */
const tiers: Readonly<Record<FindingCode, number>> = {
  restarted: 0,
  'starting-again': 1,
  'already-gone': 2,
  uninterruptible: 3,
  frozen: 4,
  stopped: 5,
  traced: 6,
  zombie: 7,
  'no-permission': 8,
  'ignores-signal': 9,
  'waits-for-lock': 10,
  'waits-for-remote': 11,
  'blocks-signal': 12,
  'stop-command-runs': 13,
  'waits-for-child': 14,
  'waits-for-process': 15,
  'out-of-disk': 16,
  'out-of-memory': 17,
  'waits-for-clients': 18,
  stuck: 19,
  'makes-progress': 20,
  'nothing-sent': 21,
  unknown: 22,
}

/** A claim with the pids in whose way it stands: those who wait for its subject, however far away. */
interface Placed {
  readonly claim: Claim
  readonly certainty: number
  readonly depth: number
}

/** Who waits for each process, by the claims. */
type Waiters = ReadonlyMap<number, readonly Claim[]>

/**
 * Of two that wait for each other the surer wait holds: a worker of nginx listens to its main process
 * all its life, which is none to be held up by, while the main process waits for that worker to end.
 */
function isOutweighed({ certainty, subject }: Claim, to: number, waiters: Waiters): boolean {
  if (subject === null) return false
  return (waiters.get(subject.pid) ?? []).some(
    (back) => back.subject?.pid === to && certainties[back.certainty] < certainties[certainty],
  )
}

function waitersOf(claims: readonly Claim[]): Waiters {
  const all = new Map<number, Claim[]>()
  for (const claim of claims) {
    for (const { to } of claim.waits ?? []) {
      if (to.kind === 'process') all.set(to.pid, [...(all.get(to.pid) ?? []), claim])
    }
  }
  return new Map(
    [...all].map(([to, waiting]) => [to, waiting.filter((one) => !isOutweighed(one, to, all))]),
  )
}

function place(claim: Claim, waiters: Waiters): Placed {
  const own = certainties[claim.certainty]
  let certainty = own
  let depth = 0
  const seen = new Set<number>()
  let next = claim.subject === null ? [] : [claim.subject.pid]
  while (next.length > 0) {
    const above: Claim[] = next.flatMap((pid) => (seen.has(pid) ? [] : (waiters.get(pid) ?? [])))
    for (const pid of next) seen.add(pid)
    if (above.length === 0) break
    depth += 1
    // A leaf that is at least likely explains what is certain above it: it comes before that.
    if (own < certainties.possible) {
      certainty = Math.min(certainty, ...above.map((one) => certainties[one.certainty]))
    }
    next = [...new Set(above.flatMap((one) => (one.waits ?? []).map((wait) => wait.from)))]
  }
  return { claim, certainty, depth }
}

/** By pid, thread and words: the same for the same claims, whoever was asked first. */
function compareSubjects(a: Claim, b: Claim): number {
  const byPid = (a.subject?.pid ?? 0) - (b.subject?.pid ?? 0)
  const byThread = (a.subject?.tid ?? 0) - (b.subject?.tid ?? 0)
  return byPid || byThread || (a.sentence < b.sentence ? -1 : a.sentence > b.sentence ? 1 : 0)
}

/** Sorts claims into the order of findings. Total, and the same for the same claims. */
export function orderClaims(claims: readonly Claim[]): readonly Claim[] {
  const waiters = waitersOf(claims)
  return claims
    .map((claim) => place(claim, waiters))
    .sort(
      (a, b) =>
        a.certainty - b.certainty ||
        b.depth - a.depth ||
        tiers[a.claim.code] - tiers[b.claim.code] ||
        compareSubjects(a.claim, b.claim),
    )
    .map(({ claim }) => claim)
}
