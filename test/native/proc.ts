import { readdirSync, readFileSync } from 'node:fs'

/** What the tests compare of /proc/PID/stat. */
export interface Stat {
  readonly pid: number
  readonly name: string
  readonly state: string
  readonly parent: number
  readonly group: number
  readonly session: number
  readonly terminal: number
  readonly startTime: string
}

/** Parses a stat line; the name may hold parentheses itself. */
export function parseStat(text: string): Stat {
  const open = text.indexOf('(')
  const close = text.lastIndexOf(')')
  const fields = text.slice(close + 2).split(' ')
  const number = (field: number) => Number(fields[field - 3])
  return {
    pid: Number(text.slice(0, open)),
    name: text.slice(open + 1, close),
    state: fields[0] ?? '?',
    parent: number(4),
    group: number(5),
    session: number(6),
    terminal: number(7),
    startTime: fields[19] ?? '?',
  }
}

/** The process as it is now; throws when there is none. */
export function readStat(pid: number): Stat {
  return parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

/** The same, or undefined for a process that is gone. */
export function findStat(pid: number): Stat | undefined {
  try {
    return readStat(pid)
  } catch {
    return undefined // ENOENT, or ESRCH when it ended in the middle of the read
  }
}

/** Every process whose parent is this one. */
export function childrenOf(parent: number): Stat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => findStat(Number(name)))
    .filter((stat) => stat !== undefined)
    .filter((stat) => stat.parent === parent)
}

/** Whether a mask of /proc/PID/status, such as SigIgn, holds the signal. */
export function maskHolds(pid: number, mask: 'SigIgn' | 'SigCgt' | 'SigBlk', signal: number) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bits = new RegExp(`^${mask}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1] ?? '0'
  return ((BigInt(`0x${bits}`) >> BigInt(signal - 1)) & 1n) === 1n
}
