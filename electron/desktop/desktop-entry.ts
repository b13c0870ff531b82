/**
 * The desktop file that starts Quiesce with the session, as text: Desktop Entry Specification 1.5 and
 * Desktop Application Autostart Specification 0.5.
 */

/** Its name in `$XDG_CONFIG_HOME/autostart`. */
export const entryName = 'io.github.quiesce.Quiesce.desktop'

/** What quoting would not save: the specification has no way to write these in an argument. */
const unwritable = /[\n\r\0]/

/**
 * One argument of `Exec=`. Inside quotes `"`, backtick, `$` and `\` need a backslash; the value as a
 * string wants each backslash doubled; `%` begins a field code, so it is doubled. Null where it
 * cannot be written at all.
 */
export function quoteArgument(argument: string): string | null {
  if (unwritable.test(argument)) return null
  const escaped = argument.replaceAll('%', '%%')
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(argument)) return escaped
  return `"${escaped.replace(/["`$\\]/g, '\\$&').replaceAll('\\', '\\\\')}"`
}

/** The value of `Exec=`; null where the program's path cannot be written. */
export function execLine(argv: readonly string[]): string | null {
  const quoted = argv.map(quoteArgument)
  // "The name or path of the executable may not contain the equal sign."
  return quoted.includes(null) || argv[0]?.includes('=') === true ? null : quoted.join(' ')
}

/** A fresh file. */
export const freshEntry = (exec: string): string =>
  [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Quiesce',
    'Comment=Stop daemons safely, and know afterwards what happened',
    `Exec=${exec}`,
    'Icon=io.github.quiesce.Quiesce',
    'Terminal=false',
    'StartupNotify=false',
    'Hidden=false',
    '',
  ].join('\n')

/**
 * The file with start at login on or off. One that is there is somebody's: of it only `Exec=`,
 * `Hidden=` and the switch that GNOME writes are changed, in its main group. Off in a file of ours
 * alone means no file (null); off over an entry of the machine's, or in a file that somebody changed,
 * means `Hidden=true`.
 */
export function changeEntry(
  present: string | null,
  wanted: { readonly start: boolean; readonly exec: string; readonly machineHasOne: boolean },
): string | null {
  const { start, exec, machineHasOne } = wanted
  if (present === null) {
    if (start) return freshEntry(exec)
    return machineHasOne ? setKeys(freshEntry(exec), { Hidden: 'true' }) : null
  }
  if (start) {
    return setKeys(
      present,
      { Exec: exec, Hidden: 'false' },
      { 'X-GNOME-Autostart-enabled': 'true' },
    )
  }
  return isOurs(present) && !machineHasOne ? null : setKeys(present, { Hidden: 'true' })
}

/** True where nobody wrote anything into it beside us. */
export const isOurs = (text: string): boolean => {
  const exec = /^Exec=(.*)$/m.exec(text)?.[1] ?? ''
  const plain = setKeys(text, { Hidden: 'false' })
  return plain === freshEntry(exec)
}

/** Sets keys of the main group; those of `where` only where they are there already. */
function setKeys(
  text: string,
  keys: Readonly<Record<string, string>>,
  where: Readonly<Record<string, string>> = {},
): string {
  const lines = text.split('\n')
  const begin = lines.findIndex((line) => line.trim() === '[Desktop Entry]')
  if (begin < 0) return setKeys(`[Desktop Entry]\n${text}`, keys, where)
  const after = lines.findIndex((line, index) => index > begin && line.startsWith('['))
  const end = after < 0 ? lines.length : after
  const group = lines.slice(begin + 1, end)
  const changed = Object.entries({ ...where, ...keys }).reduce(
    (all, [key, value]) => setKey(all, { key, value, add: key in keys }),
    group,
  )
  return [...lines.slice(0, begin + 1), ...changed, ...lines.slice(end)].join('\n')
}

function setKey(
  group: string[],
  { key, value, add }: { readonly key: string; readonly value: string; readonly add: boolean },
): string[] {
  const at = group.findIndex((line) => line.split('=')[0]?.trim() === key)
  if (at >= 0) return group.with(at, `${key}=${value}`)
  if (!add) return group
  // Blank lines at the end part this group from the next one.
  const last = group.findLastIndex((line) => line.trim() !== '')
  return group.toSpliced(last + 1, 0, `${key}=${value}`)
}
