import { chmodSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs'
import { errorCode } from '../proc-reader.ts'

/** Why a folder must not hold files that a manager reads, or null. It has to be there. */
export function refuseFolder(path: string, uid: number): string | null {
  const status = lstatSync(path)
  if (status.isSymbolicLink()) return `${path} is a symbolic link`
  if (!status.isDirectory()) return `${path} is no folder`
  if (status.uid !== uid) return `${path} belongs to uid ${status.uid}, not to uid ${uid}`
  return (status.mode & 0o022) === 0 ? null : `others may write in ${path}`
}

/**
 * Makes a folder that everybody may read and only its owner write, below one that is there. What is
 * there already is taken if it is such a folder. Answers why it is not to be used, or null.
 */
export function makeFolder(path: string, uid: number): string | null {
  try {
    mkdirSync(path)
    // Whatever the umask: the manager of another user reads it.
    chmodSync(path, 0o755)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
  return refuseFolder(path, uid)
}

/** Codes of rmdir(2) for a folder that is not ours alone: it stays. */
const stays = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'])

/** Removes a folder where nothing is left in it. */
export function removeEmptyFolder(path: string): void {
  try {
    rmdirSync(path)
  } catch (error) {
    if (!stays.has(errorCode(error) ?? '')) throw error
  }
}
