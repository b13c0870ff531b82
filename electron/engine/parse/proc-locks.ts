import { deviceNumber } from './device-number.ts'

const kinds = ['FLOCK', 'POSIX', 'OFDLCK', 'LEASE', 'DELEG', 'ACCESS'] as const
type LockKind = (typeof kinds)[number]

/** One line of `/proc/locks`, or of the `lock:` lines of `/proc/PID/fdinfo/N` (proc_locks(5)). */
export interface ProcLock {
  readonly kind: LockKind
  readonly write: boolean
  /** -1 for open file description locks; of a flock(2) who took it, who may be dead by now. */
  readonly pid: number
  /** As stat(2) numbers it. */
  readonly device: number
  readonly inode: number
  /** A `->` line: it waits for the lock with the same id. */
  readonly waitsFor: number | null
  readonly id: number
  readonly line: string
}

const wantedKinds: ReadonlySet<string> = new Set(kinds)
const isKind = (word: string | undefined): word is LockKind => wantedKinds.has(word ?? '')

/** `fe:00:4243979`: major and minor in hexadecimal digits, the inode in decimal ones. */
const place = /^([0-9a-f]{1,8}):([0-9a-f]{1,8}):(\d{1,20})$/

/**
 * Reads one lock, or null where the line is none. A line of fdinfo is the same behind `lock:`.
 * What waits stands behind `->`, once for each lock in the chain before it (`-> ->` is not printed).
 */
export function parseLockLine(line: string): ProcLock | null {
  const text = line.replace(/^lock:/, '').trim()
  const match = /^(\d+):\s+(->\s+)?(\S+)\s+\S+\s+(\S+)\s+(-?\d+)\s+(\S+)\s/.exec(`${text} `)
  const where = place.exec(match?.[6] ?? '')
  const kind = match?.[3]
  if (!match || !where || !isKind(kind)) return null
  const [id, pid, inode] = [Number(match[1]), Number(match[5]), Number(where[3])]
  if (![id, pid, inode].every(Number.isSafeInteger)) return null
  const device = deviceNumber(
    Number.parseInt(where[1] ?? '', 16),
    Number.parseInt(where[2] ?? '', 16),
  )
  const waitsFor = match[2] === undefined ? null : id
  // A lease in being taken back stands as UNLCK or READ; only WRITE shuts everybody out.
  return { kind, write: match[4] === 'WRITE', pid, device, inode, waitsFor, id, line: text }
}

/** All locks of the machine; lines of another shape are passed by. */
export function parseProcLocks(text: string): ProcLock[] {
  return text
    .split('\n')
    .map(parseLockLine)
    .filter((lock) => lock !== null)
}
