/** The whole of a person's own file, taken elsewhere and brought back. */
import { isDeepStrictEqual } from 'node:util'
import type { RequestInput } from '../../../../shared/contract.ts'
import type {
  ConfigurationExport,
  ConfigurationImport,
} from '../../../../shared/configuration-edit.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { FileNow } from '../change-file.ts'
import { keepBackup } from '../backup.ts'
import { editFile } from '../edit-file.ts'
import { editRecorded, ownFile } from '../edit-recorded.ts'
import { readConfigurationText } from '../file.ts'
import { newFileHeader } from '../insert-service.ts'
import { profileIds, profilesWanted } from '../merge.ts'
import { refuseUnknownProfiles } from '../own-profiles.ts'
import type { Values } from '../rewrite/rewrite.ts'
import { parseConfiguration, type ConfigurationFile } from '../yaml.ts'
import { writtenLines } from './written-lines.ts'
import type { EntryPorts } from './requests.ts'

/** Stands for the text's name while it has none. */
const noName = 'import'

/** The person's own file as it is; what a new one begins with where there is none. */
export async function exportConfiguration(
  { file, uid }: EntryPorts,
  host: string,
): Promise<Result<ConfigurationExport>> {
  const text = await readConfigurationText(file, uid)
  if (!text.ok) return text
  const name = host.replace(/[^A-Za-z0-9._-]+/g, '-')
  return ok({
    fileName: `quiesce-${name}.yaml`,
    text: text.value ?? `${newFileHeader.join('\n')}\n`,
  })
}

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

type Flat = ReadonlyMap<string, { readonly path: readonly string[]; readonly value: unknown }>

/** Settings that have parts of their own; all else below `settings:` is one value. */
const parted = new Set(['window', 'tray', 'login', 'notify', 'limits', 'limits.hosts'])

/** What a file says, thing by thing: each service, group and profile, and each setting. */
function flatten(values: Values): Flat {
  const flat = new Map<string, { path: readonly string[]; value: unknown }>()
  const add = (path: readonly string[], value: unknown): void => {
    const [section, ...rest] = path
    const key = rest.join('.')
    const isParted = parted.has(key) || /^limits\.hosts\.[^]+$/.test(key)
    const goesOn = path.length < 2 || (section === 'settings' && isParted)
    if (!goesOn || !isValues(value)) {
      if (value !== null && value !== undefined) flat.set(path.join('.'), { path, value })
    } else for (const [name, one] of Object.entries(value)) add([...path, name], one)
  }
  for (const [section, entries] of Object.entries(values)) add([section], entries)
  return flat
}

function withAt(values: Values, [key, ...rest]: readonly string[], value: unknown): Values {
  if (key === undefined) return values
  const now = values[key]
  const next = rest.length === 0 ? value : withAt(isValues(now) ? now : {}, rest, value)
  return { ...values, [key]: next }
}

interface Difference {
  readonly added: readonly string[]
  readonly changed: readonly string[]
  readonly removed: readonly string[]
}

function compare(now: Flat, then: Flat, mode: 'merge' | 'replace'): Difference {
  const added = [...then.keys()].filter((key) => !now.has(key))
  const changed = [...then].filter(([key, { value }]) => {
    const before = now.get(key)
    return before !== undefined && !isDeepStrictEqual(before.value, value)
  })
  const removed = mode === 'merge' ? [] : [...now.keys()].filter((key) => !then.has(key))
  return { added, changed: changed.map(([key]) => key), removed }
}

/** `LINE:COLUMN: what is so`. */
const problemOf = ({ message }: QuiesceError): string =>
  message.startsWith(`${noName}:`) ? message.slice(noName.length + 1) : message

/** The text as a file, or all that is wrong with it. */
function readText(
  text: string,
  own: ConfigurationFile,
  mode: 'merge' | 'replace',
): Result<ConfigurationFile, readonly string[]> {
  const read = parseConfiguration(noName, text.replace(/^\ufeff/, ''))
  if (!read.ok) return fail(read.error.map(problemOf))
  const kept = mode === 'merge' ? own.profiles : []
  const ids = profileIds([...read.value.profiles, ...kept].map(({ name }) => name))
  const problems = refuseUnknownProfiles(profilesWanted(read.value), ids)
  return problems.length === 0 ? read : fail(problems.map(problemOf))
}

const valuesOf = (file: ConfigurationFile): Values => (file.document.toJS() ?? {}) as Values

/** Services that an import takes out while something is under way for them. */
async function refuseBusy(
  ports: EntryPorts,
  removed: readonly string[],
): Promise<QuiesceError | null> {
  for (const key of removed) {
    const [section, ...name] = key.split('.')
    const refusal = section === 'services' ? await ports.refuseBusy(name.join('.')) : null
    if (refusal !== null) return refusal
  }
  return null
}

/** What is in the text takes its place, and what is not in it stays. */
const merge = (ports: EntryPorts, text: string, then: ConfigurationFile) =>
  editRecorded(ports, {
    target: null,
    before: () => `${ports.by} imports a configuration into ${ports.file}.`,
    after: () => `A configuration was imported into ${ports.file} by ${ports.by}.`,
    decide: ({ values }: FileNow) => {
      const wanted = [...flatten(valuesOf(then)).values()].reduce(
        (now, { path, value }) => withAt(now, path, value),
        values,
      )
      return ok({ wanted, linesOf: writtenLines(text, then.document) })
    },
  })

/** The text is the file from then on; the one before is kept beside it. */
async function replace(ports: EntryPorts, text: string): Promise<Result<string | null>> {
  const { file, uid, by, beforeRename } = ports
  const say = (sentence: string) => ports.record(null, { kind: 'notice', sentence })
  const said = await say(`${by} replaces ${file} by an imported configuration.`)
  if (!said.ok) return said
  const backup = await keepBackup(file, uid)
  if (!backup.ok) return backup
  const options = { path: file, uid, ...(beforeRename && { beforeRename }) }
  const written = await editFile(options, () => ok(text))
  await ports.store.reload()
  if (!written.ok) return written
  const kept = backup.value === null ? '' : ` What stood there is kept in ${backup.value}.`
  await say(`${file} was replaced by an imported configuration, by ${by}.${kept}`)
  return ok(backup.value)
}

/**
 * Says what an import would add, change and take out, or does it. With a problem nothing is done: each
 * has its line and column in the text. Errors: as of any change of the file, and `busy` where it takes
 * out a service that is being stopped.
 */
export async function importConfiguration(
  ports: EntryPorts,
  { text, mode, confirmed }: RequestInput<'configuration.import'>,
): Promise<Result<ConfigurationImport>> {
  const now = ownFile(await ports.store.reload(), ports.file)
  const read = readText(text, now.file, mode)
  const nothing = { done: false, added: [], changed: [], removed: [] }
  if (!read.ok) return ok({ ...nothing, problems: read.error })
  const difference = compare(flatten(now.values), flatten(valuesOf(read.value)), mode)
  const report = { ...difference, problems: [] }
  if (!confirmed) return ok({ ...report, done: false })
  const busy = await refuseBusy(ports, difference.removed)
  if (busy !== null) return fail(busy)
  if (mode === 'merge') {
    const merged = await merge(ports, text, read.value)
    return merged.ok ? ok({ ...report, done: true }) : merged
  }
  const backup = await replace(ports, text.replace(/^\ufeff/, ''))
  if (!backup.ok) return backup
  return ok({ ...report, done: true, ...(backup.value !== null && { backup: backup.value }) })
}
