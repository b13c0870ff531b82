/** Writes the completions of three shells from what the commands say of themselves. */
import { everyCommand, firstPositional } from './command-shape.mjs'

/** @typedef {import('./command-shape.mjs').CommandShape} CommandShape */
/** @typedef {import('./command-shape.mjs').OptionShape} OptionShape */

/** @param {CommandShape} command */
const optionsOf = (command) => [...command.options, ...everyCommand]

/** @param {string} sentence for single quotes, in all three shells */
const quoted = (sentence) => `'${sentence.replaceAll("'", `'\\''`)}'`

/** Names of units, in the form that Quiesce takes them. */
const unitNames =
  "systemctl list-units --all --plain --no-legend --type=service,socket,timer 2>/dev/null | cut -d' ' -f1"

/** Commands by what their first word is: 'TARGET', 'FILE', 'SERVICE'… @param {readonly CommandShape[]} commands @param {string} what */
const namesWith = (commands, what) =>
  commands.filter((command) => firstPositional(command) === what).map(({ name }) => name)

/** @param {readonly CommandShape[]} commands @returns {string} for /usr/share/bash-completion */
export function writeBashCompletion(commands) {
  const words = (/** @type {CommandShape} */ command) =>
    optionsOf(command).map(({ name }) => `--${name}`)
  const withChoices = commands.flatMap((command) =>
    command.options
      .filter(({ choices }) => choices !== undefined)
      .map(
        (option) => `    ${command.name}:--${option.name}) words='${option.choices?.join(' ')}' ;;`,
      ),
  )
  return `# Completions of quiesce(1) for bash. Made from the commands; do not edit.
_quiesce() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command=\${COMP_WORDS[1]} words=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    words='${[...commands.map(({ name }) => name), 'help', '--help', '--version'].join(' ')}'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
    return
  fi
  case $command:$before in
    help:help) words='${commands.map(({ name }) => name).join(' ')}' ;;
${withChoices.join('\n')}
  esac
  if [[ -z $words && $current != -* ]]; then
    case $command in
      ${namesWith(commands, 'TARGET').join('|')})
        words=$(${unitNames}) ;;
      ${namesWith(commands, 'FILE').join('|')})
        COMPREPLY=($(compgen -f -- "$current"))
        return ;;
    esac
  elif [[ -z $words ]]; then
    case $command in
${commands.map((command) => `      ${command.name}) words='${words(command).join(' ')}' ;;`).join('\n')}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -F _quiesce quiesce
`
}

/** @param {readonly CommandShape[]} commands @returns {string} for /usr/share/zsh/vendor-completions */
export function writeZshCompletion(commands) {
  const plain = (/** @type {string} */ text) => text.replace(/[[\]:]/g, ' ')
  const argument = (/** @type {OptionShape} */ { name, value, sentence, choices }) => {
    const after =
      value === undefined ? '' : `:${plain(value)}:${choices ? `(${choices.join(' ')})` : ''}`
    return quoted(`--${name}[${plain(sentence)}]${after}`)
  }
  const rest = (/** @type {CommandShape} */ command) => {
    const what = firstPositional(command)
    if (what === 'TARGET') return `'1:target:_quiesce_targets'`
    return what === 'FILE' ? `'*:file:_files'` : `'*: :'`
  }
  return `#compdef quiesce
# Completions of quiesce(1) for zsh. Made from the commands; do not edit.
_quiesce_targets() {
  local -a units
  units=(\${(f)"$(${unitNames})"})
  _describe 'unit' units
}
_quiesce() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${plain(summary)}`)}`).join('\n')}
    'help:show the help of a command'
  )
  if ((CURRENT == 2)); then
    _describe 'command' commands
    return
  fi
  local command=$words[2]
  shift words
  ((CURRENT--))
  case $command in
${commands
  .map(
    (command) =>
      `    ${command.name}) _arguments ${[...optionsOf(command).map(argument), rest(command)].join(' ')} ;;`,
  )
  .join('\n')}
    help) _describe 'command' commands ;;
  esac
}
_quiesce "$@"
`
}

/** @param {readonly CommandShape[]} commands @returns {string} for /usr/share/fish/vendor_completions.d */
export function writeFishCompletion(commands) {
  const option = (
    /** @type {string} */ when,
    /** @type {OptionShape} */ { name, value, sentence, choices },
  ) =>
    `complete -c quiesce -n ${when} -l ${name}` +
    (value === undefined ? '' : ' -x') +
    (choices === undefined ? '' : ` -a ${quoted(choices.join(' '))}`) +
    ` -d ${fishQuoted(sentence)}`
  return `${[
    '# Completions of quiesce(1) for fish. Made from the commands; do not edit.',
    'complete -c quiesce -f',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c quiesce -n __fish_use_subcommand -a ${name} -d ${fishQuoted(summary)}`,
    ),
    'complete -c quiesce -n __fish_use_subcommand -a help -d "show the help of a command"',
    'complete -c quiesce -n __fish_use_subcommand -l version -d "show the version"',
    `complete -c quiesce -n "__fish_seen_subcommand_from ${namesWith(commands, 'TARGET').join(' ')}" ` +
      `-a "(${unitNames})"`,
    `complete -c quiesce -n "__fish_seen_subcommand_from ${namesWith(commands, 'FILE').join(' ')}" -F`,
    ...commands.flatMap((command) =>
      optionsOf(command).map((each) =>
        option(`"__fish_seen_subcommand_from ${command.name}"`, each),
      ),
    ),
  ].join('\n')}\n`
}

/** Fish ends single quotes at none but `\\'`. @param {string} text */
const fishQuoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
