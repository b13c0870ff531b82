/** Numbers, durations and names for people. A number never breaks from its unit. */
const nbsp = '\u00a0'

/** "0.8 s", "18 s", "1:26" from 60 s, "2:05:10", "19 d 7 h". Milliseconds in. */
export function duration(ms: number): string {
  const seconds = Math.max(0, ms) / 1000
  if (seconds < 10 && seconds % 1 !== 0)
    return `${(Math.floor(seconds * 10) / 10).toFixed(1)}${nbsp}s`
  if (seconds < 60) return `${Math.floor(seconds)}${nbsp}s`
  const whole = Math.floor(seconds)
  const pad = (n: number): string => String(n).padStart(2, '0')
  const minutes = Math.floor(whole / 60)
  if (minutes < 60) return `${minutes}:${pad(whole % 60)}`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours}:${pad(minutes % 60)}:${pad(whole % 60)}`
  return `${Math.floor(hours / 24)}${nbsp}d${nbsp}${hours % 24}${nbsp}h`
}

/** Uptime in the table: "41 d 2 h", "3 h 5 min", "12 min", "8 s". Milliseconds in. */
export function age(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000)
  if (minutes < 1) return `${Math.floor(Math.max(0, ms) / 1000)}${nbsp}s`
  if (minutes < 60) return `${minutes}${nbsp}min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours}${nbsp}h${nbsp}${minutes % 60}${nbsp}min`
  return `${Math.floor(hours / 24)}${nbsp}d${nbsp}${hours % 24}${nbsp}h`
}

/** "612 MB", "1.9 GB": decimal units, as the mock numbers of every monitor. */
export function bytes(count: number): string {
  if (count < 1000) return `${count}${nbsp}B`
  const units = ['kB', 'MB', 'GB', 'TB', 'PB']
  let value = count
  let unit = -1
  do {
    value /= 1000
    unit += 1
  } while (value >= 999.5 && unit < units.length - 1)
  return `${value < 9.95 ? value.toFixed(1) : String(Math.round(value))}${nbsp}${units[unit] ?? ''}`
}

/** "1 process", "4 processes". */
export const count = (n: number, one: string, many = `${one}s`): string =>
  `${n} ${n === 1 ? one : many}`

/** "03:12:34" on this machine's clock. Milliseconds since the epoch in. */
export const clock = (wall: number): string => {
  const date = new Date(wall)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((n) => String(n).padStart(2, '0'))
    .join(':')
}

/**
 * Text of unknown origin made safe to show on one line: control characters, newlines, escape
 * sequences and bidirectional overrides become visible escapes (`\x1b`), so that a process name can
 * neither move the cursor nor reverse a line.
 */
export function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]/g,
    (c) => {
      const code = c.charCodeAt(0)
      if (c === '\n') return '\\n'
      if (c === '\t') return '\\t'
      return code < 256
        ? `\\x${code.toString(16).padStart(2, '0')}`
        : `\\u${code.toString(16).padStart(4, '0')}`
    },
  )
}
