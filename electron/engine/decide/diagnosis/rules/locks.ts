/** A lock on a file that somebody else has: the `->` lines of proc_locks(5). */
import { isKnown } from '../../../../../shared/unknown.ts'
import { printable } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { pinOf } from '../act-id.ts'
import { isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { evidence } from '../evidence.ts'
import { haltedWords } from '../halted.ts'
import { leavesHalfDone } from '../not-to-cut.ts'
import type { LockFacts, OpenFile } from '../facts.ts'
import { byHand, continueOne, signalOne } from '../remedies.ts'
import { waitsOf } from '../thread-waits.ts'
import { forAtLeast, nameOr } from '../who.ts'

interface Holder {
  readonly pid: number
  readonly name: string
}

const isSameFile = (file: OpenFile, lock: LockFacts): boolean =>
  file.inode === lock.inode && (file.device === null || file.device === lock.device)

const filesOf = (proc: Proc): readonly OpenFile[] => (isKnown(proc.now.files) ? proc.now.files : [])

/** Who waits: by the line's pid, or (open file descriptions have none) by who asks for that file's lock. */
function waitersOf(c: Case, waiting: LockFacts): readonly Proc[] {
  if (waiting.pid > 0) return c.awake.filter((proc) => proc.pid === waiting.pid)
  return c.awake.filter((proc) =>
    waitsOf(proc).some(({ subject }) => {
      if (subject.kind !== 'file-lock') return false
      return filesOf(proc).some((file) => file.fd === subject.fd && isSameFile(file, waiting))
    }),
  )
}

/** Who has the lock; fdinfo knows better than the line, whose pid may have left the file to a child. */
function holderOf(c: Case, held: LockFacts, waiter: Proc): Holder | null {
  const others = (held.holders ?? []).filter((one) => one.pid !== waiter.pid)
  const known = others.find((one) => c.byPid.has(one.pid)) ?? others[0]
  if (known !== undefined) return known
  if (held.pid <= 0) return null
  return { pid: held.pid, name: c.byPid.get(held.pid)?.name ?? '' }
}

function pathOf(waiter: Proc, lock: LockFacts): string {
  const file = filesOf(waiter).find((one) => isSameFile(one, lock))
  return file === undefined ? `inode ${lock.inode}` : printable(file.target)
}

function offersFor(c: Case, waiter: Proc, holder: Holder | null, path: string): readonly Offer[] {
  const id = `lock:${holder?.pid ?? 'unknown'}`
  if (holder === null) {
    return [byHand(id, 'Find who has the lock', `\`lslocks\` as root shows who holds ${path}.`)]
  }
  const proc = c.byPid.get(holder.pid)
  const who = nameOr(holder)
  if (proc === undefined) {
    return [
      byHand(id, `End ${who} yourself`, `${who} holds the lock and cannot be seen from here.`),
    ]
  }
  // Who was asked already will not leave sooner for a second word.
  if (proc.targeted && c.asked !== null) return []
  return [
    ...(proc.now.row.state === 'T'
      ? [continueOne(proc, `${who} runs on, and may let go of ${path}.`)]
      : []),
    askHolder(waiter, proc, path),
  ]
}

/** A SIGTERM, but to nobody who would leave something half done. */
function askHolder(waiter: Proc, proc: Proc, path: string): Offer {
  const who = processName(proc)
  if (leavesHalfDone(proc.name)) {
    return byHand(
      `finish:${pinOf(proc.facts.identity)}`,
      `Let ${who} finish`,
      `It lets go of ${path} when it is done. Ended in the middle, it leaves its work half done, and that may be damage: do not signal it.`,
    )
  }
  return signalOne(proc, {
    id: 'ask-holder',
    kind: 'ask-holder',
    signal: 'TERM',
    label: `Ask ${who} to leave (SIGTERM)`,
    says: `It lets go of ${path} when it ends, and ${processName(waiter)} goes on. Costs what ${who} is doing.`,
  })
}

function claimLock(c: Case, waiter: Proc, waiting: LockFacts, held: LockFacts): Claim {
  const holder = holderOf(c, held, waiter)
  const path = pathOf(waiter, waiting)
  const by = holder === null ? 'somebody who cannot be seen from here' : nameOr(holder)
  // A holder that stands still will not let go by itself.
  const halted = haltedWords(holder === null ? undefined : c.byPid.get(holder.pid))
  const since = waiter.before === null ? 0 : c.spanMs
  return {
    code: 'waits-for-lock',
    certainty: 'certain',
    sentence: `${processName(waiter)} waits for a lock on ${path} that ${by}${halted === '' ? '' : `${halted},`} holds${forAtLeast(since)}.`,
    subject: subjectOf(waiter),
    evidence: [evidence('/proc/locks', held.line), evidence('/proc/locks', waiting.line)],
    offers: offersFor(c, waiter, holder, path),
    waits: [
      {
        from: waiter.pid,
        to:
          holder === null
            ? { kind: 'outside', id: `lock:${held.id}`, label: 'Unknown holder', detail: path }
            : { kind: 'process', pid: holder.pid, label: by, detail: `holds ${path}` },
        why: 'a lock',
        ms: since > 0 ? since : null,
      },
    ],
  }
}

/** Waits for a lock of fcntl(2) or flock(2), as the kernel lists them. */
export function waitsForLock(c: Case): readonly Claim[] {
  const { locks } = c.facts
  if (c.asked === null || isTooEarly(c) || !isKnown(locks)) return []
  return locks.flatMap((waiting) => {
    if (waiting.waitsFor === null) return []
    const held = locks.find((one) => one.waitsFor === null && one.id === waiting.waitsFor)
    if (held === undefined) return []
    return waitersOf(c, waiting).map((waiter) => claimLock(c, waiter, waiting, held))
  })
}
