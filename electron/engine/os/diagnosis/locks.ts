import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { LockFacts } from '../../decide/diagnosis/facts.ts'
import { parseProcLocks, type ProcLock } from '../../parse/proc-locks.ts'
import type { ProcReader } from '../proc-reader.ts'

/** A process and what it holds through its descriptors, by fdinfo. */
export interface HeldLocks {
  readonly pid: number
  readonly locks: readonly ProcLock[]
}

const placeOf = ({ device, inode }: { device: number; inode: number }): string =>
  `${device}:${inode}`

/** The lines of /proc/locks, once for all processes. */
export function readLocks(reader: ProcReader): Known<readonly ProcLock[]> {
  const text = reader.wholeText('locks')
  // A kernel without file locks has no such file.
  if (text === null) return []
  return isKnown(text) ? parseProcLocks(text) : text
}

/** Whom and what a look is about. */
export interface LockInterest {
  readonly pids: ReadonlySet<number>
  /** Files that they have open, `device:inode`. */
  readonly places: ReadonlySet<string>
}

/** Locks of these processes, on their files, and whatever stands in a chain with one of those. */
export function chooseLocks(
  locks: Known<readonly ProcLock[]>,
  { pids, places }: LockInterest,
): Known<readonly ProcLock[]> {
  if (!isKnown(locks)) return unknown(locks.unknown)
  const isNear = (lock: ProcLock): boolean => pids.has(lock.pid) || places.has(placeOf(lock))
  const ids = new Set(locks.filter(isNear).map(({ id }) => id))
  return locks.filter(({ id }) => ids.has(id))
}

/** Locks that another one waits for. */
export function blockingLocks(locks: readonly ProcLock[]): readonly ProcLock[] {
  const ids = new Set(locks.map(({ waitsFor }) => waitsFor).filter((id) => id !== null))
  return locks.filter((lock) => lock.waitsFor === null && ids.has(lock.id))
}

/**
 * Who really has a lock in hand. The pid of a POSIX lock is right; that of a flock(2) is of who took
 * it, while every process that inherited the descriptor keeps it; an open file description's is -1.
 */
export function holdersOf(lock: ProcLock, held: readonly HeldLocks[]): readonly number[] {
  const has = (other: ProcLock): boolean =>
    other.kind === lock.kind && placeOf(other) === placeOf(lock)
  const byDescriptor = held.filter(({ locks }) => locks.some(has)).map(({ pid }) => pid)
  if (lock.kind !== 'FLOCK' && lock.kind !== 'OFDLCK') return lock.pid > 0 ? [lock.pid] : []
  return [...new Set(byDescriptor)]
}

/** The facts of a lock, with the names of those who hold it. */
export function toLockFacts(
  lock: ProcLock,
  held: readonly HeldLocks[],
  nameOf: (pid: number) => string | null,
): LockFacts {
  if (lock.waitsFor !== null) return lock
  const holders = holdersOf(lock, held).flatMap((pid) => {
    const name = nameOf(pid)
    return name === null ? [] : [{ pid, name }]
  })
  return { ...lock, holders }
}
