/** The settings as the engine holds them: read from all files, changed in the person's own one. */
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { SettingChange, SettingsView } from '../../../shared/settings.ts'
import type { LoadedConfiguration } from '../configuration/configuration.ts'
import { editRecorded, type EditPorts } from '../configuration/edit-recorded.ts'
import type { Values } from '../configuration/rewrite/rewrite.ts'
import type { ConfigurationFile } from '../configuration/yaml.ts'
import { changeSettings, differences } from './change-values.ts'
import { settingsInForce, type SettingsInForce, type SettingsPlace } from './in-force.ts'

export interface SettingsPorts extends EditPorts, SettingsPlace {}

export interface SettingsStore {
  /** What is in force. The same object for as long as nothing was read anew. */
  current(): SettingsInForce
  view(): SettingsView
  change(changes: readonly SettingChange[]): Promise<Result<SettingsView>>
}

const settingsOf = ({ settings }: Values): Values =>
  typeof settings === 'object' && settings !== null ? (settings as Values) : {}

/** What the whole file shall say: without settings where none are left. */
function withSettings(values: Values, settings: Values): Values {
  const entries = Object.entries(values).filter(([section]) => section !== 'settings')
  if (Object.keys(settings).length === 0) return Object.fromEntries(entries)
  return { ...values, settings }
}

/** How a record tells of changes: `notify.hung to false and tray.icon as by default`. */
const listed = (words: readonly string[]): string =>
  words.length < 2
    ? (words[0] ?? 'nothing anew')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`

/**
 * Writes all changes into the person's own file at once, or none. Recorded before and after. Errors:
 * `bad-input` with the path of the first bad one, `protected` where a limit of the machine stands
 * against it, `bad-configuration`, `not-now` and `no-permission` as of any change of the file.
 */
function change(
  ports: SettingsPorts,
  changes: readonly SettingChange[],
): Promise<Result<ConfigurationFile>> {
  const { store, file, by } = ports
  let said: readonly string[] = []
  return editRecorded(ports, {
    target: null,
    before: () => `${by} sets ${listed(said)} in ${file}.`,
    after: () => `${file} sets ${listed(said)} now, changed by ${by}.`,
    decide: ({ values }) => {
      const before = settingsOf(values)
      const { machine } = settingsInForce(store.current(), ports)
      const after = changeSettings(before, changes, machine)
      if (!after.ok) return fail([after.error])
      said = differences(before, after.value, changes)
      return ok({ wanted: withSettings(values, after.value) })
    },
  })
}

/** The settings of these files. */
export function createSettings(ports: SettingsPorts): SettingsStore {
  let last: { readonly of: LoadedConfiguration; readonly inForce: SettingsInForce } | null = null
  const current = (): SettingsInForce => {
    const of = ports.store.current()
    if (last?.of !== of) last = { of, inForce: settingsInForce(of, ports) }
    return last.inForce
  }
  const view = (): SettingsView => {
    const { settings, written, fixed, own } = current()
    const { problems } = ports.store.current()
    return {
      settings,
      file: ports.file,
      own,
      written,
      fixed,
      problems: problems.map(({ message, next }) => `${message} ${next}`),
    }
  }
  return {
    current,
    view,
    change: async (changes) => {
      const changed = await change(ports, changes)
      return changed.ok ? ok(view()) : changed
    },
  }
}
