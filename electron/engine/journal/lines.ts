/** From the bytes of a segment to records, and records of many writers into one order. */
import { journalEntrySchema, type JournalEntry } from '../../../shared/journal-entry.ts'

/** What the bytes of one segment, or of a part of it, hold. */
export interface SegmentLines {
  readonly entries: readonly JournalEntry[]
  /** `FILE:LINE: what is wrong`, one sentence each. */
  readonly problems: readonly string[]
  /** Bytes after the last newline: a line that a crash (or a full disk) cut off. */
  readonly tornBytes: number
  /** Lines read, whole ones only. */
  readonly lines: number
}

const newline = 0x0a
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(bytes)) as unknown
  } catch {
    // Not UTF-8, or not JSON: garbage either way, and the caller says so with file and line.
    return undefined
  }
}

/** One line as a record, or a sentence that says why it is none. */
export function parseJournalLine(bytes: Uint8Array): JournalEntry | string {
  const value = parseJson(bytes)
  if (typeof value !== 'object' || value === null) return 'this line is no record'
  const version = 'v' in value ? value.v : undefined
  if (version !== 1) {
    const shown = version === undefined ? 'none' : JSON.stringify(version)
    return `a record of version ${shown}, which this Quiesce does not know`
  }
  const parsed = journalEntrySchema.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  return `this record is not as it should be at ${issue?.path.join('.') || 'its top'}: ${issue?.message ?? 'another shape'}`
}

/** Reads the lines of a segment. Bad ones are skipped and named, never an error. */
export function parseSegment(name: string, bytes: Uint8Array, firstLine = 1): SegmentLines {
  const entries: JournalEntry[] = []
  const problems: string[] = []
  let line = firstLine
  let start = 0
  for (;;) {
    const end = bytes.indexOf(newline, start)
    if (end === -1) break
    const read = parseJournalLine(bytes.subarray(start, end))
    if (typeof read === 'string') problems.push(`${name}:${line}: ${read}.`)
    else entries.push(read)
    start = end + 1
    line += 1
  }
  const tornBytes = bytes.length - start
  return { entries, problems, tornBytes, lines: line - firstLine }
}

/** The sentence for a cut-off last line. */
export const tornSentence = (name: string, line: number, tornBytes: number): string =>
  `${name}:${line}: the last line is cut off after ${tornBytes} bytes (a crash, or a full disk).`

const writerKey = (entry: JournalEntry): string =>
  `${entry.boot}/${entry.writer.pid}@${entry.writer.startTicks ?? '?'}`

/**
 * All records in one order: by wall time, then by number. One writer's records keep their own order
 * even where somebody set the clock back between two of them. A record that a failed write left in
 * two segments counts once.
 */
export function mergeEntries(segments: readonly (readonly JournalEntry[])[]): JournalEntry[] {
  const byWriter = new Map<string, Map<string, JournalEntry>>()
  for (const entry of segments.flat()) {
    const own = byWriter.get(writerKey(entry)) ?? new Map<string, JournalEntry>()
    own.set(`${entry.seq}/${entry.at.mono}`, entry)
    byWriter.set(writerKey(entry), own)
  }
  const placed: { wall: number; entry: JournalEntry }[] = []
  for (const own of byWriter.values()) {
    let wall = -Infinity
    const ordered = [...own.values()].sort((a, b) => a.seq - b.seq || a.at.mono - b.at.mono)
    for (const entry of ordered) {
      wall = Math.max(wall, entry.at.wall)
      placed.push({ wall, entry })
    }
  }
  placed.sort((a, b) => a.wall - b.wall || a.entry.seq - b.entry.seq)
  return placed.map(({ entry }) => entry)
}
