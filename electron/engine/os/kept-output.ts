import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { ok, type Result } from '../../../shared/errors.ts'
import { refuseOutput, type OutputFile } from './output-file.ts'

const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW } = constants

/** A file that has grown so large is put aside at the next start. */
const largestBytes = 4 * 1024 * 1024

/**
 * Opens a file that keeps what a daemon says, for as long as the daemon says it: with a line on who
 * was started when, readable only by its owner. The one before, where it is large, becomes `.1`.
 * Refused as `not-available` where the system does not let it be written: on a full disk, say.
 */
export function openKeptOutput(path: string, headline: string): Result<OutputFile> {
  let opened: Opened
  try {
    opened = openWithHeadline(path, headline)
  } catch (error) {
    return refuseOutput(path, error)
  }
  const { descriptor, begin } = opened
  return ok({
    descriptor,
    readEnd(mostBytes) {
      const { size } = fstatSync(descriptor)
      const from = Math.max(begin, size - mostBytes)
      const buffer = Buffer.alloc(Math.max(0, size - from))
      const count = readSync(descriptor, buffer, 0, buffer.length, from)
      return buffer.toString('utf8', 0, count)
    },
    close() {
      closeSync(descriptor)
    },
  })
}

interface Opened {
  readonly descriptor: number
  /** Where what is said now begins. */
  readonly begin: number
}

function openWithHeadline(path: string, headline: string): Opened {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW
  let descriptor = openSync(path, flags, 0o600)
  try {
    if (fstatSync(descriptor).size > largestBytes) {
      renameSync(path, `${path}.1`)
      const old = descriptor
      descriptor = openSync(path, flags, 0o600)
      closeSync(old)
    }
    writeSync(descriptor, `--- ${headline}\n`)
    return { descriptor, begin: fstatSync(descriptor).size }
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
}
