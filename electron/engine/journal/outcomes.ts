import { join } from 'node:path'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { errnoOf, errnoWords } from '../errno.ts'
import { parseJournalLine } from './lines.ts'
import { listSegments, readSegmentBytes } from './reader.ts'

const newline = 0x0a
/** As JSON.stringify writes it; a text that holds these letters has its quotes escaped. */
const marker = Buffer.from('"kind":"outcome"')

/** Whole lines that may be the end of a run; a cut-off last one is none. */
function findOutcomes(bytes: Uint8Array): JournalEntry[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries: JournalEntry[] = []
  for (let found = buffer.indexOf(marker); found !== -1;) {
    const start = buffer.lastIndexOf(newline, found) + 1
    const end = buffer.indexOf(newline, found)
    if (end === -1) break
    const entry = parseJournalLine(buffer.subarray(start, end))
    // What cannot be read, every other reader of the journal tells.
    if (typeof entry !== 'string' && entry.kind === 'outcome') entries.push(entry)
    found = buffer.indexOf(marker, end)
  }
  return entries
}

/** The ends of all runs in the journal's folder, and what could not be read. */
export interface Outcomes {
  readonly entries: readonly JournalEntry[]
  readonly problems: readonly string[]
}

/**
 * Reads the ends of all runs, without understanding the many records between them: a hundredth of
 * what reading the journal costs. Never fails.
 */
export async function readOutcomes(folder: string): Promise<Outcomes> {
  const entries: JournalEntry[] = []
  const problems: string[] = []
  try {
    for (const name of await listSegments(folder)) {
      try {
        entries.push(...findOutcomes((await readSegmentBytes(join(folder, name))).bytes))
      } catch (error) {
        // Another Quiesce pruned it meanwhile.
        if (errnoOf(error) !== 'ENOENT') problems.push(`${name}: ${errnoWords(error)}.`)
      }
    }
  } catch (error) {
    problems.push(`The journal in ${folder} cannot be read: ${errnoWords(error)}.`)
  }
  return { entries, problems }
}
