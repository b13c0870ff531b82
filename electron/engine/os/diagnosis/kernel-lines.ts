import { closeSync, constants, openSync, readSync } from 'node:fs'
import { unknown, type Known } from '../../../../shared/unknown.ts'
import { causeOf, errnoWords } from '../../errno.ts'
import { isTelling, parseKernelRecord, printKernelRecord } from '../../parse/kernel-record.ts'
import { errorCode } from '../proc-reader.ts'

/** The kernel prints at most 1 KiB a line, and its keys behind it (CONSOLE_EXT_LOG_MAX). */
const recordBytes = 16 * 1024
const mostRecords = 20_000
const mostLines = 40
/** The log is read whole each time; a run asks every second. */
const freshMs = 5000

/** One record a read; null at the end. */
function readRecord(file: number, buffer: Buffer): string | null {
  for (;;) {
    try {
      const count = readSync(file, buffer, 0, recordBytes, null)
      return count === 0 ? null : buffer.toString('utf8', 0, count)
    } catch (error) {
      const code = errorCode(error)
      if (code === 'EAGAIN') return null
      // Overwritten while we read: the next read goes on at the oldest that is there.
      if (code !== 'EPIPE') throw error
    }
  }
}

function readLines(path: string, sinceBootMs: number): string[] {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const buffer = Buffer.allocUnsafe(recordBytes)
    const lines: string[] = []
    for (let count = 0; count < mostRecords; count += 1) {
      const text = readRecord(file, buffer)
      if (text === null) break
      const record = parseKernelRecord(text)
      if (record && record.atMs >= sinceBootMs && isTelling(record)) {
        lines.push(printKernelRecord(record))
      }
    }
    return lines.slice(-mostLines)
  } finally {
    closeSync(file)
  }
}

/**
 * The kernel's own lines on hung tasks, lost memory, disks and crashes, since so many milliseconds
 * after boot, newest last. Reading takes nothing away from others. Unknown without permission
 * (kernel.dmesg_restrict), and where there is no such device, as in most containers.
 */
export function createKernelLines(
  path: string,
  nowMono: () => number,
): (sinceBootMs: number) => Known<readonly string[]> {
  let kept: { readonly at: number; readonly since: number; readonly lines: string[] } | null = null
  return (sinceBootMs) => {
    if (kept?.since === sinceBootMs && nowMono() - kept.at < freshMs) return kept.lines
    try {
      const lines = readLines(path, sinceBootMs)
      kept = { at: nowMono(), since: sinceBootMs, lines }
      return lines
    } catch (error) {
      if (errorCode(error) === null) throw error
      const code = errorCode(error)
      const denied = code === 'EPERM' || code === 'EACCES'
      return unknown(
        denied ? 'permission denied' : code === 'ENOENT' ? causeOf(error) : errnoWords(error),
      )
    }
  }
}
