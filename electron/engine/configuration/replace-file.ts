/** Puts a new text in a file's place at once: a reader sees the old one or the new one, never half. */
import { constants, type BigIntStats } from 'node:fs'
import { access, lstat, mkdir, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { causeOf, errnoOf, errnoWords } from '../errno.ts'

/** A file as it was read, to be compared right before it is replaced. */
export interface FileBefore {
  /** The file itself: links are followed, so that a link stays one. */
  readonly path: string
  /** Null where there is no file yet. */
  readonly bytes: Buffer | null
  readonly stats: BigIntStats | null
}

/** A configuration is its owner's business. */
const newFileMode = 0o600
const newFolderMode = 0o700

const nothingWritten = 'Nothing was written.'

const rightNeeded = 'Give yourself the right to write it, or change it by hand.'
const roomNeeded = 'Make room on that file system, then try again.'
const waysOut: Readonly<Record<string, string>> = {
  ENOSPC: roomNeeded,
  EDQUOT: roomNeeded,
  EIO: 'Look at that file system: it does not take what is written.',
}

function refuseWrite(path: string, error: unknown): QuiesceError {
  const denied = ['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(error) ?? '')
  return {
    code: denied ? 'no-permission' : 'backend-failed',
    message: `${path} cannot be written: ${errnoWords(error)}.`,
    next: `${nothingWritten} ${waysOut[errnoOf(error) ?? ''] ?? rightNeeded}`,
    place: path,
    cause: causeOf(error),
  }
}

/** Runs `act`; a refusal of the system becomes an error that names the file, all else is thrown. */
export async function guarded<T>(path: string, act: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await act()
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return fail(refuseWrite(path, error))
  }
}

/** What a link leads to; the path itself where nothing lies there. */
async function followLinks(path: string): Promise<Result<string>> {
  try {
    return ok(await realpath(path))
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
  const isLink = await lstat(path).then(
    () => true,
    () => false,
  )
  if (!isLink) return ok(path)
  return fail({
    code: 'bad-configuration',
    message: `${path} is a symbolic link that leads to nothing.`,
    next: `${nothingWritten} Make the file that it leads to, or remove the link.`,
    place: path,
  })
}

/** Reads what is there now. Errors: what forbids to replace it, for a person who may not write it. */
export const readBefore = (path: string): Promise<Result<FileBefore>> =>
  guarded(path, async () => {
    const real = await followLinks(path)
    if (!real.ok) return real
    const seen = await look(real.value)
    // A rename asks for the folder's rights alone: a file that is read-only shall stay as it is.
    if (seen.bytes !== null) await access(real.value, constants.W_OK)
    return ok(seen)
  })

async function look(path: string): Promise<FileBefore> {
  try {
    return { path, stats: await stat(path, { bigint: true }), bytes: await readFile(path) }
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    return { path, stats: null, bytes: null }
  }
}

function isSame(before: FileBefore, now: FileBefore): boolean {
  if (before.bytes === null || now.bytes === null) return before.bytes === now.bytes
  return (
    before.stats?.ino === now.stats?.ino &&
    before.stats?.mtimeNs === now.stats?.mtimeNs &&
    before.bytes.equals(now.bytes)
  )
}

const changedMeanwhile = (path: string): QuiesceError => ({
  code: 'not-now',
  message: `${path} was changed by somebody else just now.`,
  next: `${nothingWritten} Close the editor that has it open, or save there, then try again.`,
  place: path,
})

/** Writes beside the file, with its owner and mode, down to the disk. Throws the system's error. */
async function writeBeside(temporary: string, bytes: Buffer, before: FileBefore): Promise<void> {
  const mode = before.stats ? Number(before.stats.mode & 0o777n) : newFileMode
  const handle = await open(temporary, 'wx', 0o600)
  try {
    const own = await handle.stat({ bigint: true })
    const { stats } = before
    if (stats && (stats.uid !== own.uid || stats.gid !== own.gid)) {
      await handle.chown(Number(stats.uid), Number(stats.gid))
    }
    await handle.chmod(mode)
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Without it a power cut could undo the rename. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Replaces the file by these bytes. Refused as `not-now` where it is no longer what was read, and as
 * `no-permission` where owner and mode could not be kept; then nothing has changed. A folder that is
 * missing is made, closed to others. `beforeRename` is for tests: what somebody else does meanwhile.
 */
export const replaceFile = (
  before: FileBefore,
  bytes: Buffer,
  beforeRename: () => Promise<void> = () => Promise.resolve(),
): Promise<Result<null>> =>
  guarded(before.path, async () => {
    const { path } = before
    const folder = dirname(path)
    await mkdir(folder, { recursive: true, mode: newFolderMode })
    const temporary = join(folder, `.${basename(path)}.${process.pid}.new`)
    try {
      await writeBeside(temporary, bytes, before)
      await beforeRename()
      if (!isSame(before, await look(path))) return fail(changedMeanwhile(path))
      await rename(temporary, path)
    } finally {
      await rm(temporary, { force: true })
    }
    await syncFolder(folder)
    return ok(null)
  })
