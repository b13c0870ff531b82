/** What speaks of a service by its name: it would point nowhere if the service were gone. */
import type { WrittenConfiguration } from '../../shared/configuration-edit.ts'
import type { SettingsView } from '../../shared/settings.ts'

/** Sentences without a full stop: "the group voice", "kamailio needs it". */
export function referencesTo(
  name: string,
  configuration: WrittenConfiguration,
  settings: SettingsView | null,
): readonly string[] {
  const groups = configuration.groups
    .filter(({ value }) => value.includes(name))
    .map((group) => `the group ${group.name}`)
  const needed = configuration.services
    .filter(({ value }) => value.needs?.includes(name) === true)
    .map((service) => `${service.name}, which needs it`)
  const { favourites = [], limits } = settings?.settings ?? {}
  return [
    ...groups,
    ...needed,
    ...(favourites.includes(name) ? ['your favourites'] : []),
    ...(limits?.never.includes(name) === true ? ['what is never stopped from here'] : []),
  ]
}
