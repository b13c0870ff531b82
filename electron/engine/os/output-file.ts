import { randomUUID } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, unlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { causeOf, errnoOf, errnoWords } from '../errno.ts'

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
 * either would be ended by SIGPIPE at its next word once we are gone. Refused as `not-available` where
 * the system gives no such file: on a full disk, say.
 */
export function openOutputFile(folder = tmpdir()): Result<OutputFile> {
  const path = join(folder, `quiesce-output-${randomUUID()}`)
  let descriptor: number
  try {
    descriptor = openSync(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL, 0o600)
    unlinkSync(path)
  } catch (error) {
    return refuseOutput(folder, error)
  }
  return ok({
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
  })
}

/** Why no output can be kept there. A command without a place for its words is not started. */
export function refuseOutput(path: string, thrown: unknown): Result<never> {
  if (errnoOf(thrown) === null) throw thrown
  return fail({
    code: 'not-available',
    message: `There is no place for what the command says: ${errnoWords(thrown)}. It was not started.`,
    next: 'Make room there, or see who may write; then try again. Nothing was sent.',
    place: path,
    cause: causeOf(thrown),
  })
}
