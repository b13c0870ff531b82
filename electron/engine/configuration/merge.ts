/** Several configuration files as one: the later one wins, for each service, group and profile. */
import type { QuiesceError } from '../../../shared/errors.ts'
import { catalogue } from '../profiles/catalogue.ts'
import type { ConfiguredService, LoadedConfiguration } from './configuration.ts'
import { refuseUnknownProfiles, type ProfileWanted } from './own-profiles.ts'
import type { ConfigurationFile } from './yaml.ts'

interface Named {
  readonly name: string
  readonly place: string
}

/** The last of each name, and a sentence for each that was replaced. */
function lastOf<T extends Named>(
  files: readonly ConfigurationFile[],
  entriesOf: (file: ConfigurationFile) => readonly T[],
): { readonly entries: ReadonlyMap<string, T>; readonly notes: readonly string[] } {
  const entries = new Map<string, T>()
  const notes: string[] = []
  for (const entry of files.flatMap(entriesOf)) {
    const before = entries.get(entry.name)
    if (before !== undefined) {
      notes.push(`${entry.name}: ${entry.place} replaces what ${before.place} says.`)
    }
    entries.set(entry.name, entry)
  }
  return { entries, notes }
}

/** What the services of a file ask for; `holds` says which of them count. */
export const profilesWanted = (
  file: ConfigurationFile,
  holds: (service: ConfiguredService) => boolean = () => true,
): readonly ProfileWanted[] =>
  file.services.flatMap((service) => {
    const id = service.configuration.profile
    if (id === undefined || !holds(service)) return []
    const place = file.placeOf(['services', service.name, 'profile'])
    return [{ service: service.name, id, place }]
  })

/** Ids of the catalogue and of a person's own profiles, each once. */
export const profileIds = (own: Iterable<string>): readonly string[] => [
  ...new Set([...catalogue.map(({ id }) => id), ...own]),
]

/** The files as one configuration, with the problems of reading them and those that only show together. */
export function mergeFiles(
  files: readonly ConfigurationFile[],
  problems: readonly QuiesceError[],
): LoadedConfiguration {
  const services = lastOf(files, (file) => file.services)
  const groups = lastOf(files, (file) => file.groups)
  const profiles = lastOf(files, (file) => file.profiles)
  const ids = profileIds(profiles.entries.keys())
  // Each with its place in the file that has the last word.
  const wanted = files.flatMap((file) =>
    profilesWanted(file, (service) => services.entries.get(service.name) === service),
  )
  const valuesOf = <T>(entries: ReadonlyMap<string, { readonly value: T }>): Record<string, T> =>
    Object.fromEntries([...entries].map(([name, { value }]) => [name, value]))
  return {
    configuration: {
      services: Object.fromEntries(
        [...services.entries].map(([name, service]) => [name, service.configuration]),
      ),
      groups: Object.fromEntries(
        Object.entries(valuesOf(groups.entries)).map(([name, members]) => [name, [...members]]),
      ),
      profiles: valuesOf(profiles.entries),
    },
    services: services.entries,
    files,
    problems: [...problems, ...refuseUnknownProfiles(wanted, ids)],
    notes: [...services.notes, ...groups.notes, ...profiles.notes],
  }
}
