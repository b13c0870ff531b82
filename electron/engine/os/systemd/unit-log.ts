import { fail, ok, type ErrorCode, type Result } from '../../../../shared/errors.ts'
import type { LogLine } from '../../../../shared/unit.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { createClock } from '../clock.ts'
import type { Clock } from '../ports.ts'
import { followArguments, pastArguments } from './journalctl-arguments.ts'
import { Journalctl, type Printed } from './journalctl.ts'
import type { LogQuery, UnitLog } from './ports.ts'
import { isUnitName } from './unit-name.ts'

export interface UnitLogOptions {
  /** Instead of `journalctl` on the usual path. */
  readonly program?: string
  readonly clock?: Clock
}

/** A log whose waiting questions can be given up. */
export interface ClosableUnitLog extends UnitLog {
  /** An aborted question answers at once with the lines that have come so far. */
  read(query: LogQuery, signal?: AbortSignal): Promise<Result<readonly LogLine[]>>
  /** Ends all questions; resolves when no child of ours is left. Later ones are refused. */
  close(): Promise<void>
}

/** How long reading what is there may take: a large journal on a slow disk takes seconds. */
const longestReadMs = 15_000

/** Nothing of the person's own environment, and messages that we can recognise. */
const environment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
}

const refuse = (code: ErrorCode, message: string, next: string, cause = ''): Result<never> =>
  fail({ code, message, next, ...(cause === '' ? {} : { cause }) })

const lookYourself = 'Try journalctl -u UNIT in a terminal. The service itself is not touched.'

/** journalctl's own words (journal_access_check_and_warn of systemd's logs-show.c). */
const closedWords = /insufficient permissions|not seeing messages from other users/
const noJournalWords = /No journal files were found/
/** What was asked after or since is no position and no time. */
const noPlaceWords = /Failed to (?:seek to cursor|parse (?:cursor|timestamp))/

function refuseEmpty({ notes, status, timedOut }: Printed, query: LogQuery): Result<never> | null {
  const isFirst = query.after === null
  // The hint is said to everybody who sees but a part; about one's own units it says nothing.
  if (closedWords.test(notes) && (status !== 0 || (isFirst && query.manager === 'system'))) {
    const next =
      'Run Quiesce as root, or have an administrator add you to the group systemd-journal or adm.'
    return refuse('no-permission', 'You may not read the log of this unit.', next, notes)
  }
  if (noJournalWords.test(notes)) {
    const next = 'Look for its log where its configuration says, or start systemd-journald.'
    return refuse('not-available', 'There is no systemd journal on this machine.', next, notes)
  }
  if (status !== 0 && noPlaceWords.test(notes)) {
    const next = 'Read the log from its end again.'
    return refuse('bad-input', 'The log has no such place to go on from.', next, notes)
  }
  if (timedOut) {
    const message = `journalctl gave no answer in ${longestReadMs / 1000} s.`
    return refuse('backend-failed', message, lookYourself, notes)
  }
  if (status === 0 || status === null) return null
  return refuse('backend-failed', 'journalctl could not read the log.', lookYourself, notes)
}

function judge(printed: Printed, query: LogQuery): Result<readonly LogLine[]> {
  const { lines, notStarted } = printed
  if (notStarted !== null) {
    const message = 'journalctl could not be started.'
    const next = 'Live logs need systemd. Look for the log where its configuration says.'
    return refuse('not-available', message, next, notStarted.message)
  }
  return lines.length > 0 ? ok(lines) : (refuseEmpty(printed, query) ?? ok([]))
}

/** A cursor is plain text: `s=0b0b…;i=186;b=7f28…` (sd_journal_get_cursor(3)). */
const cursor = /^[\x21-\x7e]{1,1024}$/

function refuseQuery({ unit, after }: LogQuery): Result<never> | null {
  if (!isUnitName(unit)) {
    const message = `"${printable(unit)}" is no name of a unit.`
    return refuse('bad-input', message, 'Name it as systemctl lists it.')
  }
  if (after === null || cursor.test(after)) return null
  return refuse('bad-input', 'There is no such place in the log.', 'Read it from its beginning.')
}

/** What is there already, oldest first. */
async function readPast(
  journalctl: Journalctl,
  query: LogQuery,
  signal: AbortSignal | undefined,
): Promise<Result<readonly LogLine[]>> {
  const printing = {
    args: pastArguments(query),
    limit: query.limit,
    timeoutMs: longestReadMs,
    follow: false,
  }
  const past = judge(await journalctl.print(printing, signal), query)
  return past.ok && query.after === null ? ok([...past.value].reverse()) : past
}

/** The next lines, however long they take: nothing is wrong where none come. */
async function readNext(
  journalctl: Journalctl,
  query: LogQuery,
  signal: AbortSignal | undefined,
): Promise<Result<readonly LogLine[]>> {
  const { limit, waitMs } = query
  const printing = { args: followArguments(query), limit, timeoutMs: waitMs, follow: true }
  return judge({ ...(await journalctl.print(printing, signal)), timedOut: false }, query)
}

/**
 * The log of units, by journalctl(1), whose JSON is a stable interface. Without `after` the newest
 * lines, with it the next ones; where there is none and the question may wait, a `journalctl
 * --follow` waits for it and is ended as soon as lines have come. Refuses as `not-available` where
 * there is no journalctl or no journal, as `no-permission` where it may not be read.
 */
export function createUnitLog(options: UnitLogOptions = {}): ClosableUnitLog {
  const { program = 'journalctl', clock = createClock() } = options
  const journalctl = new Journalctl({ program, env: environment, clock })
  return {
    async read(query, signal) {
      const refusal = refuseQuery(query)
      if (refusal !== null) return refusal
      if (journalctl.isClosed()) return refuse('not-now', 'Quiesce is ending.', 'Start it again.')
      if (query.after !== null && query.waitMs > 0) return readNext(journalctl, query, signal)
      const past = await readPast(journalctl, query, signal)
      const isEmpty = past.ok && past.value.length === 0
      const waits = query.waitMs > 0 && !journalctl.isClosed() && signal?.aborted !== true
      return isEmpty && waits ? readNext(journalctl, query, signal) : past
    },
    close: () => journalctl.close(),
  }
}
