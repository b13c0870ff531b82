/** What the scenes' engine says of settings, of the files behind them, and of permission. */
import type { ConfigurationChange } from '../../shared/configuration-edit.ts'
import type { RequestName } from '../../shared/contract.ts'
import { ok, type Result } from '../../shared/errors.ts'
import { fillSettings, type SettingsView } from '../../shared/settings.ts'
import type { Answers } from './client.ts'
import { servicesFile } from './scene-suggestions.ts'
import type { Scene } from './scenes.ts'

export const sceneSettings = (): SettingsView => ({
  settings: fillSettings({ favourites: ['kamailio', 'nginx.service'] }),
  file: servicesFile,
  written: [{ key: 'favourites', place: `${servicesFile}:2:3` }],
  fixed: [],
  own: { favourites: ['kamailio', 'nginx.service'] },
  problems: [],
})

type SettingsRequest = Extract<
  RequestName,
  `settings.${string}` | `configuration.${string}` | `permission.${string}` | `${string}.change`
>

const changed = (name: string): Result<ConfigurationChange> =>
  ok({ place: `${servicesFile}:12:3`, sentence: `${name} was changed.` })

export function settingsAnswers(scene: Scene): Pick<Answers, SettingsRequest> {
  return {
    'settings.get': () => ok(sceneSettings()),
    'settings.change': () => ok(sceneSettings()),
    'configuration.get': () =>
      ok({
        file: { path: servicesFile, there: true },
        services: [],
        groups: [],
        profiles: [],
        problems: scene.problems,
      }),
    'services.change': ({ name }) => changed(name),
    'groups.change': ({ name }) => changed(name),
    'profiles.change': ({ id }) => changed(id),
    'configuration.export': () => ok({ fileName: 'services.yaml', text: 'services: {}\n' }),
    'configuration.import': ({ confirmed }) =>
      ok({ done: confirmed, added: ['iguana'], changed: [], removed: [], problems: [] }),
    'permission.ask': () => ok(scene.host),
    'permission.drop': () => ok(scene.host),
  }
}
