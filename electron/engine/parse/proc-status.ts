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
  const bits = BigInt(`0x${hex}`)
  const numbers: number[] = []
  for (let number = 1; number <= hex.length * 4; number += 1) {
    if (((bits >> BigInt(number - 1)) & 1n) === 1n) numbers.push(number)
  }
  return numbers
}

function parseMasks(lines: ReadonlyMap<string, string>): SignalMasks | null {
  const mask = (key: string): number[] | null => parseSignalMask(lines.get(key) ?? '')
  const [caught, ignored, blocked] = [mask('SigCgt'), mask('SigIgn'), mask('SigBlk')]
  // ShdPnd waits for the process, SigPnd for its main thread: a person asks about both.
  const [shared, own] = [mask('ShdPnd'), mask('SigPnd')]
  if (!caught || !ignored || !blocked || !shared || !own) return null
  const pending = [...new Set([...shared, ...own])].sort((a, b) => a - b)
  return { caught, ignored, blocked, pending }
}

function parseNumbers(text: string | undefined): number[] {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '')
  return words.every((word) => /^\d+$/.test(word)) ? words.map(Number) : []
}

/**
 * Reads a status file. What is missing or malformed is null or empty, never a guess. The name in
 * it cannot forge a line: here, unlike in stat, the kernel escapes newlines.
 */
export function parseProcStatus(text: string): ProcStatus {
  const lines = new Map<string, string>()
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    if (colon > 0) lines.set(line.slice(0, colon), line.slice(colon + 1).trim())
  }
  return {
    // Real, effective, saved, file system.
    uid: parseNumbers(lines.get('Uid'))[1] ?? null,
    namespacePids: parseNumbers(lines.get('NSpid')),
    threads: parseNumbers(lines.get('Threads'))[0] ?? null,
    masks: parseMasks(lines),
  }
}
