import { closeSync, constants, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import { unknown, type Known } from '../../../shared/unknown.ts'
import { errnoWords } from '../errno.ts'
import { errorCode } from '../os/proc-reader.ts'
import { parseKernelRecord, printKernelRecord } from '../parse/kernel-record.ts'

/** The kernel prints at most 1 KiB a line, and its keys behind it (CONSOLE_EXT_LOG_MAX). */
const recordBytes = 16 * 1024
const mostRecords = 50_000
const mostLines = 60
/** So many records take about a millisecond; then others have their turn. */
const atOnce = 200

/** Lines that speak of a fault of the kernel itself, or of a task that hangs inside it. */
const faults =
  /\bBUG\b|\bOops\b|\bKernel panic\b|\bUnable to handle kernel\b|\blockup\b|\bdetected stalls?\b|\bblocked for more than \d+ seconds\b/i

/** One read: a record, nothing more, or some that were overwritten before they were read. */
export type Step = { readonly record: string } | 'end' | 'again'

function readStep(file: number, buffer: Buffer): Step {
  try {
    const count = readSync(file, buffer, 0, recordBytes, null)
    return count === 0 ? 'end' : { record: buffer.toString('utf8', 0, count) }
  } catch (error) {
    const code = errorCode(error)
    if (code === 'EAGAIN') return 'end'
    // Overwritten while we read: the next read goes on at the oldest that is there.
    if (code !== 'EPIPE') throw error
    return 'again'
  }
}

/** Lines of faults among these records, oldest first, the newest of many. Others have their turn meanwhile. */
export async function findFaults(next: () => Step): Promise<string[]> {
  const lines: string[] = []
  for (let count = 1; count <= mostRecords; count += 1) {
    const step = next()
    if (step === 'end') break
    const record = step === 'again' ? null : parseKernelRecord(step.record)
    // Facility 0 is the kernel's own: what programs write there proves nothing.
    if (record?.facility === 0 && faults.test(record.text)) lines.push(printKernelRecord(record))
    if (count % atOnce === 0) await setImmediate()
  }
  return lines.slice(-mostLines)
}

async function readFaults(path: string): Promise<string[]> {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const buffer = Buffer.allocUnsafe(recordBytes)
    return await findFaults(() => readStep(file, buffer))
  } finally {
    closeSync(file)
  }
}

/**
 * The kernel's own lines on its faults since boot, oldest first, out of `/dev/kmsg`, without taking
 * them away from anybody. Unknown without permission (kernel.dmesg_restrict), and in most containers.
 */
export async function readKernelFaults(path: string): Promise<Known<readonly string[]>> {
  try {
    return await readFaults(path)
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    if (code === 'ENOENT') return unknown(`there is no ${path} here`)
    return unknown(code === 'EPERM' || code === 'EACCES' ? 'permission denied' : errnoWords(error))
  }
}
