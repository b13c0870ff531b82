/** One property of org.freedesktop.systemd1(5) as `systemctl show` would say it, or plainer. */
import { printable } from '../../../../shared/wording/numbers.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { mask, maskSecrets } from '../../parse/secrets.ts'
import { commandsOf, hexOf, millisecondsOf, textOf, textsOf } from '../../parse/unit-values.ts'
import { commandWords, timeSpan } from './unit-words.ts'

const unlimited64 = 18446744073709551615n
const unlimited32 = 4294967295
const isUnlimited = (value: unknown): boolean => value === unlimited64
const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || typeof value === 'number'

/** The value as one line of text, secrets masked. Whatever is not known is shown as it came. */
export function sayProperty(name: string, value: unknown): string {
  const special = rules.find(({ matches }) => matches(name, value))
  return printable(special ? special.say(value) : sayAny(value)).trim()
}

interface Rule {
  readonly matches: (name: string, value: unknown) => boolean
  readonly say: (value: unknown) => string
}

/** "90s", "infinity"; a `Monotonic` one is the time since boot. */
const sayDuration = (value: unknown): string => timeSpan(millisecondsOf(value, null))

const sayNanoseconds = (ns: number): string => (ns < 1e6 ? `${ns}ns` : timeSpan(ns / 1e6))

function sayTimestamp(value: unknown): string {
  const ms = millisecondsOf(value, null)
  if (ms === null || ms === 0) return 'n/a'
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? String(value) : date.toISOString()
}

const sayOctal = (value: unknown): string =>
  isNumber(value) ? value.toString(8).padStart(4, '0') : sayAny(value)

const sayCommands = (value: unknown): string =>
  commandsOf(value)
    .map((c) => `${c.ignoreFailure ? '-' : ''}${commandWords(c)}`)
    .join('; ')

/** A credential is a secret whatever its name; the name alone is shown. */
const sayCredentials = (value: unknown): string =>
  (Array.isArray(value) ? value : [])
    .map((item: unknown) => `${textOf(Array.isArray(item) ? item[0] : item)}:${mask}`)
    .join(' ')

/** `(bas)`: a list that allows, or with the first field false one that forbids. */
const isAllowList = (value: unknown): value is readonly [boolean, readonly unknown[]] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'boolean' &&
  Array.isArray(value[1])

function sayAllowList(value: unknown): string {
  if (!isAllowList(value) || value[1].length === 0) return ''
  return `${value[0] ? '' : '~'}${sayAny(value[1])}`
}

/** `(bs)`: a name, and whether it may be missing. */
const isOptionalName = (value: unknown): value is readonly [boolean, string] =>
  Array.isArray(value) &&
  value.length === 2 &&
  typeof value[0] === 'boolean' &&
  typeof value[1] === 'string'

const sayOptionalName = (value: unknown): string =>
  isOptionalName(value) ? `${value[0] ? '-' : ''}${value[1]}` : ''

/** `a(sasbttttuii)`; the Ex properties have a list of flags as the third field. */
const isCommandList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((item) => Array.isArray(item) && item.length === 10 && Array.isArray(item[1]))

const named =
  (pattern: RegExp) =>
  (name: string, value: unknown): boolean =>
    pattern.test(name) && isNumber(value)

// The order matters: the more particular name first.
const rules: readonly Rule[] = [
  { matches: (name) => name === 'Environment', say: (v) => maskSecrets(textsOf(v)).join(' ') },
  { matches: (name) => /^SetCredential/.test(name), say: sayCredentials },
  { matches: named(/TimestampMonotonic$/), say: sayDuration },
  { matches: named(/Timestamp$/), say: sayTimestamp },
  { matches: named(/USec$/), say: sayDuration },
  {
    matches: named(/NSec$/),
    say: (v) => (isUnlimited(v) ? '[not set]' : sayNanoseconds(Number(v))),
  },
  { matches: named(/Signal$/), say: (v) => (Number(v) > 0 ? signalWord(Number(v)) : sayAny(v)) },
  { matches: named(/DirectoryMode$|^UMask$/), say: sayOctal },
  { matches: named(/^[UG]ID$/), say: (v) => (Number(v) === unlimited32 ? '[not set]' : sayAny(v)) },
  { matches: named(/^Limit|Max$|High$/), say: (v) => (isUnlimited(v) ? 'infinity' : sayAny(v)) },
  { matches: named(/^CapabilityBoundingSet$/), say: (v) => (isUnlimited(v) ? 'all' : sayAny(v)) },
  { matches: named(/^RestrictNamespaces$/), say: (v) => (isUnlimited(v) ? 'no' : sayAny(v)) },
  { matches: (name, v) => name === 'Job' && Array.isArray(v) && v[0] === 0, say: () => 'none' },
  { matches: (name, v) => name.startsWith('Exec') && isCommandList(v), say: sayCommands },
  { matches: (_, v) => isAllowList(v), say: sayAllowList },
  { matches: (_, v) => isOptionalName(v), say: sayOptionalName },
]

function sayAny(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (isUnlimited(value)) return '[not set]'
  if (isNumber(value)) return String(value)
  if (typeof value === 'string') return value
  if (value instanceof Uint8Array) return hexOf(value)
  if (Array.isArray(value)) {
    const inner = value.map(sayInner)
    return inner.filter((text) => text !== '').join(' ')
  }
  if (value === null || value === undefined) return ''
  if (typeof value !== 'object') return typeof value
  return Object.entries(value)
    .map(([key, inner]) => `${key}=${sayAny(inner)}`)
    .join(' ')
}

function sayInner(value: unknown): string {
  const text = sayAny(value)
  return Array.isArray(value) && text !== '' ? `(${text})` : text
}
