/** Prints a unit's log, and goes on with it as it grows. */
import type { RequestInput } from '../../shared/contract.ts'
import type { LogPage } from '../../shared/reports.ts'
import type { Result } from '../../shared/errors.ts'
import type { LogLine } from '../../shared/unit.ts'
import { logLevelName } from '../../shared/wording/log-levels.ts'
import { printable } from '../../shared/wording/numbers.ts'
import type { CommandCall, DoorEngine } from './command.ts'
import { dateTime } from './date-time.ts'
import { toJsonLine } from './json-line.ts'
import { endWithError, printResult } from './print-result.ts'
import { paint, type Style } from './terminal.ts'

type Query = RequestInput<'log.read'>

/** How long one request waits for a line; nothing is lost between two. */
const waitMs = 10_000
/** Levels of syslog(3): 3 is an error, 4 a warning, 7 a line for those who debug. */
const styleOf = (level: number): Style | null =>
  level <= 3 ? 'red' : level === 4 ? 'yellow' : level === 7 ? 'dim' : null

function printLine({ world, json }: CommandCall, line: LogLine): void {
  const { terminal } = world
  if (json) {
    terminal.print(toJsonLine({ type: 'line', ...line }))
    return
  }
  const from = printable(line.from) + (line.pid === null ? '' : `[${line.pid}]`)
  const level = logLevelName(line.level).padEnd('critical'.length)
  const text = `${dateTime(line.at)}  ${level}  ${from}: ${printable(line.text)}`
  const style = styleOf(line.level)
  terminal.print(style === null ? text : paint(terminal, style, text))
}

/** Where to go on: behind the last line, or from the beginning of our waiting where none was there. */
function queryAfter(query: Query, cursor: string | null, begun: number): Query {
  const { target, level } = query
  const from = cursor === null ? { since: query.since ?? begun } : { after: cursor }
  return { target, level, limit: 5000, waitMs, ...from }
}

/** Prints page after page until `ended`, or until nobody reads any more. */
async function follow(
  call: CommandCall,
  read: (query: Query) => Promise<Result<LogPage> | null>,
  query: Query,
): Promise<Result<number>> {
  const begun = call.world.now()
  let count = 0
  let next = query
  for (;;) {
    const page = await read(next)
    if (page === null) return { ok: true, value: count }
    if (!page.ok) return page
    for (const line of page.value.lines) printLine(call, line)
    count += page.value.lines.length
    if (!call.arguments.switches.has('follow') || call.world.terminal.gone) {
      return { ok: true, value: count }
    }
    const cursor = page.value.cursor ?? next.after ?? null
    next = queryAfter(query, cursor, begun)
  }
}

/** Prints it and returns the exit status. Ctrl-C ends the following, not a command that is at its end. */
export async function printLog(
  call: CommandCall,
  engine: DoorEngine,
  query: Query,
): Promise<number> {
  const ended = Promise.withResolvers<null>()
  const stopHearing = call.world.onSignal(() => {
    ended.resolve(null)
  })
  try {
    const read = (wanted: Query): Promise<Result<LogPage> | null> =>
      Promise.race([ended.promise, engine.request('log.read', wanted)])
    const printed = await follow(call, read, query)
    if (!printed.ok) return endWithError(call, printed.error)
    if (printed.value === 0 && !call.json) {
      call.world.terminal.complain('The log holds no such line.')
    }
    printResult(call, 0, { count: printed.value })
    return 0
  } finally {
    stopHearing()
  }
}
