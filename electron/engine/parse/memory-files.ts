/** Bytes of `/proc/meminfo` (proc_meminfo(5)). */
export interface MachineMemory {
  readonly totalBytes: number
  readonly availableBytes: number
}

/** Reads it, or null where one is missing: MemAvailable is there since Linux 3.14. */
export function parseMeminfo(text: string): MachineMemory | null {
  const bytes = (key: string): number =>
    Number(new RegExp(`^${key}: +(\\d+) kB$`, 'm').exec(text)?.[1] ?? NaN) * 1024
  const memory = { totalBytes: bytes('MemTotal'), availableBytes: bytes('MemAvailable') }
  return Object.values(memory).every(Number.isSafeInteger) ? memory : null
}

/**
 * One count of a flat-keyed file of a cgroup: `oom_kill` of `memory.events` (cgroup-v2.rst), or of
 * v1's `memory.oom_control`. Null where the kernel does not have it.
 */
export function parseFlatCount(text: string, key: string): number | null {
  for (const line of text.split('\n')) {
    const [name, digits, rest] = line.split(' ')
    if (name !== key || rest !== undefined) continue
    const count = /^\d+$/.test(digits ?? '') ? Number(digits) : NaN
    return Number.isSafeInteger(count) ? count : null
  }
  return null
}

/** v1 writes its "no limit" as the highest page-aligned number. */
const noLimit = 2 ** 62

/** A file of one number or `max` (`memory.max`, v1's `memory.limit_in_bytes`), or null. */
export function parseLimit(text: string): number | 'max' | null {
  const word = text.trim()
  if (word === 'max') return 'max'
  if (!/^\d{1,20}$/.test(word)) return null
  const number = Number(word)
  return number >= noLimit ? 'max' : Number.isSafeInteger(number) ? number : null
}

/**
 * The share of the last ten seconds, in percent, in which everybody (`full`) or somebody (`some`)
 * waited for it, out of a pressure file (psi.rst). Null where the kernel was built without.
 */
export function parsePressure(text: string, kind: 'full' | 'some'): number | null {
  const digits = new RegExp(`^${kind} avg10=(\\d+(?:\\.\\d+)?) `, 'm').exec(text)?.[1]
  const percent = Number(digits ?? NaN)
  return Number.isFinite(percent) ? percent : null
}
