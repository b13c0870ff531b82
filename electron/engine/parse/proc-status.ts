import type { SignalMasks } from '../../../shared/process.ts'

/** `/proc/PID/status` as proc_pid_status(5) describes it, as far as Quiesce uses it. */
export interface ProcStatus {
  /** The effective user, which decides what the process may do; null where the line is missing. */
  readonly uid: number | null
  /** Its pid in each pid namespace, from the reader's inwards; empty before Linux 4.1. */
  readonly namespacePids: readonly number[]
  readonly threads: number | null
  readonly masks: SignalMasks | null
}

/** Signal numbers in a mask of hexadecimal digits, the lowest bit being signal 1. */
export function parseSignalMask(hex: string): number[] | null {
  if (!/^[0-9a-f]{1,32}$/i.test(hex)) return null
  const numbers: number[] = []
  // Digit by digit from the lowest: asked for five masks of every process, some hundred at once.
  for (let at = 0; at < hex.length; at += 1) {
    const digit = hex.charCodeAt(hex.length - 1 - at)
    if (digit === zero) continue
    const bits = Number.parseInt(String.fromCharCode(digit), 16)
    for (let bit = 0; bit < 4; bit += 1)
      if ((bits & (1 << bit)) !== 0) numbers.push(4 * at + bit + 1)
  }
  return numbers
}
const zero = 0x30

/**
 * One field of a status file, or '' where there is none. Looked for, not split into all of its 60
 * lines: a look at a service asks a few fields of each thread.
 */
export function statusField(text: string, key: string): string {
  const begins = text.startsWith(`${key}:`) ? 0 : text.indexOf(`\n${key}:`) + 1
  if (begins === 0 && !text.startsWith(`${key}:`)) return ''
  const ends = text.indexOf('\n', begins)
  return text.slice(begins + key.length + 1, ends < 0 ? undefined : ends).trim()
}

/** What signals do to the process; null where a line is missing or malformed. */
export function parseStatusMasks(text: string): SignalMasks | null {
  const mask = (key: string): number[] | null => parseSignalMask(statusField(text, key))
  const [caught, ignored, blocked] = [mask('SigCgt'), mask('SigIgn'), mask('SigBlk')]
  // ShdPnd waits for the process, SigPnd for its main thread: a person asks about both.
  const [shared, own] = [mask('ShdPnd'), mask('SigPnd')]
  if (!caught || !ignored || !blocked || !shared || !own) return null
  const pending = [...new Set([...shared, ...own])].sort((a, b) => a - b)
  return { caught, ignored, blocked, pending }
}

function parseNumbers(text: string): number[] {
  const words = text.split(/\s+/).filter((word) => word !== '')
  return words.every((word) => /^\d+$/.test(word)) ? words.map(Number) : []
}

/**
 * Reads a status file. What is missing or malformed is null or empty, never a guess. The name in
 * it cannot forge a line: here, unlike in stat, the kernel escapes newlines.
 */
export function parseProcStatus(text: string): ProcStatus {
  return {
    // Real, effective, saved, file system.
    uid: parseNumbers(statusField(text, 'Uid'))[1] ?? null,
    namespacePids: parseNumbers(statusField(text, 'NSpid')),
    threads: parseNumbers(statusField(text, 'Threads'))[0] ?? null,
    masks: parseStatusMasks(text),
  }
}
