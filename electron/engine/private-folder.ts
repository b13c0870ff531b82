/** Folders under shared places such as /tmp and /run: ours, no link, closed to everybody else. */
import { lstatSync, mkdirSync, type Stats } from 'node:fs'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { causeOf, errnoOf, errnoWords } from './errno.ts'

const refuse = (path: string, message: string, next: string, cause?: string): QuiesceError => ({
  code: 'no-permission',
  message: `The folder ${path} is refused: ${message}.`,
  next,
  place: path,
  ...(cause === undefined ? {} : { cause }),
})

function judge(path: string, status: Stats, uid: number): QuiesceError | null {
  const look = `Look who made it (ls -ld ${path}) and remove it if nobody needs it.`
  if (status.isSymbolicLink()) return refuse(path, 'it is a symbolic link', look)
  if (!status.isDirectory()) return refuse(path, 'it is no folder', look)
  if (status.uid !== uid) {
    return refuse(path, `it belongs to uid ${status.uid}, not to uid ${uid}`, look)
  }
  if ((status.mode & 0o077) !== 0) {
    const mode = (status.mode & 0o7777).toString(8)
    return refuse(path, `others may enter it (mode ${mode})`, `${look} Or close it: chmod 700.`)
  }
  return null
}

/** Says why a folder must not be trusted, or null. One that is not there may still be made. */
export function refusePrivateFolder(path: string, uid: number): QuiesceError | null {
  try {
    return judge(path, lstatSync(path), uid)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    return refuse(path, errnoWords(error), 'Give it back its rights.', causeOf(error))
  }
}

/**
 * Makes a folder with mode 0700, or takes the one that is there if it is ours, no link, and closed to
 * others: in /tmp anybody may have made it first. Its parent has to be there.
 */
export function makePrivateFolder(path: string, uid: number): Result<string> {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') {
      const next = 'Make it as its owner, with mode 0700, or name another one.'
      return fail(refuse(path, errnoWords(error), next, causeOf(error)))
    }
  }
  const refusal = refusePrivateFolder(path, uid)
  return refusal === null ? ok(path) : fail(refusal)
}
