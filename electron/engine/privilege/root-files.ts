/** Stale files of root's: removed by the root helper, which proves by itself that nobody needs them. */
import { accessSync, constants } from 'node:fs'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Leftover } from '../../../shared/leftovers.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { percentEncode } from '../parse/percent-text.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { removeFile, type FileStamp } from '../leftovers/remove-file.ts'
import { askRoot, type RootHelpers } from './ports.ts'

/** What is to be removed, and which program is known to hold such a lock. */
export interface StaleFile {
  readonly stamp: FileStamp
  readonly kind: Leftover['kind']
  readonly executable: string | null
}

const longestWords = 200

/** True where this user may take a name out of the folder (unlink(2)). */
function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK)
    return true
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}

/** True where only root can remove it. */
export const needsRoot = ({ folder }: FileStamp): boolean => !mayWrite(folder)

/** Removes it as oneself where that can be, else by root's helper where permission is there. Errors are words. */
export async function removeStaleFile(
  helpers: RootHelpers,
  { stamp, kind, executable }: StaleFile,
): Promise<Result<null, string>> {
  const link = needsRoot(stamp) ? helpers.link('stale-files') : null
  if (link === null) return removeFile(stamp)
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
