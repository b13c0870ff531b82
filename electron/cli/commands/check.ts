import type { QuiesceError, Result } from '../../../shared/errors.ts'
import { fail } from '../../../shared/errors.ts'
import { count, printable } from '../../../shared/wording/numbers.ts'
import { configurationError, readConfigurationText } from '../../engine/configuration/file.ts'
import { profileIds, profilesWanted } from '../../engine/configuration/merge.ts'
import { refuseUnknownProfiles } from '../../engine/configuration/own-profiles.ts'
import { parseConfiguration, type ConfigurationFile } from '../../engine/configuration/yaml.ts'
import type { Command, CommandCall } from '../command.ts'
import { printError } from '../print-error.ts'
import { printResult } from '../print-result.ts'

type Checked = Result<ConfigurationFile, readonly QuiesceError[]>

/** The file as it is described, or everything that is wrong with it alone. */
async function checkFile(file: string): Promise<Checked> {
  const text = await readConfigurationText(file, process.getuid?.() ?? 0)
  if (!text.ok) return fail([text.error])
  if (text.value === null) {
    const next = 'Name a file that is there.'
    return fail([configurationError(`${file}:1:1`, 'there is no such file.', { next })])
  }
  return parseConfiguration(file, text.value)
}

/** A profile may be written in another of the files, so that only all together show which there are. */
function checkProfiles(checked: readonly Checked[]): readonly Checked[] {
  const own = checked.flatMap((one) => (one.ok ? one.value.profiles : []))
  const ids = profileIds(own.map(({ name }) => name))
  return checked.map((one) => {
    const errors = one.ok ? refuseUnknownProfiles(profilesWanted(one.value), ids) : []
    return errors.length === 0 ? one : fail(errors)
  })
}

function report(call: CommandCall, file: string, checked: Checked) {
  const { terminal } = call.world
  if (!checked.ok) for (const error of checked.error) printError(terminal, error)
  else if (!call.json) {
    terminal.print(`${printable(file)}: good, ${count(checked.value.services.length, 'service')}`)
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
    const names = call.arguments.positionals
    const alone = []
    for (const file of names) alone.push(await checkFile(file))
    const files = checkProfiles(alone).map((one, at) => report(call, names[at] ?? '', one))
    const [first = null] = files.flatMap(({ errors }) => errors)
    const exitStatus = first === null ? 0 : 64
    printResult(call, exitStatus, { files }, first)
    return exitStatus
  },
}
