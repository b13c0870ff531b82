import { statusField } from './proc-status.ts'

/** `/proc/PID/io` (proc_pid_io(5)): bytes and calls since its start. */
export interface IoCounters {
  readonly readChars: number
  readonly writtenChars: number
  readonly readCalls: number
  readonly writeCalls: number
  readonly readBytes: number
  readonly writtenBytes: number
}

/** Reads the counters, or null where one of them is missing or no number. */
export function parseProcIo(text: string): IoCounters | null {
  const count = (key: string): number => {
    const digits = statusField(text, key)
    return /^\d+$/.test(digits) ? Number(digits) : NaN
  }
  const counters = {
    readChars: count('rchar'),
    writtenChars: count('wchar'),
    readCalls: count('syscr'),
    writeCalls: count('syscw'),
    readBytes: count('read_bytes'),
    writtenBytes: count('write_bytes'),
  }
  return Object.values(counters).every(Number.isSafeInteger) ? counters : null
}
