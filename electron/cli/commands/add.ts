import { printService } from '../../engine/configuration/print-service.ts'
import type { AddedService, Suggestion } from '../../../shared/suggestion.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { askYesNo } from '../ask-yes-no.ts'
import type { Command, CommandCall, DoorEngine } from '../command.ts'
import { endWithError, printResult } from '../print-result.ts'
import { withEngine } from '../with-engine.ts'
import { targetDetails } from './common.ts'

/** Nobody agreed to it: nothing was written. */
const unconfirmedStatus = 14

function proposalLines(name: string, { found, configuration, file }: Suggestion): string[] {
  return [
    ...found.map((sentence) => `- ${printable(sentence)}`),
    `To be written to ${printable(file)}:`,
    ...printService(name, configuration).map((line) => `  ${printable(line)}`),
  ]
}

const proposalFields = (name: string, suggestion: Suggestion, added: AddedService | null) => ({
  target: suggestion.target,
  name,
  configuration: suggestion.configuration,
  found: suggestion.found,
  file: suggestion.file,
  added: added !== null,
  place: added?.place ?? null,
})

/** Whether the person said yes, by option or by key. */
async function agreed(call: CommandCall, name: string): Promise<boolean> {
  if (call.arguments.switches.has('yes')) return true
  const { world, json } = call
  if (json || !world.terminal.interactive) return false
  return (await askYesNo(world, `Add ${printable(name)}?`)) === 'yes'
}

async function add(call: CommandCall, engine: DoorEngine): Promise<number> {
  const [target = ''] = call.arguments.positionals
  const suggested = await engine.request('services.suggest', { target })
  if (!suggested.ok) return endWithError(call, suggested.error)
  const suggestion = suggested.value
  const { configuration, refusal } = suggestion
  if (refusal !== null) return endWithError(call, refusal)
  const name = call.arguments.values.get('name') ?? suggestion.name
  const { terminal } = call.world
  if (!call.json) for (const line of proposalLines(name, suggestion)) terminal.print(line)
  if (!(await agreed(call, name))) {
    terminal.complain('Nothing was written. To add it, say yes, or add --yes.')
    printResult(call, unconfirmedStatus, proposalFields(name, suggestion, null))
    return unconfirmedStatus
  }
  const added = await engine.request('services.add', { name, configuration })
  if (!added.ok) return endWithError(call, added.error)
  const { place } = added.value
  if (!call.json) terminal.print(`${name} is a service now, at ${printable(place)}.`)
  printResult(call, 0, proposalFields(name, suggestion, added.value))
  return 0
}

/** `quiesce add`: looks at what runs, and writes it to the configuration as a service. */
export const addCommand: Command = {
  name: 'add',
  summary: 'keep what runs as a service, under a name',
  positionals: ['TARGET'],
  options: [
    { name: 'name', value: 'NAME', sentence: 'its name (one that fits, if not given)' },
    { name: 'yes', sentence: 'do not ask; a script needs it' },
  ],
  details: [
    'Shows what was found and the lines to be written, then asks. Comments and order of the file stay.',
    'Exit status: 0 added, 14 refused or not confirmed, 15 no permission, 64 a name that is taken or a file that is broken.',
    ...targetDetails,
  ],
  run: (call) => withEngine(call, (engine) => add(call, engine)),
}
