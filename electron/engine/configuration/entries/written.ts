/** All that is configured, as it stands in the files and as a person may change it. */
import { existsSync } from 'node:fs'
import type { WrittenConfiguration, WrittenEntry } from '../../../../shared/configuration-edit.ts'
import type { LoadedConfiguration } from '../configuration.ts'
import type { ConfigurationFile, FileEntry } from '../yaml.ts'

/** The last of each name has the word. */
function entriesOf<T>(
  files: readonly ConfigurationFile[],
  own: string,
  entries: (file: ConfigurationFile) => readonly FileEntry<T>[],
): readonly WrittenEntry<T>[] {
  const last = new Map<string, WrittenEntry<T>>()
  for (const file of files) {
    for (const { name, value, place } of entries(file)) {
      last.set(name, { name, value, place, own: file.path === own })
    }
  }
  return [...last.values()]
}

/** What is configured now; `own` is the person's own file. */
export function writtenConfiguration(
  { files, problems }: LoadedConfiguration,
  own: string,
): WrittenConfiguration {
  return {
    file: { path: own, there: existsSync(own) },
    services: entriesOf(files, own, (file) =>
      file.services.map(({ name, configuration, place }) => {
        return { name, value: configuration, place }
      }),
    ),
    groups: entriesOf(files, own, (file) => file.groups),
    profiles: entriesOf(files, own, (file) => file.profiles),
    problems: problems.map(({ message, next }) => `${message} ${next}`),
  }
}
