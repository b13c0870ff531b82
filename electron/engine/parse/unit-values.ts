/**
 * Single values of org.freedesktop.systemd1(5) as the bus gives them. All are total: what is absent
 * or has another shape becomes the stated stand-in, never an exception.
 */
import type { Moment } from '../../../shared/run.ts'
import type { UnitCommand } from '../../../shared/unit.ts'
import { maskSecrets } from './secrets.ts'

/** The manager's word for "infinity" and "not set": the largest number of 64 bits. */
const unlimited = 18446744073709551615n

/** A string; '' where it is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** A list of strings; what is no string is left out. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []

/** A boolean, or the stand-in. */
export const flagOf = (value: unknown, otherwise: boolean): boolean =>
  typeof value === 'boolean' ? value : otherwise

/** A 64-bit number exactly; null where it is none, has a fraction or is negative. */
function wholeOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value >= 0n ? value : null
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null
  return BigInt(value)
}

/** A count; null for "infinity", for "not set" and for what is no number. */
export function countOf(value: unknown): number | null {
  const whole = wholeOf(value)
  return whole === null || whole >= unlimited ? null : Number(whole)
}

/** A number that may be negative (an exit status); null where it is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/**
 * Microseconds as milliseconds; null for infinity. Absent or odd gives the stand-in. A value too
 * large for exact milliseconds (285,000 years) is as good as infinity.
 */
export function millisecondsOf(value: unknown, otherwise: number | null): number | null {
  const whole = wholeOf(value)
  if (whole === null) return otherwise
  const ms = Number(whole) / 1000
  return whole >= unlimited || ms > Number.MAX_SAFE_INTEGER ? null : ms
}

/** One moment from its two properties, both microseconds; null where it never was (0). */
export function momentOf(realtime: unknown, monotonic: unknown): Moment | null {
  const wall = millisecondsOf(realtime, null)
  const mono = millisecondsOf(monotonic, null)
  if (wall === null || mono === null || (wall === 0 && mono === 0)) return null
  return { mono, wall }
}

/** Bytes (`ay`) as hexadecimal digits; '' where there are none. */
export function hexOf(value: unknown): string {
  const bytes = value instanceof Uint8Array || Array.isArray(value) ? [...value] : []
  const isByte = (b: unknown): b is number =>
    typeof b === 'number' && Number.isInteger(b) && b >= 0 && b < 256
  return bytes.every(isByte) ? bytes.map((b) => b.toString(16).padStart(2, '0')).join('') : ''
}

/**
 * Commands of ExecStop= and its like, `a(sasbttttuii)`: path, arguments, whether a failure is
 * ignored, then when and how it ran last. Without arguments the path stands for them. Secrets are
 * masked: these commands are for people to read, systemd itself runs them.
 */
export function commandsOf(value: unknown): readonly UnitCommand[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (!Array.isArray(item)) return []
    const fields = item as readonly unknown[]
    const path = textOf(fields[0])
    const argv = textsOf(fields[1])
    if (argv.length === 0 && path === '') return []
    // argv[0] may be any word ("@" prefix); the path is what runs.
    const run = path === '' ? argv : [path, ...argv.slice(1)]
    return [{ argv: maskSecrets(run), ignoreFailure: flagOf(fields[2], false) }]
  })
}
