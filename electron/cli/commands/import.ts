import type { ConfigurationImport } from '../../../shared/configuration-edit.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { configurationError, readConfigurationText } from '../../engine/configuration/file.ts'
import { askYesNo } from '../ask-yes-no.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'

/** Nobody agreed to it: nothing was written. */
const unconfirmedStatus = 14
/** The text is refused. */
const refusedStatus = 64

async function read(file: string): Promise<Result<string>> {
  const text = await readConfigurationText(file, process.getuid?.() ?? 0)
  const next = 'Nothing was imported. Name a file that you can read.'
  if (!text.ok) return fail({ ...text.error, next })
  if (text.value !== null) return ok(text.value)
  return fail(configurationError(`${file}:1:1`, 'there is no such file.', { next }))
}

function differenceLines({ added, changed, removed }: ConfigurationImport): string[] {
  const lines = (word: string, names: readonly string[]): string[] =>
    names.map((name) => `${word.padEnd(8)} ${printable(name)}`)
  return [...lines('new', added), ...lines('changed', changed), ...lines('gone', removed)]
}

async function agreed(call: CommandCall): Promise<boolean> {
  if (call.arguments.switches.has('yes')) return true
  const { world, json } = call
  if (json || !world.terminal.interactive) return false
  return (await askYesNo(world, 'Import this?')) === 'yes'
}

function end(call: CommandCall, status: number, report: ConfigurationImport): number {
  const [file = ''] = call.arguments.positionals
  const { backup = null, problems, ...fields } = report
  const placed = problems.map((problem) => `${file}:${problem}`)
  const { terminal } = call.world
  for (const problem of placed) terminal.complain(printable(problem))
  const mode = call.arguments.switches.has('replace') ? 'replace' : 'merge'
  printResult(call, status, { ...fields, file, mode, problems: placed, backup })
  return status
}

async function importFile(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [file = ''] = call.arguments.positionals
  const text = await read(file)
  if (!text.ok) return endWithError(call, text.error)
  const mode = call.arguments.switches.has('replace') ? 'replace' : 'merge'
  const ask = (confirmed: boolean) =>
    engine.request('configuration.import', { text: text.value, mode, confirmed })
  const looked = await ask(false)
  if (!looked.ok) return endWithError(call, looked.error)
  const report = looked.value
  if (report.problems.length > 0) return end(call, refusedStatus, report)
  const { terminal } = call.world
  const lines = differenceLines(report)
  if (!call.json) for (const line of lines) terminal.print(line)
  if (lines.length === 0) {
    if (!call.json) terminal.print('Nothing would change.')
    return end(call, 0, report)
  }
  if (!(await agreed(call))) {
    terminal.complain('Nothing was imported. To do it, say yes, or add --yes.')
    return end(call, unconfirmedStatus, report)
  }
  const done = await ask(true)
  if (!done.ok) return endWithError(call, done.error)
  const { backup } = done.value
  if (!call.json && done.value.done) {
    const kept = backup === undefined ? '' : ` What stood there is kept in ${printable(backup)}.`
    terminal.print(`It is imported.${kept}`)
  }
  return end(call, done.value.done ? 0 : refusedStatus, done.value)
}

/** `quiesce import`: a configuration from elsewhere, looked at before it is taken. */
export const importCommand: Command = {
  name: 'import',
  summary: 'take in a configuration from a file',
  positionals: ['FILE'],
  options: [
    { name: 'replace', sentence: 'let it replace your file, which is kept beside it' },
    { name: 'yes', sentence: 'do not ask; a script needs it' },
  ],
  details: [
    'Shows what is new, changed and gone, then asks. Without --replace all that is not in FILE stays, and so do the comments of both.',
    'Exit status: 0 imported, or nothing would change, 14 not confirmed, or a service of it is being stopped, 15 no permission, 64 a file that is refused, with line and column.',
  ],
  run: (call) => withEngine(call, (engine) => importFile(call, engine)),
}
