/** One record of the journal as one line, without its time. */
import { assertNever } from '../errors.ts'
import type { JournalEntry } from '../journal-entry.ts'
import { count, printable } from './numbers.ts'

interface Named {
  readonly pid: number
  readonly name: string
}

const nameOf = (one: Named): string => `${printable(one.name)} (${one.pid})`

/** "kamailio (4698), timer (4705) and 12 more". */
function names(list: readonly Named[]): string {
  if (list.length <= 3) return list.map(nameOf).join(', ')
  return `${list.slice(0, 2).map(nameOf).join(', ')} and ${list.length - 2} more`
}

function whatWords(what: string): string {
  if (what === 'stop-command') return 'the stop command'
  if (what === 'start-command') return 'the start command'
  return `SIG${what}`
}

const outcomeWords: Record<string, string> = {
  sent: 'sent',
  gone: 'already gone',
  'no-permission': 'refused by the kernel',
  failed: 'failed',
  maybe: 'may have been sent',
}

function resultLine(entry: Extract<JournalEntry, { kind: 'result' }>): string {
  const byOutcome = new Map<string, Named[]>()
  for (const result of entry.results) {
    byOutcome.set(result.outcome, [...(byOutcome.get(result.outcome) ?? []), result])
  }
  const parts = [...byOutcome].map(
    ([outcome, list]) => `${outcomeWords[outcome] ?? outcome}: ${names(list)}`,
  )
  if (entry.detail !== undefined) parts.push(printable(entry.detail))
  return `${whatWords(entry.what)}${parts.length === 0 ? ' done' : `, ${parts.join('; ')}`}`
}

/** The record in words. Text of unknown origin in it is made printable. */
export function journalLine(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'run-began':
      return `Stop of ${printable(entry.title)} began: ${printable(entry.schedule)}`
    case 'intent':
      return `About to send ${whatWords(entry.what)}${entry.force ? ' (force)' : ''}${
        entry.targets.length === 0 ? '' : ` to ${names(entry.targets)}`
      }, by ${printable(entry.by)}`
    case 'result':
      return resultLine(entry)
    case 'phase':
      return printable(entry.sentence)
    case 'decision':
      return `${printable(entry.by)} decided: ${printable(entry.decision)}`
    case 'member-gone':
      return `${nameOf(entry.member)} left, ${printable(entry.how.replaceAll('-', ' '))}; ${count(entry.left, 'process', 'processes')} left`
    case 'member-appeared':
      return `${nameOf(entry.member)} appeared`
    case 'notice':
      return printable(entry.sentence)
    case 'outcome':
      return printable(entry.sentence)
    case 'refused':
      return `Refused: ${printable(entry.sentence)}`
    case 'start':
      return printable(entry.sentence)
    default:
      return assertNever(entry)
  }
}
