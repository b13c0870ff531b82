/** The shape of a deadlock, whatever else is seen of a process: futex(2). */
import type { Proc } from './case.ts'
import { isStill, movementOf } from './movement.ts'
import { waitsOf, type ThreadWait } from './thread-waits.ts'

export const isFutex = (wait: ThreadWait): boolean => wait.subject.kind === 'futex'

/** futex(2): its fourth argument is a time limit, or no pointer. */
export const isTimed = ({ args }: ThreadWait): boolean => Number(args[3] ?? 0) !== 0

/**
 * True where every thread waits for a lock in memory without an end: nobody is left who could let go.
 * One that gives up in time is no part of it: runtimes sleep like this.
 */
export function allWaitForMemory({ now }: Proc, waits: readonly ThreadWait[]): boolean {
  const held = waits.filter(isFutex)
  if (held.length === 0 || held.length < now.threads.length || now.moreThreads) return false
  return !held.some(isTimed)
}

/** The same, and nothing of it has moved: it serves no client, and hears of none that leaves. */
export function isDeadlocked(proc: Proc): boolean {
  const movement = movementOf(proc)
  return movement !== null && isStill(movement) && allWaitForMemory(proc, waitsOf(proc))
}
