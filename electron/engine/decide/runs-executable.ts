import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { scriptOf } from './readable-name.ts'

/** An executable that was asked for, with the file that lies there now, or null where none does. */
export interface ExecutableWanted {
  readonly path: string
  readonly file: { readonly device: number; readonly inode: number } | null
}

/**
 * Whether a process runs an executable: the same file (device and inode), or the same path where
 * the file was replaced since (an upgrade under a running daemon), or, for a script, that path as
 * the script of its interpreter. Null where nobody may know.
 */
export function runsExecutable(row: ProcessRow, wanted: ExecutableWanted): boolean | null {
  if (scriptOf(row) === wanted.path) return true
  if (!isKnown(row.executable)) return null
  const { path, device, inode } = row.executable
  if (path === wanted.path) return true
  return wanted.file !== null && device === wanted.file.device && inode === wanted.file.inode
}

/** What a configuration says of the process that is meant; null where it says nothing. */
export interface ProcessWanted {
  readonly exe: ExecutableWanted | null
  /** A login name, or a number. */
  readonly user: string | null
}

/** Whether a process runs as this user. An unreadable user is nobody's. */
export const runsAs = (row: ProcessRow, user: string): boolean =>
  (isKnown(row.user) && row.user === user) || (isKnown(row.uid) && String(row.uid) === user)
