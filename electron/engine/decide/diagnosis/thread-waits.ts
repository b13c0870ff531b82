/** What the threads of a process wait inside of, and whether they have moved between the looks. */
import { isKnown } from '../../../../shared/unknown.ts'
import { subjectOfSyscall, type SyscallSubject } from '../../parse/syscall-subject.ts'
import type { Proc } from './case.ts'
import type { ThreadSample } from './facts.ts'

export interface ThreadWait {
  readonly thread: ThreadSample
  /** The call's name, `recvfrom`. */
  readonly call: string
  readonly args: readonly string[]
  readonly subject: SyscallSubject
  /** At the look before in the same call on the same thing; null where there was no such look. */
  readonly held: boolean | null
  /** It was not even woken in between. */
  readonly still: boolean
}

/** The thread as it was at the look before. */
export const threadBefore = (proc: Proc, tid: number): ThreadSample | null =>
  proc.before?.threads.find((thread) => thread.tid === tid) ?? null

/** Neither woken nor at work between the looks; false where nobody can tell. */
export function hasStoodStill(now: ThreadSample, before: ThreadSample | null): boolean {
  if (before === null || !isKnown(now.voluntarySwitches)) return false
  return (
    now.cpuTicks === before.cpuTicks &&
    isKnown(before.voluntarySwitches) &&
    now.voluntarySwitches === before.voluntarySwitches
  )
}

function isSameCall(now: ThreadSample, before: ThreadSample): boolean {
  if (!isKnown(now.syscall) || !isKnown(before.syscall)) return false
  const [a, b] = [now.syscall, before.syscall]
  if (a.kind !== 'inside' || b.kind !== 'inside') return false
  return a.number === b.number && a.args[0] === b.args[0]
}

/** The wait of one thread, or null where it waits for nothing that its call tells. */
export function waitOf(proc: Proc, thread: ThreadSample): ThreadWait | null {
  if (!isKnown(thread.syscall) || thread.syscall.kind !== 'inside') return null
  const subject = subjectOfSyscall(thread.syscall)
  if (subject === null) return null
  const before = threadBefore(proc, thread.tid)
  return {
    thread,
    call: thread.syscall.name ?? `call ${thread.syscall.number}`,
    args: thread.syscall.args,
    subject,
    held: before === null || !isKnown(before.syscall) ? null : isSameCall(thread, before),
    still: hasStoodStill(thread, before),
  }
}

/** All waits of a process that are not over already: none that had another subject a look ago. */
export const waitsOf = (proc: Proc): readonly ThreadWait[] =>
  proc.now.threads.flatMap((thread) => {
    const wait = waitOf(proc, thread)
    return wait === null || wait.held === false ? [] : [wait]
  })
