/** What the scenes' engine says of settings, of the files behind them, and of permission. */
import type {
  ConfigurationChange,
  ConfigurationImport,
  WrittenConfiguration,
} from '../../shared/configuration-edit.ts'
import type { RequestInput, RequestName } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/errors.ts'
import type { HostInfo } from '../../shared/host.ts'
import type { PrivilegedAction } from '../../shared/permission.ts'
import type { Profile } from '../../shared/profile.ts'
import {
  fillSettings,
  settingsSchema,
  type SettingsView,
  type WrittenSettings,
} from '../../shared/settings.ts'
import type { Answers } from './client.ts'
import { servicesFile } from './scene-suggestions.ts'
import type { Scene } from './scenes.ts'

/** The settings and files of one scene, as they are before anything is changed. */
export interface SceneSettings {
  readonly own: WrittenSettings
  /** Keys that a file of the machine holds, with the places. */
  readonly machine: readonly { readonly key: string; readonly place: string }[]
  readonly inForce: Partial<SettingsView['settings']>
  readonly configuration: WrittenConfiguration
  readonly imported: ConfigurationImport
  /** What is known of daemons. */
  readonly catalogue: readonly { readonly profile: Profile; readonly own: boolean }[]
  readonly problems: readonly string[]
}

const favourites = ['kamailio', 'nginx.service']

export const plainSettings: SceneSettings = {
  own: { favourites },
  machine: [],
  inForce: {},
  configuration: {
    file: { path: servicesFile, there: true },
    services: [],
    groups: [],
    profiles: [],
    problems: [],
  },
  catalogue: [],
  imported: { done: false, added: ['iguana'], changed: [], removed: [], problems: [] },
  problems: [],
}

/** Two groups, and nothing else. */
export const groupedConfiguration: WrittenConfiguration = {
  ...plainSettings.configuration,
  groups: [
    { name: 'voice', value: ['kamailio', 'asterisk'], place: `${servicesFile}:4:3`, own: true },
    { name: 'caches', value: ['redis-server'], place: `${servicesFile}:5:3`, own: true },
  ],
}

type Json = { readonly [key: string]: unknown }
const isMap = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every leaf of what is written, by its key; quiet hours and lists are leaves. */
const leavesOf = (value: unknown, key: string): readonly string[] =>
  isMap(value) && key !== 'notify.quiet'
    ? Object.entries(value).flatMap(([name, one]) =>
        leavesOf(one, key === '' ? name : `${key}.${name}`),
      )
    : [key]

/** The value with one place of it different; null takes that out, and what is empty then. */
function withValue(value: unknown, [key, ...rest]: readonly string[], wanted: unknown): unknown {
  if (key === undefined) return wanted
  const map = isMap(value) ? value : {}
  const inside = withValue(map[key], rest, wanted)
  const others = Object.entries(map).filter(([name]) => name !== key)
  const isEmpty = inside === null || (isMap(inside) && Object.keys(inside).length === 0)
  return Object.fromEntries(isEmpty ? others : [...others, [key, inside]])
}

function viewOf(settings: SceneSettings, own: WrittenSettings): SettingsView {
  const filled = fillSettings(own, {
    never: own.limits?.never ?? [],
    force: own.limits?.force ?? 'allowed',
  })
  const written = leavesOf(own, '').map((key, at) => ({
    key,
    place: `${servicesFile}:${at + 2}:3`,
  }))
  return {
    settings: { ...filled, ...settings.inForce },
    file: servicesFile,
    own,
    written: [...settings.machine, ...written],
    fixed: settings.machine.map(({ key }) => key),
    problems: settings.problems,
  }
}

/** The settings of a scene, before anything is changed. */
export const sceneSettings = (settings = plainSettings): SettingsView =>
  viewOf(settings, settings.own)

type SettingsRequest = Extract<
  RequestName,
  `settings.${string}` | `configuration.${string}` | `permission.${string}` | `${string}.change`
>

const changed = (name: string): Result<ConfigurationChange> =>
  ok({ place: `${servicesFile}:12:3`, sentence: `${name} was changed.` })

/** Changes add up, as they do in the file. */
function changeAnswers(settings: SceneSettings): Pick<Answers, 'settings.get' | 'settings.change'> {
  let { own } = settings
  const change = ({ changes }: RequestInput<'settings.change'>): Result<SettingsView> => {
    let next: unknown = own
    for (const { path, value } of changes) next = withValue(next, path, value)
    const parsed = settingsSchema.safeParse(next)
    if (!parsed.success) {
      const [issue] = parsed.error.issues
      const place = issue?.path.join('.') ?? ''
      const message = `The setting ${place} is refused: expected ${issue?.message ?? ''}.`
      return {
        ok: false,
        error: { code: 'bad-input', message, next: 'Nothing was written.', place },
      }
    }
    own = parsed.data
    return ok(viewOf(settings, own))
  }
  return { 'settings.get': () => ok(viewOf(settings, own)), 'settings.change': change }
}

/** Who asks is granted it; what was granted can be given back. */
function permissionAnswers(scene: Scene): Pick<Answers, 'permission.ask' | 'permission.drop'> {
  let granted = scene.host.permission.granted
  const host = (): Result<HostInfo> =>
    ok({ ...scene.host, permission: { ...scene.host.permission, granted, asking: null } })
  return {
    'permission.ask': ({ action }: { readonly action: PrivilegedAction }) => {
      granted = [...granted, { action, since: scene.now }]
      return host()
    },
    'permission.drop': () => {
      granted = []
      return host()
    },
  }
}

export function settingsAnswers(scene: Scene): Pick<Answers, SettingsRequest> {
  const { settings } = scene
  return {
    ...changeAnswers(settings),
    ...permissionAnswers(scene),
    'configuration.get': () => ok(settings.configuration),
    'services.change': ({ name }) => changed(name),
    'groups.change': ({ name }) => changed(name),
    'profiles.change': ({ id }) => changed(id),
    'configuration.export': () => ok({ fileName: 'services.yaml', text: 'services: {}\n' }),
    'configuration.import': ({ confirmed }) => ok({ ...settings.imported, done: confirmed }),
  }
}
