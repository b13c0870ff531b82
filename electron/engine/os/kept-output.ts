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
import type { OutputFile } from './output-file.ts'

const { O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW } = constants

/** A file that has grown so large is put aside at the next start. */
const largestBytes = 4 * 1024 * 1024

/**
 * Opens a file that keeps what a daemon says, for as long as the daemon says it: with a line on who
 * was started when, readable only by its owner. The one before, where it is large, becomes `.1`.
 */
export function openKeptOutput(path: string, headline: string): OutputFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW
  let descriptor = openSync(path, flags, 0o600)
  if (fstatSync(descriptor).size > largestBytes) {
    closeSync(descriptor)
    renameSync(path, `${path}.1`)
    descriptor = openSync(path, flags, 0o600)
  }
  writeSync(descriptor, `--- ${headline}\n`)
  const begin = fstatSync(descriptor).size
  return {
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
  }
}
