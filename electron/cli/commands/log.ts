import type { RequestInput } from '../../../shared/contract.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { logLevelNames, parseLogLevel } from '../../../shared/wording/log-levels.ts'
import { badUsage, type Command, type CommandCall } from '../command.ts'
import { parseSince } from '../parse-since.ts'
import { printLog } from '../print-log.ts'
import { endWithError } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { unitDetails } from './common.ts'

const usualLines = 50
const mostLines = 5000

type Query = RequestInput<'log.read'>

function readLines(text: string | undefined, since: number | undefined): Result<number> {
  if (text === undefined) return ok(since === undefined ? usualLines : mostLines)
  const lines = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (lines >= 1 && lines <= mostLines) return ok(lines)
  const next = `Write a whole number from 1 to ${mostLines}.`
  return { ok: false, error: badUsage(`--lines ${text} is no number of lines.`, next) }
}

/** What is asked for, or what was typed wrong. */
function readQuery(call: CommandCall): Result<Query> {
  const { positionals, values } = call.arguments
  const [target = ''] = positionals
  const sinceText = values.get('since')
  const since = sinceText === undefined ? undefined : parseSince(sinceText, call.world.now())
  if (since === null) {
    const next = 'Write 10m, 2h, 1d, 03:12 or 2026-01-31 03:12.'
    return { ok: false, error: badUsage(`--since ${sinceText ?? ''} is no moment.`, next) }
  }
  const levelText = values.get('level') ?? 'debug'
  const level = parseLogLevel(levelText)
  if (level === null) {
    const next = `Levels, the gravest first: ${logLevelNames.join(', ')}.`
    const near = nearest(levelText, logLevelNames)
    return { ok: false, error: badUsage(`--level ${levelText} is no level.`, next, near) }
  }
  const limit = readLines(values.get('lines'), since)
  if (!limit.ok) return limit
  return ok({ target, level, limit: limit.value, waitMs: 0, ...(since !== undefined && { since }) })
}

/** `quiesce log`: the newest lines of a unit's log, and with --follow what comes after them. */
export const logCommand: Command = {
  name: 'log',
  summary: "a unit's log; with --follow as it grows",
  positionals: ['TARGET'],
  options: [
    { name: 'follow', sentence: 'wait for further lines, until Ctrl-C' },
    { name: 'since', value: 'T', sentence: 'from then on: 10m, 2h, 1d, 03:12, 2026-01-31 03:12' },
    {
      name: 'level',
      value: 'LEVEL',
      sentence:
        'no less important than this: error, warning, notice, info, debug (all if not given)',
    },
    {
      name: 'lines',
      value: 'N',
      sentence: `the newest so many (${usualLines} if neither this nor --since is given)`,
    },
  ],
  details: unitDetails,
  run: async (call) => {
    const query = readQuery(call)
    if (!query.ok) return endWithError(call, query.error)
    return withEngine(call, (engine) => printLog(call, engine, query.value))
  },
}
