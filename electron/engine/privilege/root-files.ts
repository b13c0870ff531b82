/** Stale files of root's: removed by the root helper, which proves by itself that nobody needs them. */
import { accessSync, constants, lstatSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { percentEncode } from '../parse/percent-text.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { removeFile, type FileStamp } from '../leftovers/remove-file.ts'
import { askRoot, type RootHelpers } from './ports.ts'

/** What is to be removed, and which program is known to hold such a lock. */
export interface StaleFile {
  readonly stamp: FileStamp
  readonly kind: 'pid-file' | 'lock-file'
  readonly executable: string | null
}

const longestWords = 200
/** S_ISVTX of stat(2). */
const sticky = 0o1000

/**
 * True where this user may take the file's name out of its folder (unlink(2)): who may write the
 * folder may, and in a sticky one (`/run/lock`) only who owns it, or the file.
 */
export function mayRemove({ folder, name }: FileStamp, uid: number): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    const { mode, uid: owner } = lstatSync(folder)
    if (uid === 0 || owner === uid || (mode & sticky) === 0) return true
    // Where nobody sees a file, root has nothing to remove either.
    return (lstatSync(join(folder, name), { throwIfNoEntry: false })?.uid ?? uid) === uid
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}

/** True where only root can remove it. */
export const needsRoot = (stamp: FileStamp): boolean => !mayRemove(stamp, process.geteuid?.() ?? 0)

/** Removes it as oneself, by `removeOwn`, where that can be, else by root's helper where permission is there. Errors are words. */
export async function removeStaleFile(
  helpers: RootHelpers,
  { stamp, kind, executable }: StaleFile,
  removeOwn: (stamp: FileStamp) => Promise<Result<null, string>> = removeFile,
): Promise<Result<null, string>> {
  const link = needsRoot(stamp) ? helpers.link('stale-files') : null
  if (link === null) return removeOwn(stamp)
  const path = percentEncode(`${stamp.folder}/${stamp.name}`)
  const program = kind === 'lock-file' && executable !== null ? [percentEncode(executable)] : []
  const words = [kind === 'pid-file' ? 'pid' : 'lock', path, ...program]
  if (words.join(' ').length > longestWords) return fail(errnoWords(tooLong))
  const line = await askRoot(link, 'remove', words)
  if (line?.kind === 'done' && line.word === 'removed') return ok(null)
  if (line === null) return fail('the root helper ended; look whether the file is there')
  const said = line.kind === 'denied' ? printable(Buffer.from(line.text).toString()) : line.kind
  return fail(`the root helper keeps it: ${said}`)
}

const tooLong = Object.assign(new Error('name too long'), { code: 'ENAMETOOLONG' })
