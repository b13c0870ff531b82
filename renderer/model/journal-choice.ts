/** Which records a person wants to see: of what kind, service, outcome and time. Pure. */
import type { JournalEntry, JournalKind } from '../../shared/journal-entry.ts'
import type { OutcomeKind } from '../../shared/run.ts'

/** What the chips choose; members and phases are many and seldom asked for alone. */
export const journalSorts = ['all', 'sent', 'force', 'decided', 'ended', 'refused'] as const
export type JournalSort = (typeof journalSorts)[number]

export const journalSortWords: Record<JournalSort, string> = {
  all: 'All',
  sent: 'Sent',
  force: 'Force',
  decided: 'Decided',
  ended: 'Outcomes',
  refused: 'Refused',
}

/** How far back; null is as far as the window's records go. Milliseconds. */
export const journalSpans = [
  { word: 'Any time', ms: null },
  { word: 'Last hour', ms: 3_600_000 },
  { word: 'Last 24 hours', ms: 86_400_000 },
  { word: 'Last 7 days', ms: 7 * 86_400_000 },
] as const

export interface JournalChoice {
  readonly sort: JournalSort
  /** A target; null for all. */
  readonly service: string | null
  /** Runs that ended so; null for all records. */
  readonly outcome: string | null
  readonly spanMs: number | null
}

export const everyRecord: JournalChoice = {
  sort: 'all',
  service: null,
  outcome: null,
  spanMs: null,
}

const sortOf: Partial<Record<JournalKind, JournalSort>> = {
  intent: 'sent',
  result: 'sent',
  decision: 'decided',
  order: 'decided',
  outcome: 'ended',
  start: 'ended',
  refused: 'refused',
}

/** Force: who decided for it, and the calls of it. Their results carry the call of an intent. */
function isForce(entry: JournalEntry, calls: ReadonlySet<string>): boolean {
  if (entry.kind === 'decision') return entry.decision.startsWith('force')
  return (entry.kind === 'intent' || entry.kind === 'result') && calls.has(callKey(entry))
}

const callKey = (entry: JournalEntry & { readonly call: number }): string =>
  `${entry.boot} ${entry.run ?? ''} ${entry.target ?? ''} ${entry.call}`

function forceCalls(entries: readonly JournalEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => (entry.kind === 'intent' && entry.force ? [callKey(entry)] : [])),
  )
}

/** How each run ended, by its id. */
export const outcomesOf = (entries: readonly JournalEntry[]): ReadonlyMap<string, string> =>
  new Map(
    entries.flatMap((entry) =>
      entry.kind === 'outcome' && entry.run !== null ? [[entry.run, entry.outcome]] : [],
    ),
  )

/** The records that fit, in their order. Milliseconds since the epoch in. */
export function chooseEntries(
  entries: readonly JournalEntry[],
  choice: JournalChoice,
  now: number,
): readonly JournalEntry[] {
  const outcomes = outcomesOf(entries)
  const calls = forceCalls(entries)
  const since = choice.spanMs === null ? -Infinity : now - choice.spanMs
  return entries.filter(
    (entry) =>
      entry.at.wall >= since &&
      (choice.service === null || entry.target === choice.service) &&
      (choice.outcome === null ||
        (entry.run !== null && outcomes.get(entry.run) === choice.outcome)) &&
      fitsSort(entry, choice.sort, calls),
  )
}

function fitsSort(entry: JournalEntry, sort: JournalSort, calls: ReadonlySet<string>): boolean {
  if (sort === 'all') return true
  return sort === 'force' ? isForce(entry, calls) : sortOf[entry.kind] === sort
}

/** How many records each chip would show. */
export function countSorts(entries: readonly JournalEntry[]): Record<JournalSort, number> {
  const calls = forceCalls(entries)
  const counts = { all: 0, sent: 0, force: 0, decided: 0, ended: 0, refused: 0 }
  for (const entry of entries) {
    for (const sort of journalSorts) if (fitsSort(entry, sort, calls)) counts[sort] += 1
  }
  return counts
}

/** The services that have records, by name. */
export const journalServices = (entries: readonly JournalEntry[]): readonly string[] =>
  [...new Set(entries.flatMap(({ target }) => (target === null ? [] : [target])))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  )

/** The outcomes that occur, in the order in which they first did. */
export const journalOutcomes = (entries: readonly JournalEntry[]): readonly OutcomeKind[] =>
  [...new Set(outcomesOf(entries).values())] as OutcomeKind[]
