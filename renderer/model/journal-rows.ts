/** The journal as rows of one list: a heading for each run, its entries below, newest run first. */
import type { JournalEntry } from '../../shared/journal-entry.ts'
import { journalLine } from '../../shared/wording/journal-line.ts'

export type JournalRow =
  | {
      readonly kind: 'group'
      readonly key: string
      readonly run: string | null
      readonly title: string
      readonly at: number
      /** How the run ended; null while it goes on, and for what is no run. */
      readonly outcome: string | null
      /** Records of it that are shown, or would be if it were open. */
      readonly count: number
      readonly open: boolean
    }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: JournalEntry }

/** One text for one entry, across writers. */
export const entryKey = (entry: JournalEntry): string =>
  `${entry.boot}/${entry.writer.pid}/${entry.writer.door}/${entry.seq}`

interface Group {
  readonly run: string | null
  readonly entries: JournalEntry[]
}

function groupTitle(group: Group): string {
  const began = group.entries.find((e) => e.kind === 'run-began')
  if (began?.kind === 'run-began') return began.title
  return group.entries.find((e) => e.target !== null)?.target ?? 'Quiesce'
}

/** True where every word typed occurs in the entry's sentence, target, run or kind. */
export function matchesEntry(entry: JournalEntry, search: string): boolean {
  const text = [journalLine(entry), entry.target ?? '', entry.run ?? '', entry.kind]
    .join('\n')
    .toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => text.includes(word))
}

/** Adds entries that are not there yet, in the order of the wall clock, keeping the newest `keep`. */
export function mergeEntries(
  have: readonly JournalEntry[],
  more: readonly JournalEntry[],
  keep: number,
): JournalEntry[] {
  const known = new Map([...have, ...more].map((entry) => [entryKey(entry), entry]))
  return [...known.values()].sort((a, b) => a.at.wall - b.at.wall || a.seq - b.seq).slice(-keep)
}

/** How the rows stand. */
export interface RowsHow {
  readonly grouped: boolean
  /** Keys of groups whose records are folded away. */
  readonly closed: ReadonlySet<string>
  /** How each run ended, by its id. */
  readonly outcomes: ReadonlyMap<string, string>
}

const allOpen: RowsHow = { grouped: true, closed: new Set(), outcomes: new Map() }

const entryRow = (entry: JournalEntry): JournalRow => ({
  kind: 'entry',
  key: entryKey(entry),
  entry,
})

function groupsOf(entries: readonly JournalEntry[]): [string, Group][] {
  const groups = new Map<string, Group>()
  for (const entry of entries) {
    const key = entry.run ?? `target ${entry.target ?? ''}`
    const group = groups.get(key) ?? { run: entry.run, entries: [] }
    group.entries.push(entry)
    groups.set(key, group)
  }
  const last = (group: Group): number => group.entries.at(-1)?.at.wall ?? 0
  return [...groups].sort(([, a], [, b]) => last(b) - last(a))
}

/**
 * Rows to show: by run, the newest first, and within it as it was written; or all of them, the
 * newest first. Entries without a run stand under the target they are about.
 */
export function journalRows(
  entries: readonly JournalEntry[],
  search: string,
  how: RowsHow = allOpen,
): JournalRow[] {
  if (!how.grouped) {
    return entries
      .filter((entry) => matchesEntry(entry, search))
      .reverse()
      .map(entryRow)
  }
  return groupsOf(entries).flatMap(([key, group]): JournalRow[] => {
    const title = groupTitle(group)
    const named = title.toLowerCase().includes(search.toLowerCase())
    const fits = named ? group.entries : group.entries.filter((e) => matchesEntry(e, search))
    if (fits.length === 0) return []
    const open = !how.closed.has(key)
    const heading: JournalRow = {
      kind: 'group',
      key,
      run: group.run,
      title,
      at: group.entries[0]?.at.wall ?? 0,
      outcome: group.run === null ? null : (how.outcomes.get(group.run) ?? null),
      count: fits.length,
      open,
    }
    return [heading, ...(open ? fits.map(entryRow) : [])]
  })
}
