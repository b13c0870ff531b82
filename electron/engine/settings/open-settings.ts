import {
  createConfigurationStore,
  userConfigurationPath,
  type ConfigurationStore,
} from '../configuration/configuration.ts'
import type { Folders } from '../folders.ts'
import type { Journal } from '../journal/journal.ts'
import type { Clock } from '../os/ports.ts'
import { createSettings, type SettingsStore } from './settings.ts'

interface OpenedBy {
  readonly folders: Folders
  readonly journal: Journal
  readonly clock: Clock
  readonly uid: number
  readonly user: string
  readonly hostName: string
}

/** The configuration of this machine's files, and the settings that stand in them. */
export async function openSettings({
  folders,
  journal,
  clock,
  uid,
  user,
  hostName,
}: OpenedBy): Promise<{
  readonly configuration: ConfigurationStore
  readonly settings: SettingsStore
}> {
  const configuration = await createConfigurationStore({ folders, uid, clock })
  const settings = createSettings({
    store: configuration,
    file: userConfigurationPath(folders),
    host: hostName,
    uid,
    by: user,
    record: (target, body) => journal.write(null, target, body),
  })
  return { configuration, settings }
}
