/** One record of the journal as one line, without its time. */
import { assertNever } from '../errors.ts'
import type { JournalEntry } from '../journal-entry.ts'
import type { SignalName } from '../signals.ts'
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

type What = Extract<JournalEntry, { kind: 'intent' }>['what']
type Call = Exclude<What, SignalName>

/** What goes to no process: how it is announced, and how it is told afterwards. */
const calls: Record<Call, { readonly before: string; readonly after: string }> = {
  'stop-command': { before: 'send the stop command', after: 'the stop command' },
  'start-command': { before: 'send the start command', after: 'the start command' },
  'stop-unit': { before: 'ask systemd to stop the unit', after: 'the stop of the unit' },
  'start-unit': { before: 'ask systemd to start the unit', after: 'the start of the unit' },
  'move-deadline': { before: "move systemd's deadline", after: "the move of systemd's deadline" },
  'reset-failed': {
    before: 'ask systemd to forget the failure',
    after: 'the reset of its failure',
  },
  freeze: { before: 'ask systemd to freeze the unit', after: 'the freeze of the unit' },
  thaw: { before: 'ask systemd to thaw the unit', after: 'the thaw of the unit' },
  'remove-file': { before: 'remove a file that is left', after: 'the removal' },
  'remove-folder': { before: 'remove an empty folder that is left', after: 'the removal' },
  reboot: { before: 'reboot the machine', after: 'the reboot' },
  'plan-reboot': { before: 'plan a reboot', after: 'the plan of a reboot' },
  'cancel-reboot': { before: 'call a reboot off', after: 'the end of its plan' },
  'remove-ipc': { before: 'remove shared memory that is left', after: 'the removal' },
}
const isCall = (what: What): what is Call => Object.hasOwn(calls, what)

const beforeWords = (what: What): string => (isCall(what) ? calls[what].before : `send SIG${what}`)
const afterWords = (what: What): string => (isCall(what) ? calls[what].after : `SIG${what}`)

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
  return `${afterWords(entry.what)}${parts.length === 0 ? ' done' : `, ${parts.join('; ')}`}`
}

const asRemedy = (remedy: string | undefined): string =>
  remedy === undefined ? '' : ` (${printable(remedy)})`

/** The record in words. Text of unknown origin in it is made printable. */
export function journalLine(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'run-began':
      return `Stop of ${printable(entry.title)} began: ${printable(entry.schedule)}`
    case 'intent':
      return `About to ${beforeWords(entry.what)}${entry.force ? ' (force)' : ''}${
        entry.targets.length === 0 ? '' : ` to ${names(entry.targets)}`
      }, by ${printable(entry.by)}${asRemedy(entry.remedy)}`
    case 'result':
      return resultLine(entry)
    case 'phase':
      return printable(entry.sentence)
    case 'decision':
      return `${printable(entry.by)} decided: ${printable(entry.decision)}${asRemedy(entry.remedy)}`
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
    case 'order':
    case 'start':
      return printable(entry.sentence)
    default:
      return assertNever(entry)
  }
}
