/** Lines of evidence as the system writes them, rebuilt from values, safe to show. */
import type { Evidence } from '../../../../shared/diagnosis.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { maskText } from '../evidence/mask-environment.ts'

const longestLine = 400

/**
 * The kernel's own words (counters, states, addresses) hold no secret; a command line does. Masking
 * is dear, and a tree of two hundred processes has a thousand lines.
 */
const mayHoldSecrets = (source: string): boolean =>
  !source.startsWith('/proc/') || source.endsWith('/cmdline')

/** One line and where it stands: secrets masked, control characters visible, never endless. */
export function evidence(source: string, line: string): Evidence {
  // The kernel's own tabs are layout; whatever else moves a cursor becomes visible.
  const parts = line
    .split('\t')
    .map((part) => printable(mayHoldSecrets(source) ? maskText(part) : part))
  const text = parts.join('\t')
  return { source, line: text.length > longestLine ? `${text.slice(0, longestLine)}…` : text }
}

/** `0000000000004000`: bit n-1 is signal n (proc_pid_status(5)). */
export function maskHex(signals: readonly number[]): string {
  const bits = new Set(signals.filter((n) => n >= 1 && n <= 64))
  let mask = 0n
  for (const n of bits) mask |= 1n << BigInt(n - 1)
  return mask.toString(16).padStart(16, '0')
}

/** A line of /proc/PID/status, or of one thread's. */
export const statusLine = (
  pid: number,
  field: string,
  value: string | number,
  tid: number | null = null,
): Evidence =>
  evidence(
    tid === null || tid === pid ? `/proc/${pid}/status` : `/proc/${pid}/task/${tid}/status`,
    `${field}:\t${value}`,
  )

/** `SigIgn:\t0000000000004000`. */
export const maskLine = (
  pid: number,
  field: 'SigIgn' | 'SigBlk' | 'SigCgt' | 'ShdPnd' | 'SigPnd',
  signals: readonly number[],
  tid: number | null = null,
): Evidence => statusLine(pid, field, maskHex(signals), tid)

const stateWords: Readonly<Record<string, string>> = {
  R: 'running',
  S: 'sleeping',
  D: 'disk sleep',
  T: 'stopped',
  t: 'tracing stop',
  Z: 'zombie',
  X: 'dead',
  I: 'idle',
}

/** `State:\tT (stopped)`, in the kernel's words. */
export const stateLine = (pid: number, state: string, tid: number | null = null): Evidence =>
  statusLine(pid, 'State', `${state} (${stateWords[state] ?? 'unknown'})`, tid)
