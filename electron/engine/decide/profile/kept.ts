/** Whom a stop of a daemon leaves running on purpose: jobs of cron, sessions of sshd. */
import { identityKey, sameIdentity, type Member } from '../../../../shared/process.ts'
import type { Profile } from '../../../../shared/profile.ts'

/** The members by pid: a parent is looked for more than once. */
type ByPid = ReadonlyMap<number, Member>

/** The chain of members above this one, nearest first. */
function* above(member: Member, byPid: ByPid): Generator<Member> {
  const seen = new Set<number>()
  for (let at = byPid.get(member.parentPid); at !== undefined; at = byPid.get(at.parentPid)) {
    if (seen.has(at.identity.pid)) return
    seen.add(at.identity.pid)
    yield at
  }
}

/**
 * The members with those marked as kept that the daemon leaves running. `main` is the one process
 * that stands for the service, or null: then nobody new is kept. Who was kept in an earlier look of
 * this run (`known`) stays so with all that it starts, wherever it went and though main has gone.
 */
export function keepChildren(
  members: readonly Member[],
  main: Member | null,
  of: { readonly keeps: Profile['keeps']; readonly known: readonly Member[] },
): readonly Member[] {
  const { keeps, known } = of
  const before = new Map(
    known.flatMap((m) => (m.kept === null ? [] : [[identityKey(m.identity), m.kept]])),
  )
  if (keeps === undefined && before.size === 0) return members
  const byPid = new Map(members.map((m) => [m.identity.pid, m]))
  const whyKept = (member: Member): string | null => {
    const was = before.get(identityKey(member.identity))
    if (was !== undefined) return was
    for (const parent of above(member, byPid)) {
      const told = before.get(identityKey(parent.identity))
      if (told !== undefined) return told
      const isMain = main !== null && sameIdentity(parent.identity, main.identity)
      if (isMain && keeps !== undefined) return keeps.why
    }
    return null
  }
  return members.map((m) => (m.kept === null ? { ...m, kept: whyKept(m) } : m))
}
