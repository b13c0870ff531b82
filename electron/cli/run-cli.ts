/** The command line from its arguments to its exit status. */
import { exitStatusOfError, toQuiesceError, type QuiesceError } from '../../shared/errors.ts'
import { nearest } from '../../shared/nearest.ts'
import { parseCommandArguments } from './arguments.ts'
import { badUsage, type Command, type World } from './command.ts'
import { commands } from './commands.ts'
import { commandHelp, generalHelp } from './help.ts'
import { endWithError } from './print-result.ts'

const names = commands.map((command) => command.name)

function print(world: World, lines: readonly string[]): number {
  for (const line of lines) world.terminal.print(line)
  return 0
}

/** Ends before a command was understood: JSON is printed where it was asked for all the same. */
function endEarly(world: World, command: string, args: readonly string[], error: QuiesceError) {
  const none = { positionals: [], values: new Map<string, string>(), switches: new Set<string>() }
  return endWithError({ command, world, arguments: none, json: args.includes('--json') }, error)
}

function unknownCommand(name: string): QuiesceError {
  if (name.startsWith('-')) {
    return badUsage(`There is no option ${name} before a command.`, 'See `quiesce --help`.', [
      ...nearest(name, ['--help', '--version', '--json']),
    ])
  }
  return badUsage(
    `There is no command "${name}".`,
    'See `quiesce --help`.',
    nearest(name, [...names, 'help']),
  )
}

function help(world: World, args: readonly string[]): number {
  const [name] = args
  if (name === undefined) return print(world, generalHelp(commands, world.terminal.width))
  const command = commands.find((c) => c.name === name)
  if (command === undefined) return endEarly(world, 'help', args, unknownCommand(name))
  return print(world, commandHelp(command, world.terminal.width))
}

async function runCommand(world: World, command: Command, args: readonly string[]) {
  const parsed = parseCommandArguments(command, args)
  if (!parsed.ok) return endEarly(world, command.name, args, parsed.error)
  if (parsed.value.help) return print(world, commandHelp(command, world.terminal.width))
  const { json } = parsed.value
  const call = { command: command.name, world, arguments: parsed.value.arguments, json }
  try {
    return await command.run(call)
  } catch (thrown) {
    return endWithError(call, toQuiesceError(thrown))
  }
}

/** Runs what was typed; resolves with the exit status when everything has been said. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  // `quiesce --json list` means what `quiesce list --json` means.
  const [first, ...rest] = args[0] === '--json' ? [...args.slice(1), '--json'] : args
  switch (first) {
    case undefined: {
      for (const line of generalHelp(commands, world.terminal.width)) world.terminal.complain(line)
      return exitStatusOfError['bad-usage']
    }
    case '--help':
    case '-h':
    case 'help':
      return help(
        world,
        rest.filter((arg) => arg !== '--json'),
      )
    case '--version':
    case '-V':
      return print(world, [`quiesce ${world.version}`])
  }
  const command = commands.find((c) => c.name === first)
  if (command === undefined) return endEarly(world, first, args, unknownCommand(first))
  return runCommand(world, command, rest)
}
