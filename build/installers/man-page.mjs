/** Writes quiesce(1) from what the commands say of themselves. */
import { everyCommand } from './command-shape.mjs'

/** @typedef {import('./command-shape.mjs').CommandShape} CommandShape */

/** Of a plain text, what man(7) shows as that text: no macro, no escape, hyphens that can be copied. */
export function escapeRoff(/** @type {string} */ text) {
  const escaped = text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(
      /\P{ASCII}/gu,
      (c) => `\\[u${c.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
  return /^[.']/.test(escaped) ? `\\&${escaped}` : escaped
}

/** Words in capitals are what the reader puts something in place of. @param {string} word */
const italic = (word) => `\\fI${escapeRoff(word)}\\fR`
/** @param {string} word */
const bold = (word) => `\\fB${escapeRoff(word)}\\fR`

/** @param {CommandShape} command */
function commandLines({ name, positionals, summary, options, details }) {
  return [
    '.TP',
    [bold(name), ...positionals.map(italic)].join(' '),
    `${escapeRoff(summary.charAt(0).toUpperCase() + summary.slice(1))}.`,
    ...options.flatMap((option) => [
      '.RS',
      '.TP',
      option.value === undefined
        ? bold(`--${option.name}`)
        : `${bold(`--${option.name}`)} ${italic(option.value)}`,
      `${escapeRoff(option.sentence)}.`,
      '.RE',
    ]),
    ...details.flatMap((paragraph) => ['.RS', '.PP', escapeRoff(paragraph), '.RE']),
  ]
}

/** @param {string} heading @param {readonly (readonly [string, string])[]} list */
const section = (heading, list) => [
  `.SH ${heading}`,
  ...list.flatMap(([term, sentence]) => ['.TP', bold(term), escapeRoff(sentence)]),
]

/**
 * @param {readonly CommandShape[]} commands @param {{ version: string, date: string }} about the
 *   date as 2026-11-22
 * @returns {string} the source for man(1)
 */
export function writeManPage(commands, { version, date }) {
  return `${[
    `.TH QUIESCE 1 ${date} "Quiesce ${version}" "User Commands"`,
    '.SH NAME',
    'quiesce \\- stop local daemons safely, and know afterwards what happened',
    '.SH SYNOPSIS',
    `${bold('quiesce')} ${italic('COMMAND')} [${italic('TARGET')}] [${italic('options')}]`,
    '.SH DESCRIPTION',
    'Finds the daemons of this machine, stops them by a schedule and watches every member leave.',
    'Force is never sent without a decision, and every effect stands in a record.',
    'The same runs are seen and steered from',
    '.BR quiesce\\-desktop (1)',
    'and from the console in a browser.',
    '.SH COMMANDS',
    ...commands.flatMap(commandLines),
    ...section('OPTIONS OF EVERY COMMAND', [
      ...everyCommand.map(
        ({ name, sentence }) => /** @type {const} */ ([`--${name}`, `${sentence}.`]),
      ),
      ['--version', 'show the version.'],
    ]),
    ...section('EXIT STATUS', exitStatuses),
    ...section('FILES', files),
    ...section('ENVIRONMENT', environment),
    '.SH SEE ALSO',
    '.BR quiesce\\-desktop (1),',
    '.BR systemctl (1),',
    '.BR pkexec (1)',
  ].join('\n')}\n`
}

/** After shared/errors.ts and electron/cli/order-status.ts. @type {readonly (readonly [string, string])[]} */
const exitStatuses = [
  ['0', 'Done: stopped, already stopped, started.'],
  ['1', 'Failed.'],
  ['10', 'Killed: force was needed.'],
  ['11', 'Hung: it did not stop, and nobody could be asked.'],
  ['12', 'Survived: it outlived SIGKILL.'],
  ['13', 'Came back.'],
  ['14', 'Refused, or busy with another run.'],
  ['15', 'No permission.'],
  ['16', 'Left running.'],
  ['17', 'Interrupted.'],
  ['64', 'Not understood: the arguments, the configuration, or no such target.'],
  ['70', 'A fault of Quiesce itself.'],
]

/** As electron/engine/folders.ts finds them. @type {readonly (readonly [string, string])[]} */
const files = [
  ['~/.config/quiesce/', 'Services, profiles and settings of one person.'],
  ['/etc/quiesce/services.d/*.yaml', 'Services of the machine.'],
  ['~/.local/state/quiesce/journal/', 'The record of what Quiesce did and saw.'],
  ['/run/quiesce/', "Which runs of root's are under way."],
]

/** @type {readonly (readonly [string, string])[]} */
const environment = [
  ['XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_RUNTIME_DIR', 'Other places for the files above.'],
  ['NO_COLOR', 'No colours in the terminal.'],
]
