/** The lines of a unit's log that a window keeps: the newest, each once, with its day. */
import type { LogLine } from '../../shared/unit.ts'
import { dayText } from './dates.ts'

/** Lines kept; older ones are in the journal still. */
export const logKept = 2000

/** Letters of one line that are shown; a line of the journal may hold megabytes. */
const textKept = 4000

/** What the level chooser offers: the least important level shown, syslog(3). */
export const logLevels = [
  { level: 3, word: 'Errors' },
  { level: 4, word: 'Warnings and worse' },
  { level: 6, word: 'Info and worse' },
  { level: 7, word: 'Everything' },
] as const

/** Only what is worse than normal has a colour. */
export const levelColour = (level: number): string =>
  level <= 3 ? 'ember' : level === 4 ? 'amber' : 't3'

/** Adds lines behind those that are there; one that came twice stays once. The newest are kept. */
export function appendLines(
  have: readonly LogLine[],
  more: readonly LogLine[],
  keep = logKept,
): readonly LogLine[] {
  if (more.length === 0) return have
  const known = new Set(have.map((line) => line.cursor))
  const fresh = more.filter((line) => !known.has(line.cursor))
  return fresh.length === 0 ? have : [...have, ...fresh].slice(-keep)
}

export type LogRow =
  | { readonly kind: 'day'; readonly key: string; readonly day: string }
  | {
      readonly kind: 'line'
      readonly key: string
      readonly line: LogLine
      readonly text: string
    }

/** The text to show, and how much of it was left out. */
const shownText = (text: string): string =>
  text.length <= textKept
    ? text
    : `${text.slice(0, textKept)} … and ${text.length - textKept} more letters`

/** Lines as rows: a day is named above its first line, where the lines span more than one. */
export function logRows(lines: readonly LogLine[]): readonly LogRow[] {
  const [first] = lines
  const last = lines.at(-1)
  const days = first !== undefined && last !== undefined && dayText(first.at) !== dayText(last.at)
  let day = ''
  return lines.flatMap((line): LogRow[] => {
    const row: LogRow = { kind: 'line', key: line.cursor, line, text: shownText(line.text) }
    const its = dayText(line.at)
    if (!days || its === day) return [row]
    day = its
    return [{ kind: 'day', key: `day ${its} ${line.cursor}`, day: its }, row]
  })
}
