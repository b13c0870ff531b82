/** Removes one file or folder, if it is still the one that was judged. */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { errnoOf, errnoWords } from '../errno.ts'

/** What makes a file the same as before: a writer changes its times, a new file its inode. */
export interface FileStamp {
  readonly folder: string
  readonly name: string
  readonly key: string
}

const keyOf = (s: Stats): string => [s.dev, s.ino, s.size, s.mtimeMs, s.ctimeMs].join(' ')

/** The file at a path as it is now. Refused: what is no plain file, and what nobody may see. */
export function stampFile(path: string): Result<FileStamp, string> {
  try {
    const stats = lstatSync(path)
    if (!stats.isFile()) return fail('it is no plain file')
    return ok({ folder: realpathSync(dirname(path)), name: basename(path), key: keyOf(stats) })
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return fail(errnoWords(error))
  }
}

/** The thing of a name as it is now: a socket, a fifo, a plain file or a folder. Errors are words. */
export function stampThing(path: string): Result<FileStamp, string> {
  try {
    const stats = lstatSync(path)
    const isThing = stats.isFile() || stats.isSocket() || stats.isFIFO() || stats.isDirectory()
    if (!isThing) return fail('it is a link or a device')
    return ok({ folder: realpathSync(dirname(path)), name: basename(path), key: keyOf(stats) })
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return fail(errnoWords(error))
  }
}

/** Folders that root alone can put elsewhere, and that may be links (`/var/run`). */
const tops = ['/run', '/var/run', '/var/lock', '/dev/shm', '/tmp', '/var/tmp']

/**
 * True where no folder on the way is a link: whoever may write one of them could have it lead to
 * somebody else's.
 */
export function liesWhereItSays(path: string, { folder }: FileStamp): boolean {
  const top = tops.find((one) => path.startsWith(`${one}/`))
  if (top === undefined) return dirname(path) === folder
  try {
    return join(realpathSync(top), dirname(path).slice(top.length)) === folder
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}

const replaced = 'it was written or replaced a moment ago'

/** Holds the folder open, so that nobody can put another one in its place. Errors are words. */
async function inHeldFolder(
  folder: string,
  act: (held: string) => Result<null, string> | Promise<Result<null, string>>,
): Promise<Result<null, string>> {
  let descriptor: number | null = null
  try {
    descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
    if (!fstatSync(descriptor).isDirectory()) return fail('its folder is none')
    // unlinkat(2) and its like by way of /proc: Node knows no other.
    const held = join('/proc/self/fd', String(descriptor))
    // O_NOFOLLOW guards the last part of the path alone.
    if (readlinkSync(held) !== folder) return fail('its folder is another one by now')
    return await act(held)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return fail(errnoWords(error))
  } finally {
    if (descriptor !== null) closeSync(descriptor)
  }
}

/** Removes the file, and nothing else, if it is the one that was judged. Errors are words. */
export const removeFile = (stamp: FileStamp): Promise<Result<null, string>> =>
  inHeldFolder(stamp.folder, (held) => {
    const inside = join(held, stamp.name)
    if (keyOf(lstatSync(inside)) !== stamp.key) return fail(replaced)
    unlinkSync(inside)
    return ok(null)
  })

/** rmdir(2): the kernel itself refuses a folder that is not empty. Errors are words. */
export const removeFolder = (stamp: FileStamp): Promise<Result<null, string>> =>
  inHeldFolder(stamp.folder, (held) => {
    rmdirSync(join(held, stamp.name))
    return ok(null)
  })

/** A file without its name: nobody can find it by that any more. */
export interface SetAside {
  /** Leads to it from this process. */
  readonly path: string
  /** Where it lies in truth. */
  readonly real: string
  readonly device: number
  readonly inode: number
}

/**
 * Removes the thing in two steps, since no call removes a name only while it leads to one file: its
 * name is taken away first, so that nobody can find it any more; then `whyNot` looks whether somebody
 * has it all the same, and it is removed, or gets its name back. Errors are words.
 */
export const removeAside = (
  stamp: FileStamp,
  whyNot: (aside: SetAside) => Promise<string | null>,
): Promise<Result<null, string>> =>
  inHeldFolder(stamp.folder, async (held) => {
    const inside = join(held, stamp.name)
    const before = lstatSync(inside)
    if (keyOf(before) !== stamp.key) return fail(replaced)
    const name = `.quiesce-${randomBytes(6).toString('hex')}`
    const path = join(held, name)
    renameSync(inside, path)
    const { dev, ino, size, mtimeMs } = lstatSync(path)
    const isSame = dev === before.dev && ino === before.ino
    const isWritten = size !== before.size || mtimeMs !== before.mtimeMs
    const real = join(stamp.folder, name)
    const why =
      !isSame || isWritten ? replaced : await whyNot({ path, real, device: dev, inode: ino })
    if (why !== null) putBack(path, inside)
    else unlinkSync(path)
    return why === null ? ok(null) : fail(why)
  })

/** Gives it its name again; where somebody took that meanwhile, the newer one has it. */
function putBack(path: string, inside: string): void {
  try {
    linkSync(path, inside)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    // Links to others' sockets may be forbidden (fs.protected_hardlinks), or impossible here.
    if (code !== 'EEXIST') {
      renameSync(path, inside)
      return
    }
  }
  unlinkSync(path)
}
