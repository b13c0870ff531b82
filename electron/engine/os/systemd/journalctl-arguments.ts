import { logFields } from '../../parse/log-line.ts'
import type { LogQuery } from './ports.ts'

/** What all questions have in common. Names stand behind `=`: one that begins with `-` is no option. */
function commonArguments({ unit, manager, level }: LogQuery): string[] {
  return [
    '--no-pager',
    '--output=json',
    `--output-fields=${logFields.join(',')}`,
    `${manager === 'user' ? '--user-unit' : '--unit'}=${unit}`,
    // At the least important level no filter: it would drop entries that have no level at all.
    ...(level < 7 ? [`--priority=${level}`] : []),
  ]
}

/** `@SECONDS.MICROSECONDS` (systemd.time(7)): no time zone, no words. */
const sinceArgument = (sinceMs: number): string =>
  `--since=@${(Math.max(0, sinceMs) / 1000).toFixed(6)}`

/** journalctl(1) takes only one place to begin at. */
function beginAt({ after, since }: LogQuery): string[] {
  if (after !== null) return [`--after-cursor=${after}`]
  return since === null ? [] : [sinceArgument(since)]
}

/**
 * Arguments that print what is there and end. Without a cursor newest first, at most `limit`: with
 * `--since` and oldest first, `--lines` means the oldest ones up to systemd 253 and the newest ones
 * later. After a cursor oldest first without a limit, for the same reason: the reader stops.
 */
export function pastArguments(query: LogQuery): string[] {
  const newest = query.after === null ? ['--reverse', `--lines=${query.limit}`] : []
  return [...commonArguments(query), ...newest, ...beginAt(query)]
}

/** Arguments that print what is there, oldest first, and go on with what comes. */
export const followArguments = (query: LogQuery): string[] => [
  ...commonArguments(query),
  '--follow',
  '--no-tail',
  ...beginAt(query),
]
