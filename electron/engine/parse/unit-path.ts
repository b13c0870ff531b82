/**
 * Names of units as object paths and back. systemd escapes what a path may not hold: every byte but
 * letters and digits becomes `_` and two hexadecimal digits, and so does a digit that comes first
 * (sd_bus_path_encode(3), bus_label_escape in systemd's src/basic/bus-label.c).
 */
const prefix = '/org/freedesktop/systemd1/unit/'

/** The object path of a unit; a unit that is not loaded has one, too: systemd loads it when asked. */
export function unitPath(name: string): string {
  return prefix + escapeLabel(name)
}

/** The name of the unit that an object path stands for, or null where it stands for none. */
export function parseUnitPath(path: string): string | null {
  if (!path.startsWith(prefix)) return null
  const label = path.slice(prefix.length)
  return /^[A-Za-z0-9_]+$/.test(label) ? unescapeLabel(label) : null
}

function escapeLabel(text: string): string {
  if (text === '') return '_'
  const escaped = text.toWellFormed().replace(/[^A-Za-z0-9]/gu, escapeCharacter)
  return escaped.replace(/^[0-9]/, escapeCharacter)
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0)
  if (code < 0x80) return `_${code.toString(16).padStart(2, '0')}`
  return encodeURIComponent(character).replaceAll('%', '_').toLowerCase()
}

/** A `_` without two hexadecimal digits stays what it is, as in systemd. */
function unescapeLabel(label: string): string | null {
  if (label === '_') return ''
  try {
    return decodeURIComponent(label.replace(/_([0-9a-fA-F]{2})/g, '%$1'))
  } catch {
    // Its bytes are no UTF-8: no unit has such a name.
    return null
  }
}
