/** A service, group or profile in the values of a file: put in, changed, renamed or taken out. */
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import { nearest } from '../../../../shared/nearest.ts'
import type { ConfiguredService, LoadedConfiguration } from '../configuration.ts'
import type { FileNow } from '../change-file.ts'
import type { Rewrite, Values } from '../rewrite/rewrite.ts'
import { leaveUnwritten } from './unwritten.ts'

export type Section = 'services' | 'groups' | 'profiles'

const nothingWritten = 'Nothing was written.'

/** One word for what stands in a section. */
export const sectionWords: Readonly<Record<Section, string>> = {
  services: 'service',
  groups: 'group',
  profiles: 'profile',
}

export const notOwn = (what: string, place: string): QuiesceError => ({
  code: 'protected',
  message: `${what} stands in a file of this machine, at ${place}; only your own file is changed from here.`,
  next: `${nothingWritten} Ask an administrator of this machine to change it there.`,
  place,
})

const noneCalled = (section: Section, name: string, names: readonly string[]): QuiesceError => ({
  code: 'unknown-target',
  message: `There is no ${sectionWords[section]} called ${name}.`,
  next: `${nothingWritten} Look which there are, and name one of them.`,
  place: 'name',
  candidates: nearest(name, names),
})

/** Names and places of a section's entries in all files, the last of each name last. */
function entriesIn(
  { files }: LoadedConfiguration,
  section: Section,
): readonly { readonly name: string; readonly place: string; readonly path: string }[] {
  return files.flatMap((file) =>
    file[section].map(({ name, place }: Pick<ConfiguredService, 'name' | 'place'>) => {
      return { name, place, path: file.path }
    }),
  )
}

/** Why an entry cannot be changed: it is not there, or not in the person's own file. */
export function refuseEntry(
  loaded: LoadedConfiguration,
  own: string,
  { section, name }: { readonly section: Section; readonly name: string },
): QuiesceError | null {
  const entries = entriesIn(loaded, section)
  const called = entries.filter((entry) => entry.name === name)
  if (called.some(({ path }) => path === own)) return null
  const other = called.at(-1)
  if (other) return notOwn(`The ${sectionWords[section]} ${name}`, other.place)
  return noneCalled(
    section,
    name,
    entries.map((entry) => entry.name),
  )
}

/** What stands elsewhere under a name that goes from the person's own file, or null. */
export const otherPlace = (
  loaded: LoadedConfiguration,
  own: string,
  { section, name }: { readonly section: Section; readonly name: string },
): string | null =>
  entriesIn(loaded, section).findLast((entry) => entry.name === name && entry.path !== own)
    ?.place ?? null

const sectionOf = (values: Values, section: Section): Values => {
  const entries = values[section]
  return typeof entries === 'object' && entries !== null ? (entries as Values) : {}
}

/** The values with other entries in a section; one without any goes. */
export function withSection(values: Values, section: Section, entries: Values): Values {
  if (Object.keys(entries).length > 0) return { ...values, [section]: entries }
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== section))
}

/** What the schema reads of an entry as it stands in a file now. */
function readEntry({ file }: FileNow, section: Section, name: string): unknown {
  if (section !== 'services') return file[section].find((one) => one.name === name)?.value
  return file.services.find((one) => one.name === name)?.configuration
}

/** An entry with another value, under the same name or a new one; what the schema fills in stays out. */
export function changeEntry(
  now: FileNow,
  { section, name, to = name }: { section: Section; name: string; to?: string },
  value: unknown,
): Rewrite {
  const entries = sectionOf(now.values, section)
  const written = leaveUnwritten(value, entries[name], readEntry(now, section, name))
  const changed = Object.hasOwn(entries, name)
    ? Object.fromEntries(
        Object.entries(entries).map(([key, one]) => (key === name ? [to, written] : [key, one])),
      )
    : { ...entries, [to]: written }
  return {
    wanted: withSection(now.values, section, changed),
    rename: to === name ? null : { section, from: name, to },
  }
}

/** A file without an entry. */
export function removeEntry(
  now: FileNow,
  { section, name }: { readonly section: Section; readonly name: string },
): Result<Rewrite, readonly QuiesceError[]> {
  const entries = sectionOf(now.values, section)
  if (!Object.hasOwn(entries, name)) {
    return fail([noneCalled(section, name, Object.keys(entries))])
  }
  const left = Object.fromEntries(Object.entries(entries).filter(([key]) => key !== name))
  return ok({ wanted: withSection(now.values, section, left) })
}
