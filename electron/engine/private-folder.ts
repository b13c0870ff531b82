/** Folders under shared places such as /tmp and /run: ours, no link, closed to everybody else. */
import { chmodSync, lstatSync, mkdirSync, type Stats } from 'node:fs'
import { fail, ok, type QuiesceError, type Result } from '../../shared/errors.ts'
import { causeOf, errnoOf, errnoWords } from './errno.ts'

const refuse = (path: string, message: string, next: string, cause?: string): QuiesceError => ({
  code: 'no-permission',
  message: `The folder ${path} is refused: ${message}.`,
  next,
  place: path,
  ...(cause === undefined ? {} : { cause }),
})

/** Root's claims lie here: everybody may read whose run a service is in, and only root may write. */
export const sharedFolder = '/run/quiesce'

/** True for the one folder that others may look into. */
export const isShared = (path: string, uid: number): boolean => uid === 0 && path === sharedFolder

function judge(path: string, status: Stats, uid: number): QuiesceError | null {
  const look = `Look who made it (ls -ld ${path}) and remove it if nobody needs it.`
  if (status.isSymbolicLink()) return refuse(path, 'it is a symbolic link', look)
  if (!status.isDirectory()) return refuse(path, 'it is no folder', look)
  if (status.uid !== uid) {
    return refuse(path, `it belongs to uid ${status.uid}, not to uid ${uid}`, look)
  }
  const mode = (status.mode & 0o7777).toString(8)
  if (isShared(path, uid)) {
    const isOpen = (status.mode & 0o022) !== 0
    return isOpen ? refuse(path, `others may write in it (mode ${mode})`, look) : null
  }
  if ((status.mode & 0o077) !== 0) {
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
 * others: in /tmp anybody may have made it first. Its parent has to be there. Root's shared folder
 * gets mode 0755, whatever an older Quiesce or the umask left it with.
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
  if (refusal !== null) return fail(refusal)
  if (isShared(path, uid)) chmodSync(path, 0o755)
  return ok(path)
}
