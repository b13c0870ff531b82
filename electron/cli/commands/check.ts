import type { QuiesceError, Result } from '../../../shared/errors.ts'
import { fail, ok } from '../../../shared/errors.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import { configurationError, readConfigurationText } from '../../engine/configuration/file.ts'
import { parseConfiguration } from '../../engine/configuration/yaml.ts'
import type { Command, CommandCall } from '../command.ts'
import { printError } from '../print-error.ts'
import { printResult } from '../print-result.ts'

/** How many services a file describes, or everything that is wrong with it. */
async function checkFile(file: string): Promise<Result<number, readonly QuiesceError[]>> {
  const text = await readConfigurationText(file, process.getuid?.() ?? 0)
  if (!text.ok) return fail([text.error])
  if (text.value === null) {
    const next = 'Name a file that is there.'
    return fail([configurationError(`${file}:1:1`, 'there is no such file.', { next })])
  }
  const parsed = parseConfiguration(file, text.value)
  return parsed.ok ? ok(parsed.value.services.length) : parsed
}

function report(call: CommandCall, file: string, checked: Awaited<ReturnType<typeof checkFile>>) {
  const { terminal } = call.world
  if (!checked.ok) for (const error of checked.error) printError(terminal, error)
  else if (!call.json) {
    terminal.print(`${printable(file)}: good, ${count(checked.value, 'service')}`)
  }
  return { file, errors: checked.ok ? [] : checked.error }
}

/** `quiesce check`: validates configuration files; nothing is started and nothing is changed. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'validate configuration files, with line and column',
  positionals: ['FILE…'],
  options: [],
  details: ['Exit status: 0 all are good, 64 one is not.'],
  run: async (call) => {
    const files = []
    for (const file of call.arguments.positionals) {
      files.push(report(call, file, await checkFile(file)))
    }
    const [first = null] = files.flatMap(({ errors }) => errors)
    const exitStatus = first === null ? 0 : 64
    printResult(call, exitStatus, { files }, first)
    return exitStatus
  },
}
