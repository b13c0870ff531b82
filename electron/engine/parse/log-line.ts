import type { LogLine } from '../../../shared/unit.ts'
import { printable } from '../../../shared/wording/numbers.ts'

/** A field as journalctl prints it: text, bytes where it is no plain text, null where too large. */
type Field = unknown

/** Why a message is not shown. journalctl leaves out what is longer (journalctl(1), `-o json`). */
const tooLarge = '(longer than 4096 bytes: journalctl --all shows it)'

/** Well-formed sequences of more than one byte, and bytes that begin none. */
const beyondAscii =
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[\x80-\xff]/g

const hexOf = (bytes: string, before: string): string =>
  Array.from(bytes, (c) => before + c.charCodeAt(0).toString(16).padStart(2, '0')).join('')

function decodeSequence(bytes: string): string {
  try {
    return decodeURIComponent(hexOf(bytes, '%'))
  } catch (error) {
    if (error instanceof URIError) return hexOf(bytes, '\\x')
    throw error
  }
}

/** Bytes as UTF-8; what is none becomes visible as `\xff`. */
const decodeBytes = (bytes: readonly number[]): string =>
  bytes
    .map((byte) => String.fromCharCode(byte))
    .join('')
    .replace(beyondAscii, decodeSequence)

const isByte = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255

/** A field's text, null where it has none. One that was given several times comes as a list. */
function textOf(field: Field): string | null {
  if (typeof field === 'string') return printable(field)
  if (field === null) return tooLarge
  if (!Array.isArray(field)) return null
  if (field.every(isByte)) return printable(decodeBytes(field))
  const values = field.map((value) => (isByte(value) ? null : textOf(value)))
  return values.filter((value) => value !== null).join(' \\n ')
}

function numberOf(field: Field): number | null {
  const text = Array.isArray(field) ? (field as readonly unknown[])[0] : field
  return typeof text === 'string' && /^\d{1,16}$/.test(text) ? Number(text) : null
}

/** What an entry without PRIORITY counts as: journald's own default for lines of a service. */
const info = 6

function levelOf(field: Field): number {
  const level = numberOf(field)
  return level !== null && level <= 7 ? level : info
}

function parseObject(text: string): Readonly<Record<string, Field>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, Field>) : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The fields that `parseLogLine` wants beside those that journalctl always prints. */
export const logFields: readonly string[] = [
  'MESSAGE',
  'PRIORITY',
  'SYSLOG_IDENTIFIER',
  'SYSLOG_PID',
  '_COMM',
  '_PID',
]

/**
 * One line of `journalctl -o json` (systemd.journal-fields(7)), or null where it is none. Whoever
 * logs chooses the text: control characters in it are made visible, and it is one line.
 */
export function parseLogLine(text: string): LogLine | null {
  const entry = parseObject(text)
  const cursor = entry?.__CURSOR
  const micros = numberOf(entry?.__REALTIME_TIMESTAMP)
  if (entry === null || typeof cursor !== 'string' || micros === null) return null
  return {
    cursor,
    at: Math.floor(micros / 1000),
    level: levelOf(entry.PRIORITY),
    pid: numberOf(entry._PID) ?? numberOf(entry.SYSLOG_PID),
    from: textOf(entry.SYSLOG_IDENTIFIER) ?? textOf(entry._COMM) ?? '',
    text: textOf(entry.MESSAGE) ?? '',
  }
}
