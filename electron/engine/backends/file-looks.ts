/** What the backends ask of files: synchronous, bounded, and never blocked by what lies there. */
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readSync,
  statSync,
  type Stats,
} from 'node:fs'
import { dirname } from 'node:path'
import type { PidFileFacts, Writable } from '../decide/pid-file-verdict.ts'
import { listPids, longestPidFileBytes, parsePidFile } from '../parse/pidfile.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { unknown, type Known } from '../../../shared/unknown.ts'

export interface FileLooks {
  /** The file at a path, symbolic links followed; null where there is none to be seen. */
  executable(path: string): { readonly device: number; readonly inode: number } | null
  /** What lies at the path of a pid file. */
  pidFile(path: string): PidFileFacts
  /** True where something lies at this path. */
  exists(path: string): boolean
}

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')

const writable = (stats: Stats): Writable => ({ uid: stats.uid, mode: stats.mode & 0o7777 })

function oddKind(stats: Stats): string | null {
  if (stats.isFile()) return null
  if (stats.isSymbolicLink()) return 'a symbolic link'
  if (stats.isDirectory()) return 'a folder'
  if (stats.isFIFO()) return 'a FIFO'
  if (stats.isSocket()) return 'a socket'
  return 'a device'
}

function lookAtFolder(path: string): Known<Writable> {
  try {
    return writable(statSync(dirname(path)))
  } catch (error) {
    return unknown(errnoWords(error))
  }
}

/** Reads at most one byte more than a pid file may have, so that a longer one is seen as such. */
function readBounded(handle: number): string {
  const buffer = Buffer.alloc(longestPidFileBytes + 1)
  let filled = 0
  while (filled < buffer.length) {
    const got = readSync(handle, buffer, filled, buffer.length - filled, null)
    if (got === 0) break
    filled += got
  }
  return buffer.toString('latin1', 0, filled)
}

/**
 * Gathers the facts about a pid file. A symbolic link is not followed (O_NOFOLLOW), and a FIFO
 * without a writer does not hang us (O_NONBLOCK): what was opened is looked at again, so that the
 * facts and the text are of one file.
 */
export function gatherPidFile(path: string): PidFileFacts {
  let handle: number | null = null
  try {
    const odd = oddKind(lstatSync(path))
    if (odd !== null) return { kind: 'odd', what: odd }
    handle = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    const stats = fstatSync(handle)
    const became = oddKind(stats)
    if (became !== null) return { kind: 'odd', what: became }
    const folder = lookAtFolder(path)
    const text = readBounded(handle)
    const [content, pids] = [parsePidFile(text), listPids(text)]
    const found = { file: writable(stats), folder, writtenAt: stats.mtimeMs, content }
    return { kind: 'file', ...found, ...(pids.length === 0 ? {} : { pids }) }
  } catch (error) {
    if (isMissing(error)) return { kind: 'missing' }
    if (errnoOf(error) === 'ELOOP') return { kind: 'odd', what: 'a symbolic link' }
    return { kind: 'unreadable', why: errnoWords(error) }
  } finally {
    if (handle !== null) closeSync(handle)
  }
}

/** What lies at a path, or null where nothing does, or nothing that we may see. */
function lookAt(path: string, look: (path: string) => Stats): Stats | null {
  try {
    return look(path)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** The real files of this machine. */
export const createFileLooks = (): FileLooks => ({
  executable: (path) => {
    const stats = lookAt(path, (p) => statSync(p))
    return stats ? { device: stats.dev, inode: stats.ino } : null
  },
  pidFile: gatherPidFile,
  exists: (path) => lookAt(path, (p) => lstatSync(p)) !== null,
})
