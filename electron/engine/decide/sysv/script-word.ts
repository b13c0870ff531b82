/** What a stop command said when it ended, beside what is so. */
import { duration, printable } from '../../../../shared/wording/numbers.ts'

/** How it ended, as os/ports.ts gives it. */
export interface CommandEnd {
  readonly status: number | null
  readonly signal: string | null
  readonly timedOut: boolean
  readonly output: string
  /** How long was waited for it, milliseconds. */
  readonly limitMs: number
}

export interface CommandWord {
  /** For the record: how it ended and what it said. */
  readonly sentence: string
  /** For the person, where its word and the truth differ or it failed; null where all is well. */
  readonly note: string | null
}

/** LSB 5.0, "Init Script Actions": what any action but `status` says with its exit status. */
const actionWords: Readonly<Record<number, string>> = {
  1: 'an error that it does not name',
  2: 'arguments that it does not take',
  3: 'an action that it does not have',
  4: 'not enough rights',
  5: 'its program is not installed',
  6: 'it is not configured',
  7: 'its program is not running',
}

const mostSaid = 500

/** `[PATH, 'stop']` is how an init script is called. */
const nameOf = (argv: readonly string[]): string =>
  argv.length === 2 && argv[1] === 'stop' ? 'The script' : 'The stop command'

function howItEnded({ status, signal, timedOut, limitMs }: CommandEnd, isScript: boolean): string {
  if (timedOut) return `has not ended within ${duration(limitMs)} and is left running`
  if (signal !== null) return `was ended by ${signal}`
  const words = isScript && status !== null ? actionWords[status] : undefined
  return `ended with status ${status ?? 'unknown'}${words === undefined ? '' : ` (${words})`}`
}

/**
 * Puts the command's word beside the truth. `living` are the names of members that live now: a
 * script that says OK while its daemon lives, or that fails when nobody is left, is told as such.
 */
export function wordOfCommand(
  argv: readonly string[],
  end: CommandEnd,
  living: readonly string[],
): CommandWord {
  const who = nameOf(argv)
  const said = printable(end.output.trim()).slice(0, mostSaid)
  const words = said === '' ? '' : `: ${said.replace(/\.$/, '')}`
  const ending = howItEnded(end, who === 'The script')
  const sentence = `${who} ${ending}${words}.`
  const [first] = living
  if (end.status === 0) {
    if (first === undefined) return { sentence, note: null }
    const more = living.length > 1 ? ` and ${living.length - 1} more live` : ' lives'
    return { sentence, note: `${who} said OK (status 0), yet ${first}${more}.` }
  }
  const isOver = first === undefined && end.status !== null
  return {
    sentence,
    note: isOver ? `${sentence} Nobody of the service is left all the same.` : sentence,
  }
}
