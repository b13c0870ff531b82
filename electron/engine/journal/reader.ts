/** The reading half of the journal: every segment of every writer, oldest record first. */
import { constants } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { mergeEntries, parseSegment, tornSentence, type SegmentLines } from './lines.ts'
import { isSegmentName } from './segment.ts'

export interface JournalQuery {
  /** Wall clock, milliseconds: this moment and later. */
  readonly since?: number | undefined
  readonly run?: string | undefined
  /** The newest so many. */
  readonly limit?: number | undefined
}

export interface JournalReading {
  readonly entries: JournalEntry[]
  /** What could not be read, one sentence each with file and line. */
  readonly problems: string[]
}

/** A segment ends at 8 MiB plus one batch; a file far above was not made by a Quiesce. */
const readLimitBytes = 64 * 1024 * 1024

/** Bytes of a segment from an offset, and when it was last written (wall clock, milliseconds). */
export interface SegmentBytes {
  readonly bytes: Uint8Array
  readonly modifiedAt: number
}

/** Reads a segment from an offset. Throws the system's error, or why it is no segment. */
export async function readSegmentBytes(path: string, offset = 0): Promise<SegmentBytes> {
  // O_NONBLOCK: a FIFO under a segment's name must not hang the reader.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(path, flags)
  try {
    const status = await handle.stat()
    if (!status.isFile()) throw new Error('it is no regular file')
    if (status.size - offset > readLimitBytes) throw new Error('it is larger than any segment')
    const bytes = Buffer.alloc(Math.max(0, status.size - offset))
    let filled = 0
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled)
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return { bytes: bytes.subarray(0, filled), modifiedAt: status.mtimeMs }
  } finally {
    await handle.close()
  }
}

/** Names of the segments in the folder, oldest first. A folder that is not there holds none. */
export async function listSegments(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter(isSegmentName).sort()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

/** One segment's records and problems. A torn last line of a live writer is looked at twice. */
export async function readSegment(folder: string, name: string): Promise<SegmentLines> {
  const path = join(folder, name)
  let read = parseSegment(name, (await readSegmentBytes(path)).bytes)
  // A reader may see half of a write(2) that is under way; a moment later it is whole.
  if (read.tornBytes > 0) read = parseSegment(name, (await readSegmentBytes(path)).bytes)
  if (read.tornBytes === 0) return read
  const torn = tornSentence(name, read.lines + 1, read.tornBytes)
  return { ...read, problems: [...read.problems, torn] }
}

/** Reads the journal. Never fails: what cannot be read is a problem, the rest is given. */
export async function readJournal(
  folder: string,
  query: JournalQuery = {},
): Promise<JournalReading> {
  const problems: string[] = []
  const segments: (readonly JournalEntry[])[] = []
  let names: string[] = []
  try {
    names = await listSegments(folder)
  } catch (error) {
    problems.push(`The journal in ${folder} cannot be read: ${errnoWords(error)}.`)
  }
  for (const name of names) {
    try {
      const read = await readSegment(folder, name)
      segments.push(read.entries)
      problems.push(...read.problems)
    } catch (error) {
      problems.push(`${name}: it cannot be read: ${errnoWords(error)}.`)
    }
  }
  return { entries: selectEntries(mergeEntries(segments), query), problems }
}

/** The records that a query asks for, of records in order. */
export function selectEntries(entries: JournalEntry[], query: JournalQuery): JournalEntry[] {
  const { since, run, limit } = query
  const wanted = entries.filter(
    (entry) =>
      (since === undefined || entry.at.wall >= since) && (run === undefined || entry.run === run),
  )
  return limit === undefined ? wanted : wanted.slice(Math.max(0, wanted.length - limit))
}
