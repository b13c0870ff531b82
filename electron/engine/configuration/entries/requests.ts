/** The requests that change a service, a group or a profile in the person's own file. */
import type { RequestInput } from '../../../../shared/contract.ts'
import type { ConfigurationChange } from '../../../../shared/configuration-edit.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import { alreadyThere, checkNewService } from '../edit.ts'
import { editRecorded, ownFile, type EditPorts } from '../edit-recorded.ts'
import type { ConfigurationFile } from '../yaml.ts'
import {
  changeEntry,
  otherPlace,
  refuseEntry,
  removeEntry,
  sectionWords,
  type Section,
} from './change-entry.ts'
import { findReferences, renameReferences } from './references.ts'
import { sayDangling, sayRenamed, sayRequested, sayStrangers, sayUncovered } from './words.ts'

export interface EntryPorts extends EditPorts {
  /** Ids of the profiles that there are. */
  profiles(): readonly string[]
  /** Why a service cannot get another name or go now: something that is under way is about it. */
  refuseBusy(name: string): Promise<QuiesceError | null>
}

interface Entry {
  readonly section: Section
  readonly name: string
}

const placeOf = (file: ConfigurationFile, { section, name }: Entry): string =>
  file[section].find((one: { readonly name: string }) => one.name === name)?.place ?? file.path

const changed = (
  file: Result<ConfigurationFile>,
  entry: Entry,
  sentence: string,
): Result<ConfigurationChange> =>
  file.ok ? ok({ place: placeOf(file.value, entry), sentence }) : file

/** Takes an entry out, and says who names it still. */
async function remove(ports: EntryPorts, entry: Entry): Promise<Result<ConfigurationChange>> {
  const { store, file, by } = ports
  const { section, name } = entry
  const loaded = await store.reload()
  const refusal =
    refuseEntry(loaded, file, entry) ??
    (section === 'services' ? await ports.refuseBusy(name) : null)
  if (refusal !== null) return fail(refusal)
  const what = `the ${sectionWords[section]} ${name}`
  const written = await editRecorded(ports, {
    target: section === 'services' ? name : null,
    before: () => `${by} takes ${what} out of ${file}.`,
    after: () => `${what.replace('the', 'The')} was taken out of ${file} by ${by}.`,
    decide: (now) => removeEntry(now, entry),
  })
  if (!written.ok) return written
  const { values } = ownFile(store.current(), file)
  const sentences = [
    `${name} was taken out of ${file}.`,
    ...(section === 'services' ? sayDangling(findReferences(values, name), name) : []),
    ...(section === 'profiles' ? sayRequested(store.current(), name) : []),
    ...sayUncovered(otherPlace(store.current(), file, entry)),
  ]
  return ok({ place: file, sentence: sentences.join(' ') })
}

const noProfile = (id: string, candidates: readonly string[]): QuiesceError => ({
  code: 'bad-input',
  message: `There is no profile "${id}".`,
  next: 'Nothing was written. Name one that there is, or none.',
  place: 'services.change.configuration.profile',
  candidates,
})

/** What stands against a service under its new name. */
async function refuseService(
  ports: EntryPorts,
  { name, rename }: RequestInput<'services.change'>,
): Promise<QuiesceError | null> {
  const loaded = await ports.store.reload()
  const entry: Entry = { section: 'services', name }
  const isNew = loaded.services.get(name) === undefined && rename === undefined
  if (isNew) return null
  const refusal = refuseEntry(loaded, ports.file, entry)
  if (refusal !== null || rename === undefined || rename === name) return refusal
  const there = loaded.services.get(rename)
  return there ? alreadyThere(rename, there.place) : ports.refuseBusy(name)
}

/**
 * Another description of a service, under its name or a new one; `null` takes it out with the comment
 * right above it. Comments beside what stays are kept, and whoever names it in the same file names it
 * by its new name. A service that is being stopped keeps its name and stays until that is over
 * (`busy`): the run, its record and what follows would be about nothing; another description of it is
 * allowed, and the run goes on as it was planned. Errors beside those of any change: `protected` where
 * it stands in a file of the machine, `unknown-target`.
 */
export async function changeService(
  ports: EntryPorts,
  input: RequestInput<'services.change'>,
): Promise<Result<ConfigurationChange>> {
  const { name, rename } = input
  if (input.configuration === null) return remove(ports, { section: 'services', name })
  const to = rename ?? name
  const checked = checkNewService(to, input.configuration)
  if (!checked.ok) {
    return fail({ ...checked.error, place: `services.change.${checked.error.place ?? ''}` })
  }
  const { profile } = checked.value
  const ids = ports.profiles()
  if (profile !== undefined && profile !== 'none' && !ids.includes(profile)) {
    return fail(noProfile(profile, ids))
  }
  const refusal = await refuseService(ports, input)
  if (refusal !== null) return fail(refusal)
  const { file, by } = ports
  let named: readonly string[] = []
  const what = to === name ? `the service ${name}` : `the service ${name}, which is ${to} then,`
  const written = await editRecorded(ports, {
    target: name,
    before: () => `${by} changes ${what} in ${file}.`,
    after: (now) =>
      `${to} stands at ${placeOf(now, { section: 'services', name: to })} now, changed by ${by}.`,
    decide: (now) => {
      const rewrite = changeEntry(now, { section: 'services', name, to }, checked.value)
      if (to === name) return ok(rewrite)
      named = findReferences(rewrite.wanted, name)
      return ok({ ...rewrite, wanted: renameReferences(rewrite.wanted, name, to) })
    },
  })
  const under = await ports.refuseBusy(name)
  const sentences = [
    to === name ? `${name} is changed.` : `${name} is called ${to} now.`,
    ...sayRenamed(named, to),
    ...(under === null ? [] : ['What is under way for it goes on as it was planned.']),
    ...(written.ok ? sayStrangers(ports.store.current(), checked.value.needs ?? []) : []),
  ]
  return changed(written, { section: 'services', name: to }, sentences.join(' '))
}

/** Puts a group or a profile in, or another in its place. */
async function changeOther(
  ports: EntryPorts,
  entry: Entry,
  value: unknown,
): Promise<Result<ConfigurationChange>> {
  const { file, by, store } = ports
  const { section, name } = entry
  const refusal = refuseEntry(await store.reload(), file, entry)
  // One that is nowhere yet is made; one of the machine's is not replaced behind its back.
  if (refusal !== null && refusal.code !== 'unknown-target') return fail(refusal)
  const what = `the ${sectionWords[section]} ${name}`
  const written = await editRecorded(ports, {
    target: null,
    before: () => `${by} writes ${what} into ${file}.`,
    after: (now) => `${name} stands at ${placeOf(now, entry)} now, written by ${by}.`,
    decide: (now) => ok(changeEntry(now, entry, value)),
  })
  const members = section === 'groups' ? (value as readonly string[]) : []
  const word = refusal === null ? 'is changed' : 'is new'
  const sentences = [
    `${what.replace('the', 'The')} ${word}.`,
    ...(written.ok ? sayStrangers(store.current(), members) : []),
  ]
  return changed(written, entry, sentences.join(' '))
}

/** The members of a group; `null` takes it out. */
export const changeGroup = (
  ports: EntryPorts,
  { name, members }: RequestInput<'groups.change'>,
): Promise<Result<ConfigurationChange>> =>
  members === null
    ? remove(ports, { section: 'groups', name })
    : changeOther(ports, { section: 'groups', name }, members)

/** A profile of one's own; `null` takes it out. */
export const changeProfile = (
  ports: EntryPorts,
  { id, profile }: RequestInput<'profiles.change'>,
): Promise<Result<ConfigurationChange>> =>
  profile === null
    ? remove(ports, { section: 'profiles', name: id })
    : changeOther(ports, { section: 'profiles', name: id }, profile)
