/** Settings by the names that a person types, and their values as a person writes them. */
import { parseDocument } from 'yaml'
import { fail, ok, type Result } from '../../shared/errors.ts'
import { nearest } from '../../shared/nearest.ts'
import { fillSettings, type SettingChange, type SettingsView } from '../../shared/settings.ts'
import { badUsage } from './command.ts'

export interface ShownSetting {
  readonly key: string
  readonly value: SettingChange['value']
  readonly place: string | null
  readonly fixed: boolean
}

type Value = SettingChange['value']

const isParted = (value: unknown): value is Readonly<Record<string, Value>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is one setting though it has parts. */
const whole = 'notify.quiet'

type Entry = readonly [key: string, value: Value]

const entriesOf = (settings: object): readonly Entry[] =>
  Object.entries(settings).flatMap(([group, value]: [string, Value]): Entry[] =>
    isParted(value)
      ? Object.entries(value).map(([key, one]): Entry => [`${group}.${key}`, one])
      : [[group, value]],
  )

/** Every setting that there is. */
const knownKeys: readonly string[] = entriesOf(fillSettings()).map(([key]) => key)

/** The settings in force, in the order of the schema, then those for machines of other names. */
export function listSettings({ settings, own, written, fixed }: SettingsView): ShownSetting[] {
  const places = new Map(written.map(({ key, place }) => [key, place]))
  const shown = entriesOf(settings).map(([key, value]) => ({
    key,
    value,
    place: places.get(key) ?? null,
    fixed: fixed.includes(key),
  }))
  const hosts = Object.entries(own.limits?.hosts ?? {}).flatMap(([host, limit]) =>
    Object.entries(limit).map(([name, value]) => {
      const key = `limits.hosts.${host}.${name}`
      return { key, value: value as Value, place: places.get(key) ?? null, fixed: false }
    }),
  )
  return [...shown, ...hosts]
}

const hosts = /^limits\.hosts\.([^]+)\.(never|force)$/

/** The path of a setting as typed; a host's name may have dots. Refused with the nearest spelling. */
export function parseSettingKey(key: string): Result<readonly string[]> {
  const [, host, limit] = hosts.exec(key) ?? []
  if (host !== undefined && limit !== undefined) return ok(['limits', 'hosts', host, limit])
  if (knownKeys.includes(key) || key.startsWith(`${whole}.`)) return ok(key.split('.'))
  const groups = [...new Set(knownKeys.map((one) => one.split('.')[0] ?? ''))]
  const next = `Look with \`quiesce settings\`; they begin with ${groups.join(', ')}.`
  return fail(badUsage(`There is no setting "${key}".`, next, nearest(key, knownKeys)))
}

/** What YAML makes of a text; null where it is none, or nothing. */
function readYaml(text: string): Value {
  const document = parseDocument(text, { logLevel: 'error' })
  if (document.errors.length > 0) return null
  try {
    return document.toJS({ maxAliasCount: 0 }) as Value
  } catch {
    // An alias: there is nothing here that it could mean.
    return null
  }
}

/** A value as it would stand in the file: `true`, `22`, `[a, b]`, `{from: "22:00", to: "07:00"}`, text. */
export function parseSettingValue(text: string): Result<Value> {
  const value = readYaml(text)
  if (value !== null) return ok(value)
  const next = 'Write it as in services.yaml: true, a text, [one, another]. --unset takes it out.'
  return fail(badUsage(`"${text}" is no value.`, next))
}

/** The same the other way: on one line, and so that it can be typed again. */
export const printSettingValue = (value: Value): string =>
  typeof value === 'string' ? value : value === null ? '-' : JSON.stringify(value)
