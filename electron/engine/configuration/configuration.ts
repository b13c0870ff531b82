/**
 * The configuration: the machine's files, then the user's, the later one winning for each service. A
 * bad file is refused as a whole; the last good one of the same path stays in force.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Configuration, ServiceConfiguration } from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import { configurationError, readConfigurationText } from './file.ts'
import { mergeFiles } from './merge.ts'
import { watchConfiguration } from './watch.ts'
import { parseConfiguration, type ConfigurationFile } from './yaml.ts'
import { causeOf, errnoOf, errnoWords } from '../errno.ts'
import type { Folders } from '../folders.ts'
import type { Clock } from '../os/ports.ts'

export interface ConfigurationOptions {
  readonly folders: Pick<Folders, 'config' | 'systemConfig'>
  readonly uid: number
  /** Text of a file, null where there is none; tests hand in their own. */
  readonly readFile?: (path: string, uid: number) => Promise<Result<string | null>>
  /** Names in the machine's folder. Throws the system's error. */
  readonly listFolder?: (folder: string) => Promise<string[]>
}

/** One service and where it is described. */
export interface ConfiguredService {
  readonly name: string
  readonly configuration: ServiceConfiguration
  /** `FILE:LINE:COLUMN` of its name. */
  readonly place: string
}

export interface LoadedConfiguration {
  /** All files as one. The same object for as long as nothing was read anew. */
  readonly configuration: Configuration
  readonly services: ReadonlyMap<string, ConfiguredService>
  /** The good files in the order in which they were read, each with its YAML document for edits. */
  readonly files: readonly ConfigurationFile[]
  /** Why files were refused, each with `FILE:LINE:COLUMN`. */
  readonly problems: readonly QuiesceError[]
  /** Sentences: which file's description of a service, group or profile replaces which other's. */
  readonly notes: readonly string[]
}

/** The user's own file. */
export const userConfigurationPath = (folders: Pick<Folders, 'config'>): string =>
  join(folders.config, 'services.yaml')

type LastGood = ReadonlyMap<string, ConfigurationFile>

/** Paths in the order in which they are read. A folder that cannot be read is a problem. */
async function findPaths(options: ConfigurationOptions): Promise<Result<string[]>> {
  const { folders, listFolder = (folder: string) => readdir(folder) } = options
  const { systemConfig } = folders
  try {
    const names = (await listFolder(systemConfig)).filter((name) => /^[^.].*\.yaml$/.test(name))
    return ok(names.sort().map((name) => join(systemConfig, name)))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ok([])
    const message = `the folder cannot be read: ${errnoWords(error)}.`
    return fail(configurationError(systemConfig, message, { cause: causeOf(error) }))
  }
}

/** A file as it is now: its services, null where it is not there, or all that is wrong with it. */
async function readOne(
  path: string,
  { uid, readFile = readConfigurationText }: Omit<ConfigurationOptions, 'folders'>,
): Promise<Result<ConfigurationFile | null, QuiesceError[]>> {
  const text = await readFile(path, uid)
  if (!text.ok) return fail([text.error])
  return text.value === null ? ok(null) : parseConfiguration(path, text.value)
}

/**
 * Reads all files. Never fails: what is refused stands in `problems`, and the file's last good
 * reading, if `lastGood` has one, stays in force. A file that was removed is not kept.
 */
export async function loadConfiguration(
  options: ConfigurationOptions,
  lastGood: LastGood = new Map(),
): Promise<LoadedConfiguration> {
  const system = await findPaths(options)
  const problems: QuiesceError[] = system.ok ? [] : [system.error]
  const known = [...lastGood.keys()].filter((path) =>
    path.startsWith(`${options.folders.systemConfig}/`),
  )
  const user = userConfigurationPath(options.folders)
  const files: ConfigurationFile[] = []
  for (const path of [...(system.ok ? system.value : known), user]) {
    const read = await readOne(path, options)
    if (!read.ok) problems.push(...read.error)
    const file = read.ok ? read.value : (lastGood.get(path) ?? null)
    if (file !== null) files.push(file)
  }
  return mergeFiles(files, problems)
}

/** All that is wrong with one file (`quiesce check FILE`); empty where it would be accepted. */
export async function checkConfigurationFile(
  path: string,
  uid = process.getuid?.() ?? 0,
): Promise<QuiesceError[]> {
  const read = await readOne(path, { uid })
  if (!read.ok) return read.error
  if (read.value !== null) return []
  return [configurationError(`${path}:1:1`, 'there is no such file.', { next: 'Check its name.' })]
}

/** The configuration as the engine holds it. */
export interface ConfigurationStore {
  current(): LoadedConfiguration
  /** Files that are refused now; their last good reading is what `current` gives. */
  problems(): readonly QuiesceError[]
  reload(): Promise<LoadedConfiguration>
  /** Calls back after each reading, whatever it was for, until the result is called. */
  subscribe(listener: (loaded: LoadedConfiguration) => void): () => void
  /** Reloads when a file changes and calls back with the outcome, until the result is called. */
  watch(listener: (loaded: LoadedConfiguration) => void): () => void
}

/** Loads the configuration once and keeps it current. */
export async function createConfigurationStore(
  options: ConfigurationOptions & { readonly clock: Clock },
): Promise<ConfigurationStore> {
  const { folders, clock } = options
  let loaded = await loadConfiguration(options)
  let loading: Promise<unknown> = Promise.resolve()
  const listeners = new Set<(loaded: LoadedConfiguration) => void>()
  // One after the other: an older reading must not replace a newer one.
  const reload = (): Promise<LoadedConfiguration> => {
    const next = loading.then(async () => {
      const lastGood = new Map(loaded.files.map((file) => [file.path, file]))
      loaded = await loadConfiguration(options, lastGood)
      for (const listener of listeners) listener(loaded)
      return loaded
    })
    loading = next
    return next
  }
  return {
    current: () => loaded,
    problems: () => loaded.problems,
    reload,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    watch: (listener) =>
      watchConfiguration([folders.systemConfig, folders.config], clock, () => {
        void reload().then(listener)
      }),
  }
}
