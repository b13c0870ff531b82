/**
 * Segments: the files the journal consists of. One process writes one segment at a time and never
 * touches another's, so two writers cannot mix their lines. Nothing written is ever changed.
 */
import { constants } from 'node:fs'
import { chmod, mkdir, open, stat, unlink, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errnoOf } from '../errno.ts'

/** `YYYYMMDD-HHMMSS-PID-RANDOM.jsonl`, in UTC, so that names sort by time. */
const namePattern = /^\d{8}-\d{6}-\d+-[0-9a-f]+\.jsonl$/

/** True for the name of a segment; other files in the folder are not ours to read or remove. */
export const isSegmentName = (name: string): boolean => namePattern.test(name)

/** The name of a new segment. `wall` in milliseconds since the epoch. */
export function segmentName(wall: number, pid: number, random: string): string {
  const digits = new Date(wall).toISOString().replace(/\D/g, '')
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${pid}-${random}.jsonl`
}

/** One open file, written by us alone. Every method throws the system's error. */
export interface Segment {
  readonly name: string
  /** Writes all bytes, or throws; some may then have reached the file. */
  append(bytes: Uint8Array): Promise<void>
  /** Resolves when all that was appended is on the disk (fdatasync(2)). */
  sync(): Promise<void>
  /** False when the file is no longer found under its name: an unlinked file accepts writes gladly. */
  isThere(): Promise<boolean>
  /** Closes, and removes the file if not one byte ever reached it. */
  close(): Promise<void>
}

/** Where segments are made. Tests hand in one that is slow, full or gone. */
export interface SegmentStore {
  /** Makes the folder if need be and a new segment in it. Throws the system's error. */
  create(name: string): Promise<Segment>
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Makes a folder and those above it. Not by Node's `recursive`: that tries for ever where an existing
 * folder answers mkdir(2) with ENOENT, as /proc and some network file systems do.
 */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return
    if (errnoOf(error) !== 'ENOENT' || dirname(folder) === folder) throw error
    await makeFolder(dirname(folder))
    await mkdir(folder, { mode: 0o700 }).catch((again: unknown) => {
      // Another Quiesce was quicker.
      if (errnoOf(again) !== 'EEXIST') throw again
    })
  }
  await syncFolder(dirname(folder))
}

/** Thrown for a folder that others could read, or replace files in. */
export class UnsafeFolder extends Error {}

/**
 * Makes the journal's folder, readable by its owner alone. One that belongs to somebody else is
 * refused, so that root never writes where a user may swap the folder for a link.
 */
export async function prepareJournalFolder(folder: string, uid: number): Promise<void> {
  await makeFolder(folder)
  const status = await stat(folder)
  if (status.uid !== uid) {
    throw new UnsafeFolder(`${folder} belongs to uid ${status.uid}, not to uid ${uid}`)
  }
  if ((status.mode & 0o077) !== 0) await chmod(folder, 0o700)
}

async function appendAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    // A full disk takes part of the bytes first and says ENOSPC at the next call.
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, null)
    written += bytesWritten
  }
}

function segmentOf(handle: FileHandle, path: string, name: string): Segment {
  const isThere = async (): Promise<boolean> => {
    const mine = await handle.stat()
    try {
      const there = await stat(path)
      return there.ino === mine.ino && there.dev === mine.dev
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return false
      throw error
    }
  }
  return {
    name,
    append: (bytes) => appendAll(handle, bytes),
    sync: () => handle.datasync(),
    isThere,
    async close() {
      try {
        const { size } = await handle.stat()
        if (size === 0 && (await isThere())) await unlink(path)
      } finally {
        await handle.close()
      }
    },
  }
}

/** Segments in a real folder, made anew (O_EXCL) and appended to only, 0600. */
export function openSegmentStore(folder: string, uid: number): SegmentStore {
  return {
    async create(name) {
      await prepareJournalFolder(folder, uid)
      const path = join(folder, name)
      const { O_CREAT, O_EXCL, O_APPEND, O_WRONLY, O_NOFOLLOW } = constants
      const handle = await open(path, O_CREAT | O_EXCL | O_APPEND | O_WRONLY | O_NOFOLLOW, 0o600)
      // The line is only as durable as the folder's entry for the file it stands in (fsync(2)).
      await syncFolder(folder)
      return segmentOf(handle, path, name)
    },
  }
}
