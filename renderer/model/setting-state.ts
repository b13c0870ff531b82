/** A single setting as it stands: its value, where that comes from, and whether it can be changed. */
import type { SettingsView } from '../../shared/settings.ts'

/** Where a value comes from. */
export type SettingSource =
  | { readonly kind: 'default' }
  /** The person's own file. */
  | { readonly kind: 'own'; readonly place: string }
  /** A file of the machine: a change here would not be in force. */
  | { readonly kind: 'machine'; readonly place: string | null }
  /** A file of the machine says something that is added to what is said here. */
  | { readonly kind: 'both'; readonly place: string | null; readonly own: boolean }

export interface SettingState {
  readonly value: unknown
  readonly source: SettingSource
}

/** Follows a path like `window.keys` into a value; undefined where it leads nowhere. */
function valueAt(from: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    from,
  )
}

/** A key stands in a list, or is part of one that does, or the other way round. */
const covers = (key: string, other: string): boolean =>
  key === other || other.startsWith(`${key}.`) || key.startsWith(`${other}.`)

/** The place of a setting in a file, or null where none is told. */
export const placeOf = (view: SettingsView, key: string): string | null =>
  (view.written.find((one) => one.key === key) ?? view.written.find((one) => covers(key, one.key)))
    ?.place ?? null

function sourceOf(view: SettingsView, key: string): SettingSource {
  const place = placeOf(view, key)
  if (view.fixed.some((one) => covers(one, key))) return { kind: 'machine', place }
  return place === null ? { kind: 'default' } : { kind: 'own', place }
}

/** Limits of several files add up: the person's own is what can be changed here. */
function limitState(view: SettingsView, key: string): SettingState {
  const path = key.split('.')
  const own = valueAt(view.own, path)
  const inFile = view.written.filter((one) => one.key === key)
  const machine = inFile.find(({ place }) => !place.startsWith(`${view.file}:`))
  const value = own ?? (path.at(-1) === 'never' ? [] : 'allowed')
  if (machine !== undefined || view.fixed.includes(key)) {
    return {
      value,
      source: { kind: 'both', place: machine?.place ?? null, own: own !== undefined },
    }
  }
  const place = inFile[0]?.place ?? view.file
  return { value, source: own === undefined ? { kind: 'default' } : { kind: 'own', place } }
}

/** One setting: its value in force, but of limits what the person's own file says. */
export function settingState(view: SettingsView, key: string): SettingState {
  if (key.startsWith('limits.')) return limitState(view, key)
  return { value: valueAt(view.settings, key.split('.')), source: sourceOf(view, key) }
}

/** "services.yaml:12" for the long form: folder and column stand in the tooltip. */
export function shortPlace(place: string): string {
  const parts = /^(.*?)(?::(\d+))?(?::(\d+))?$/.exec(place)
  const file = (parts?.[1] ?? place).split('/').at(-1) ?? place
  return parts?.[2] === undefined ? file : `${file}:${parts[2]}`
}
