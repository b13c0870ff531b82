import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  statSync,
  type Stats,
} from 'node:fs'
import { unknown, type Known } from '../../../shared/unknown.ts'

/** What was read; unknown with the reason; or null where there is nothing (any more) to read. */
export type Reading<T> = Known<T> | null

/** Synchronous reads below one folder, for files of the kernel. */
export interface ProcReader {
  /** The first 64 KiB of a file that the kernel writes in one piece (stat, status, cmdline …). */
  text(path: string): Reading<string>
  /** A file of any length. */
  wholeText(path: string): Reading<string>
  link(path: string): Reading<string>
  names(path: string): Reading<readonly string[]>
  /** What a path leads to, links followed. */
  facts(path: string): Reading<Stats>
}

const pieceBytes = 64 * 1024

/** The system's error code, or null for a thrown value that has none. */
export function errorCode(thrown: unknown): string | null {
  const isCoded = typeof thrown === 'object' && thrown !== null && 'code' in thrown
  return isCoded && typeof thrown.code === 'string' ? thrown.code : null
}

/** Our own want of descriptors or memory says nothing about the process that was asked about. */
const ownShortage = new Set(['EMFILE', 'ENFILE', 'ENOMEM'])

/**
 * Runs one read. ENOENT is a process that is gone, ESRCH one that went between open and read: both
 * are null. What is forbidden or fails is unknown, with words for a person. Bugs stay exceptions,
 * and so does a machine at its limits: a table with holes would read as "they have stopped".
 */
function attempt<T>(read: () => T): Reading<T> {
  try {
    return read()
  } catch (error) {
    const code = errorCode(error)
    if (code === null) throw error
    if (code === 'ENOENT' || code === 'ESRCH') return null
    if (ownShortage.has(code)) throw error
    return unknown(code === 'EACCES' || code === 'EPERM' ? 'permission denied' : code)
  }
}

/** Reads below `root`. One buffer serves all reads: a machine may have thousands of processes. */
export function createProcReader(root: string): ProcReader {
  const buffer = Buffer.allocUnsafe(pieceBytes)
  const readPiece = (path: string): string => {
    const file = openSync(`${root}/${path}`, 'r')
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, pieceBytes, null))
    } finally {
      closeSync(file)
    }
  }
  return {
    text: (path) => attempt(() => readPiece(path)),
    wholeText: (path) => attempt(() => readFileSync(`${root}/${path}`, 'utf8')),
    link: (path) => attempt(() => readlinkSync(`${root}/${path}`)),
    names: (path) => attempt(() => readdirSync(`${root}/${path}`)),
    facts: (path) => attempt(() => statSync(`${root}/${path}`)),
  }
}
