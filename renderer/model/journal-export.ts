/** The records on the screen as a file: for a program, one JSON object a line; for a ticket, Markdown. */
import type { JournalEntry } from '../../shared/journal-entry.ts'
import { clock, count, printable } from '../../shared/wording/numbers.ts'
import { journalLine } from '../../shared/wording/journal-line.ts'
import { dayText } from './dates.ts'
import type { JournalRow } from './journal-rows.ts'

/** The journal's own lines, as they stand in its files. */
export const toJsonLines = (entries: readonly JournalEntry[]): string =>
  entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')

/** What Markdown would read as markup stays a letter. */
const escaped = (text: string): string =>
  printable(text).replaceAll(/[\\`*_[\]<>|#]/g, (letter) => `\\${letter}`)

const line = (entry: JournalEntry): string =>
  `- ${clock(entry.at.wall)} ${escaped(journalLine(entry))} (${escaped(entry.writer.door)}, ${escaped(entry.writer.user)})`

/** The rows as they stand on the screen, with a heading a run and day. */
export function toMarkdown(
  rows: readonly JournalRow[],
  about: { readonly host: string | null; readonly now: number },
): string {
  const entries = rows.filter((row) => row.kind === 'entry').length
  const where = about.host === null ? '' : ` of ${escaped(about.host)}`
  const head = [
    `# Journal of Quiesce${where}`,
    '',
    `${count(entries, 'record')}, written down ${dayText(about.now)} ${clock(about.now)}.`,
  ]
  const body = rows.map((row) =>
    row.kind === 'entry'
      ? line(row.entry)
      : `\n## ${escaped(row.title)}, ${dayText(row.at)}${row.run === null ? '' : ` (run ${escaped(row.run)})`}\n`,
  )
  return `${[...head, ...body].join('\n')}\n`
}

/** "quiesce-journal-sip-edge-03-2026-11-22.md"; a host's name may hold what a file's may not. */
export function exportName(host: string | null, now: number, ending: 'jsonl' | 'md'): string {
  const name = (host ?? 'machine').replaceAll(/[^\w.-]+/g, '-')
  return `quiesce-journal-${name}-${new Date(now).toISOString().slice(0, 10)}.${ending}`
}
