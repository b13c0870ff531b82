import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { journalLine } from '../../../shared/wording/journal-line.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { badUsage, type Command, type CommandCall } from '../command.ts'
import { dateTime } from '../date-time.ts'
import { toJsonLine } from '../json-line.ts'
import { parseSince } from '../parse-since.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

function printEntries(call: CommandCall, entries: readonly JournalEntry[]): void {
  const { terminal } = call.world
  const targets = entries.map((entry) => printable(entry.target ?? '-'))
  const runs = entries.map((entry) => entry.run ?? '-')
  const widest = (texts: readonly string[]): number =>
    texts.reduce((most, text) => Math.max(most, text.length), 0)
  const [targetWidth, runWidth] = [widest(targets), widest(runs)]
  for (const [at, entry] of entries.entries()) {
    const target = (targets[at] ?? '').padEnd(targetWidth)
    const run = (runs[at] ?? '').padEnd(runWidth)
    // Not cut to the width: the record is read for what it says, not for how it stands.
    terminal.print(`${dateTime(entry.at.wall)}  ${run}  ${target}  ${journalLine(entry)}`)
  }
}

/** `quiesce journal`: what Quiesce did and saw, oldest first. */
export const journalCommand: Command = {
  name: 'journal',
  summary: 'the record of what Quiesce did and saw',
  positionals: [],
  options: [
    { name: 'since', value: 'T', sentence: 'from then on: 10m, 2h, 1d, 03:12, 2026-01-31 03:12' },
    { name: 'run', value: 'RUN', sentence: 'one run alone' },
  ],
  details: [],
  run: async (call) => {
    const { values } = call.arguments
    const text = values.get('since')
    const since = text === undefined ? undefined : parseSince(text, call.world.now())
    if (since === null) {
      const next = 'Write 10m, 2h, 1d, 03:12 or 2026-01-31 03:12.'
      return endWithError(call, badUsage(`--since ${text ?? ''} is no moment.`, next))
    }
    const run = values.get('run')
    return withEngine(call, async (engine) => {
      const read = await engine.request('journal.read', {
        ...(since !== undefined && { since }),
        ...(run !== undefined && { run }),
      })
      if (!read.ok) return endWithError(call, read.error)
      const { terminal } = call.world
      if (call.json) {
        for (const entry of read.value) terminal.print(toJsonLine({ type: 'entry', ...entry }))
      } else if (read.value.length === 0) terminal.complain('The journal holds no such record.')
      else printEntries(call, read.value)
      printResult(call, 0, { count: read.value.length })
      return 0
    })
  },
}
