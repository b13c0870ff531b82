/** Several files' settings as one: the person's own file has the last word, but for limits. */
import type { LoadedConfiguration } from '../configuration/configuration.ts'
import { fillSettings, type Settings, type WrittenSettings } from '../../../shared/settings.ts'
import { limitsOf, type Limits, type SettingsFile } from '../decide/limits/limits.ts'
import { neverRedefined } from './machine-names.ts'

/** Which machine and whose files they are for. */
export interface SettingsPlace {
  /** The person's own file. */
  readonly file: string
  /** The name of this machine. */
  readonly host: string
}

export interface SettingsInForce {
  readonly settings: Settings
  readonly limits: Limits
  /** The limits of the machine's files alone: what no change here can loosen. */
  readonly machine: Limits
  readonly written: readonly { readonly key: string; readonly place: string }[]
  readonly fixed: readonly string[]
  /** What the person's own file says. */
  readonly own: WrittenSettings
}

type Path = readonly string[]

/** Groups of settings; each below them is a setting, whatever its value is. */
const groups = ['window', 'tray', 'login', 'notify'] as const

const settingsFiles = (loaded: LoadedConfiguration, own: string): readonly SettingsFile[] =>
  loaded.files.map((file) => ({
    path: file.path,
    own: file.path === own,
    settings: file.settings,
    placeOf: (path) => file.placeOf(path),
  }))

/** The settings that a file holds, but for limits. */
function keysOf(settings: WrittenSettings): readonly Path[] {
  const inGroups = groups.flatMap((group) =>
    Object.keys(settings[group] ?? {}).map((key) => [group, key]),
  )
  const alone = (['favourites', 'schedule'] as const).filter((key) => settings[key] !== undefined)
  return [...inGroups, ...alone.map((key) => [key])]
}

/** The same for limits, those for other machines among them. */
const limitKeys = ({ limits }: WrittenSettings): readonly Path[] =>
  [
    { path: ['limits'], limit: limits },
    ...Object.entries(limits?.hosts ?? {}).map(([name, limit]) => {
      return { path: ['limits', 'hosts', name], limit }
    }),
  ].flatMap(({ path, limit }) =>
    (['never', 'force'] as const)
      .filter((key) => limit?.[key] !== undefined)
      .map((key) => [...path, key]),
  )

/** Later files win, setting by setting. */
function merge(files: readonly SettingsFile[]): Omit<WrittenSettings, 'limits'> {
  const merged: Record<string, unknown> = {}
  for (const { settings } of files) {
    for (const group of groups) {
      merged[group] = { ...(merged[group] as object | undefined), ...settings[group] }
    }
    if (settings.favourites !== undefined) merged['favourites'] = settings.favourites
    if (settings.schedule !== undefined) merged['schedule'] = settings.schedule
  }
  return merged
}

function writtenKeys(files: readonly SettingsFile[]): SettingsInForce['written'] {
  const places = new Map<string, string>()
  for (const { settings, placeOf } of files) {
    for (const path of keysOf(settings)) places.set(path.join('.'), placeOf(['settings', ...path]))
  }
  const ofLimits = files.flatMap(({ settings, placeOf }) =>
    limitKeys(settings).map((path) => {
      return { key: path.join('.'), place: placeOf(['settings', ...path]) }
    }),
  )
  return [...[...places].map(([key, place]) => ({ key, place })), ...ofLimits]
}

/** The settings in force on this machine. */
export function settingsInForce(
  loaded: LoadedConfiguration,
  { file, host }: SettingsPlace,
): SettingsInForce {
  const files = settingsFiles(loaded, file)
  const limits = limitsOf(files, host)
  const machine = limitsOf(
    files.filter((one) => !one.own),
    host,
  )
  const shown = { never: limits.never.map(({ target }) => target), force: limits.force.value }
  return {
    settings: fillSettings(merge(files), shown),
    limits: {
      ...limits,
      never: [...limits.never, ...neverRedefined(loaded, machine.never, file)],
    },
    machine,
    written: writtenKeys(files),
    own: files.find((one) => one.own)?.settings ?? {},
    fixed: [
      ...(machine.never.length > 0 ? ['limits.never'] : []),
      ...(machine.force.value !== 'allowed' ? ['limits.force'] : []),
    ],
  }
}
