/**
 * What the man page and the completions are made from: what the commands of the command line say of
 * themselves (`commands` of electron/cli/commands.ts, whose type this is the part of).
 *
 * @typedef {object} OptionShape
 * @property {string} name
 * @property {string} [value] what stands for the value; without it the option is a switch
 * @property {string} sentence
 * @property {readonly string[]} [choices]
 *
 * @typedef {object} CommandShape
 * @property {string} name
 * @property {string} summary
 * @property {readonly string[]} positionals
 * @property {readonly OptionShape[]} options
 * @property {readonly string[]} details
 */

/** Options that every command has (electron/cli/arguments.ts). @type {readonly OptionShape[]} */
export const everyCommand = [
  { name: 'json', sentence: 'print one JSON object a line, the last with "type":"result"' },
  { name: 'help', sentence: 'show this help' },
]

/** The first positional without its marks: `[VICE]` and `FILE…` are VICE and FILE. @param {CommandShape} command */
export const firstPositional = ({ positionals }) => positionals[0]?.replace(/[[\]…]/g, '') ?? ''
