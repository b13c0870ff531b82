/** A copy of a file beside it, before something else stands in its place. */
import { constants } from 'node:fs'
import { chmod, copyFile, open, stat } from 'node:fs/promises'
import { ok, type Result } from '../../../shared/errors.ts'
import { errnoOf } from '../errno.ts'
import { readConfigurationText } from './file.ts'
import { guarded } from './replace-file.ts'

/** As many as a person would ever look through; then the oldest have to go first. */
const mostBackups = 9999

/**
 * Copies a file to `FILE.~N~`, as `cp --backup=numbered` names them (coreutils), with the first number
 * that is free, and on to the disk. Gives the copy's path, null where there is nothing to keep.
 */
export const keepBackup = (path: string, uid: number): Promise<Result<string | null>> =>
  guarded(path, async () => {
    const text = await readConfigurationText(path, uid)
    // A file that must not be read is refused here as everywhere; a broken one is kept like any.
    if (!text.ok) return text
    if (text.value === null) return ok(null)
    const { mode } = await stat(path)
    for (let n = 1; n <= mostBackups; n += 1) {
      const copy = `${path}.~${n}~`
      if (!(await copyTo(path, copy))) continue
      await chmod(copy, mode & 0o777)
      const handle = await open(copy, constants.O_RDONLY)
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
      return ok(copy)
    }
    throw new Error(`${path} has ${mostBackups} copies beside it`)
  })

/** False where something stands there already. */
async function copyTo(path: string, copy: string): Promise<boolean> {
  try {
    await copyFile(path, copy, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error
    return false
  }
}
