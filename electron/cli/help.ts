/** The help texts, made from what the commands say of themselves. */
import { commonOptions, usageOf } from './arguments.ts'
import type { Command, Option } from './command.ts'
import { wrapWords } from './text.ts'

/** Help stays readable on a wide screen and in a pipe. */
const widestHelp = 100

const optionName = (option: Option): string =>
  option.value === undefined ? `--${option.name}` : `--${option.name} ${option.value}`

/** "  name  sentence", with the sentences below one another and wrapped. */
function definitionLines(
  list: readonly (readonly [name: string, sentence: string])[],
  width: number,
): string[] {
  const widest = Math.max(0, ...list.map(([name]) => name.length))
  return list.flatMap(([name, sentence]) => {
    const [first = '', ...more] = wrapWords(sentence, Math.max(20, width - widest - 4))
    const indent = ' '.repeat(widest + 4)
    return [`  ${name.padEnd(widest)}  ${first}`, ...more.map((line) => indent + line)]
  })
}

/** `quiesce --help`. */
export function generalHelp(commands: readonly Command[], terminalWidth: number): string[] {
  const width = Math.min(terminalWidth, widestHelp)
  return [
    'Usage: quiesce COMMAND [TARGET] [options]',
    '',
    ...wrapWords('Stops local daemons safely, and knows afterwards what happened.', width),
    '',
    'Commands:',
    ...definitionLines(
      commands.map((c) => [[c.name, ...c.positionals].join(' '), c.summary]),
      width,
    ),
    '',
    'Options:',
    ...definitionLines(
      [
        ...commonOptions.map((o): [string, string] => [optionName(o), o.sentence]),
        ['--version', 'show the version'],
      ],
      width,
    ),
    '',
    ...wrapWords('More on one of them: quiesce help COMMAND', width),
  ]
}

/** `quiesce help COMMAND`. */
export function commandHelp(command: Command, terminalWidth: number): string[] {
  const width = Math.min(terminalWidth, widestHelp)
  const options = [...command.options, ...commonOptions]
  return [
    `Usage: ${usageOf(command)}`,
    '',
    ...wrapWords(`${command.summary.charAt(0).toUpperCase()}${command.summary.slice(1)}.`, width),
    '',
    'Options:',
    ...definitionLines(
      options.map((o) => [optionName(o), o.sentence]),
      width,
    ),
    ...command.details.flatMap((paragraph) => ['', ...wrapWords(paragraph, width)]),
  ]
}
