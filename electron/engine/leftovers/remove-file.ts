/** Removes one small file, if it is still the one that was judged. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  realpathSync,
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

/**
 * Removes the file, and nothing else: its folder is held open, so that nobody can put another one
 * in its place, and the file is looked at once more in the moment before. Errors are words.
 */
export function removeFile(stamp: FileStamp): Result<null, string> {
  let folder: number | null = null
  try {
    folder = openSync(
      stamp.folder,
      constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW,
    )
    if (!fstatSync(folder).isDirectory()) return fail('its folder is none')
    // unlinkat(2) by way of /proc: Node knows no other.
    const inside = join('/proc/self/fd', String(folder), stamp.name)
    const stats = lstatSync(inside)
    if (!stats.isFile() || keyOf(stats) !== stamp.key) {
      return fail('it was written or replaced a moment ago')
    }
    unlinkSync(inside)
    return ok(null)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return fail(errnoWords(error))
  } finally {
    if (folder !== null) closeSync(folder)
  }
}
