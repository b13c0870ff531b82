import { parseLockLine, type ProcLock } from './proc-locks.ts'
import { parseSignalMask } from './proc-status.ts'

/** `/proc/PID/fdinfo/N` (proc_pid_fdinfo(5)): to be read without touching the file itself. */
export interface FdInfo {
  /** The mount's id in the same process's mountinfo; null where the kernel does not say. */
  readonly mountId: number | null
  /** Since Linux 5.14. */
  readonly inode: number | null
  readonly access: 'read' | 'write' | 'both' | null
  /** Of a signalfd: signals by number that it takes; null for everything else. */
  readonly signals: readonly number[] | null
  /** Of an epoll descriptor: the descriptors that it watches; null for everything else. */
  readonly watches: readonly number[] | null
  /** Locks that are held through this very descriptor (flock, open file description). */
  readonly locks: readonly ProcLock[]
}

const mostWatches = 1024
/** O_ACCMODE of open(2). 3 is for descriptors that only ioctl(2) may use. */
const accesses = ['read', 'write', 'both', null] as const

const numberOf = (digits: string | undefined): number | null => {
  const number = Number(digits ?? NaN)
  return Number.isSafeInteger(number) ? number : null
}

function readWatches(text: string): number[] | null {
  const found = [...text.matchAll(/^tfd: +(\d+) /gm)].slice(0, mostWatches)
  return found.length === 0 ? null : found.map(([, fd]) => Number(fd))
}

/** Reads it; what is missing or malformed is null. */
export function parseFdInfo(text: string): FdInfo {
  const field = (key: string): string | undefined =>
    new RegExp(`^${key}:\\s+(\\S+)\\s*$`, 'm').exec(text)?.[1]
  const flags = field('flags')
  const mask = field('sigmask')
  const isOctal = flags !== undefined && /^[0-7]{1,12}$/.test(flags)
  return {
    mountId: numberOf(field('mnt_id')),
    inode: numberOf(field('ino')),
    access: isOctal ? (accesses[Number.parseInt(flags, 8) & 3] ?? null) : null,
    signals: mask === undefined ? null : parseSignalMask(mask),
    watches: readWatches(text),
    locks: [...text.matchAll(/^lock:.*$/gm)]
      .map(([line]) => parseLockLine(line))
      .filter((lock) => lock !== null),
  }
}
