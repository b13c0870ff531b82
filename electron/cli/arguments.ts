/** Reads the arguments of a command; what it does not know is refused with the nearest spelling. */
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { nearest } from '../../shared/nearest.ts'
import { badUsage, type Command, type CommandArguments, type Option } from './command.ts'

type ParseArgsOptions = NonNullable<ParseArgsConfig['options']>

/** Options that every command has. */
export const commonOptions: readonly Option[] = [
  { name: 'json', sentence: 'print one JSON object a line, the last with "type":"result"' },
  { name: 'help', sentence: 'show this help' },
]

export interface ParsedCommand {
  readonly arguments: CommandArguments
  readonly json: boolean
  readonly help: boolean
}

/** How a command is typed: `quiesce stop TARGET [options]`. */
export const usageOf = (command: Command): string =>
  ['quiesce', command.name, ...command.positionals, '[options]'].join(' ')

function refuseOption(command: Command, raw: string, options: readonly Option[]): Result<never> {
  const known = options.map((option) => `--${option.name}`)
  return fail(
    badUsage(
      `\`quiesce ${command.name}\` has no option ${raw}.`,
      `Options: ${known.join(' ')}.`,
      nearest(raw, known),
    ),
  )
}

/** Which value an option got, or why it is refused; null for a switch. */
function readValue(option: Option, value: string | undefined): Result<string | null> {
  const name = `--${option.name}`
  if (option.value === undefined) {
    if (value === undefined) return ok(null)
    return fail(badUsage(`${name} takes no value.`, `Write ${name} alone.`))
  }
  if (value === undefined || value === '') {
    return fail(badUsage(`${name} needs a value.`, `Write ${name} ${option.value}.`))
  }
  if (option.choices && !option.choices.includes(value)) {
    const next = `Values: ${option.choices.join(', ')}.`
    return fail(badUsage(`${name} ${value} is no choice.`, next, nearest(value, option.choices)))
  }
  return ok(value)
}

function refuseCount(command: Command, given: readonly string[]): Result<null> {
  const wanted = command.positionals
  const repeats = wanted.at(-1)?.includes('…') ?? false
  const missing = wanted.slice(given.length).find((name) => !name.startsWith('['))
  if (missing !== undefined) {
    const name = missing.replace('…', '')
    return fail(badUsage(`${name} is missing.`, `Write ${usageOf(command)}.`))
  }
  const extra = repeats ? undefined : given[wanted.length]
  if (extra === undefined) return ok(null)
  return fail(badUsage(`"${extra}" is one argument too many.`, `Write ${usageOf(command)}.`))
}

/** Reads what follows the command's name. */
export function parseCommandArguments(
  command: Command,
  args: readonly string[],
): Result<ParsedCommand> {
  const options = [...command.options, ...commonOptions]
  const config: ParseArgsOptions = { help: { type: 'boolean', short: 'h' } }
  for (const { name, value } of options) {
    config[name] ??= { type: value === undefined ? 'boolean' : 'string' }
  }
  const { tokens } = parseArgs({
    args: [...args],
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const positionals: string[] = []
  const values = new Map<string, string>()
  const switches = new Set<string>()
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value)
    if (token.kind !== 'option') continue
    const option = options.find((o) => o.name === token.name)
    if (!option) return refuseOption(command, token.rawName, options)
    const value = readValue(option, token.value)
    if (!value.ok) return value
    if (value.value === null) switches.add(option.name)
    else values.set(option.name, value.value)
  }
  const help = switches.has('help')
  const counted = help ? ok(null) : refuseCount(command, positionals)
  if (!counted.ok) return counted
  return ok({ arguments: { positionals, values, switches }, json: switches.has('json'), help })
}
