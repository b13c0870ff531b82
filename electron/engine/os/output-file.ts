import { randomUUID } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const { O_RDWR, O_APPEND, O_CREAT, O_EXCL } = constants

/** A nameless file that takes what a command says. */
export interface OutputFile {
  readonly descriptor: number
  /** The last so many bytes; control characters still in. */
  readEnd(mostBytes: number): string
  close(): void
}

/**
 * Opens a file that only its writers know, and that vanishes with the last of them. Not a pipe:
 * the command may outlive our waiting, or leave a daemon behind that still has its output, and
 * either would be ended by SIGPIPE at its next word once we are gone.
 */
export function openOutputFile(folder = tmpdir()): OutputFile {
  const path = join(folder, `quiesce-output-${randomUUID()}`)
  const descriptor = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600)
  unlinkSync(path)
  return {
    descriptor,
    readEnd(mostBytes) {
      const { size } = fstatSync(descriptor)
      const buffer = Buffer.alloc(Math.min(size, mostBytes))
      const count = readSync(descriptor, buffer, 0, buffer.length, size - buffer.length)
      return buffer.toString('utf8', 0, count)
    },
    close() {
      closeSync(descriptor)
    },
  }
}
