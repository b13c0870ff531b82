/** Reads a configuration file's text, and refuses what must not be read or trusted. */
import { constants } from 'node:fs'
import { open, realpath, stat, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { causeOf, errnoOf, errnoWords } from '../errno.ts'

/** No configuration that a person wrote is as long as this. */
export const largestBytes = 1024 * 1024

/** An error in a configuration file; line and column count from 1. */
export function configurationError(
  place: string,
  message: string,
  more: Partial<QuiesceError> = {},
): QuiesceError {
  return {
    code: 'bad-configuration',
    message: `${place}: ${message}`,
    next: 'Correct the file. Until then the last good one stays in force.',
    place,
    ...more,
  }
}

/** Why root must not follow a file: who else could have written it. Null where it may. */
function refuseWritable(
  what: string,
  status: { uid: number; mode: number },
  uid: number,
): string | null {
  if (status.uid !== 0 && status.uid !== uid) {
    return `${what} belongs to uid ${status.uid}; as root only root's own are read, since they name commands`
  }
  if ((status.mode & 0o022) !== 0) {
    const mode = (status.mode & 0o777).toString(8)
    return `${what} can be written by others (mode ${mode}); as root that is refused, since it names commands`
  }
  return null
}

async function refuseUntrusted(
  handle: FileHandle,
  path: string,
  uid: number,
): Promise<string | null> {
  if (uid !== 0) return null
  const file = refuseWritable('the file', await handle.stat(), uid)
  if (file !== null) return file
  // Both the folder of the link and that of the file it leads to decide what is read.
  for (const folder of new Set([dirname(path), dirname(await realpath(path))])) {
    const refusal = refuseWritable(`its folder ${folder}`, await stat(folder), uid)
    if (refusal !== null) return refusal
  }
  return null
}

/** Line and column of the first byte that is no UTF-8. */
function placeOfBadByte(bytes: Uint8Array): string {
  // Without `fatal`, bad bytes become U+FFFD; the first one that was not written so is the place.
  const text = new TextDecoder('utf-8').decode(bytes)
  const encoder = new TextEncoder()
  let offset = 0
  let line = 1
  let column = 1
  for (const letter of text) {
    const written = encoder.encode(letter)
    if (letter === '\ufffd' && !written.every((byte, at) => bytes[offset + at] === byte)) break
    offset += written.length
    column = letter === '\n' ? 1 : column + 1
    if (letter === '\n') line += 1
  }
  return `${line}:${column}`
}

function decode(path: string, bytes: Uint8Array): Result<string> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    const place = `${path}:${placeOfBadByte(bytes)}`
    const message = 'these bytes are no UTF-8; expected text in UTF-8.'
    return fail(configurationError(place, message, { cause: causeOf(error) }))
  }
}

async function readOpen(handle: FileHandle, path: string, uid: number): Promise<Result<string>> {
  const refuse = (message: string): Result<never> =>
    fail(configurationError(`${path}:1:1`, `${message}.`))
  const status = await handle.stat()
  if (status.isDirectory()) return refuse('it is a folder; expected a file')
  if (!status.isFile()) return refuse('it is no regular file; expected a file')
  const untrusted = await refuseUntrusted(handle, path, uid)
  if (untrusted !== null) return refuse(untrusted)
  const tooLarge = `it is larger than ${largestBytes / 1024} KiB; expected a file that a person wrote`
  if (status.size > largestBytes) return refuse(tooLarge)
  const bytes = Buffer.alloc(largestBytes + 1)
  let filled = 0
  for (;;) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, filled)
    filled += bytesRead
    if (bytesRead === 0) return decode(path, bytes.subarray(0, filled))
    if (filled > largestBytes) return refuse(tooLarge)
  }
}

/**
 * A file's text, null where there is no file, or `bad-configuration` and why it is refused. As root a
 * file that others could have written is refused. A FIFO does not hang the reader (O_NONBLOCK).
 */
export async function readConfigurationText(
  path: string,
  uid: number,
): Promise<Result<string | null>> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY
  try {
    const handle = await open(path, flags)
    try {
      return await readOpen(handle, path, uid)
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ok(null)
    const message = `it cannot be read: ${errnoWords(error)}.`
    return fail(configurationError(`${path}:1:1`, message, { cause: causeOf(error) }))
  }
}
