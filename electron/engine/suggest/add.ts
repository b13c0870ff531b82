/** Writes a service that a person wants to keep into the configuration. */
import { fail, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { nearest } from '../../../shared/nearest.ts'
import type { AddedService } from '../../../shared/suggestion.ts'
import type { ConfigurationStore } from '../configuration/configuration.ts'
import { addServiceToFile, alreadyThere, checkNewService } from '../configuration/edit.ts'

export interface AddPorts {
  readonly store: Pick<ConfigurationStore, 'reload'>
  /** The person's own file. */
  readonly file: string
  readonly uid: number
  /** Who adds it, for the record. */
  readonly by: string
  /** Ids of the profiles that there are. */
  profiles(): readonly string[]
  readonly record: (target: string, body: JournalBody) => Promise<Result<unknown>>
}

const noProfile = (id: string, ids: readonly string[]): Result<never> =>
  fail({
    code: 'bad-input',
    message: `There is no profile "${id}".`,
    next: 'Nothing was written. Name one that there is, or none.',
    place: 'configuration.profile',
    candidates: nearest(id, [...ids, 'none']),
  })

/**
 * Adds a service under a free name and has it in force at once. Recorded before and after. Errors:
 * `bad-input` where the schema or a name that is taken stands against it, `bad-configuration` where
 * the file is broken, `not-now` where somebody else changes it, `no-permission`.
 */
export async function addService(
  ports: AddPorts,
  wanted: { readonly name: string; readonly configuration: unknown },
): Promise<Result<AddedService>> {
  const { store, file, by, record } = ports
  const { name } = wanted
  const checked = checkNewService(name, wanted.configuration)
  if (!checked.ok) return checked
  const { profile } = checked.value
  const ids = ports.profiles()
  if (profile !== undefined && profile !== 'none' && !ids.includes(profile)) {
    return noProfile(profile, ids)
  }
  const there = (await store.reload()).services.get(name)
  if (there) return fail(alreadyThere(name, there.place))
  const say = (sentence: string) => record(name, { kind: 'notice', sentence })
  const said = await say(`${by} adds the service ${name} to ${file}.`)
  if (!said.ok) return said
  const added = await addServiceToFile(
    { path: file, uid: ports.uid },
    { name, configuration: checked.value },
  )
  if (!added.ok) return added
  await store.reload()
  await say(`The service ${name} stands at ${added.value.place} now, added by ${by}.`)
  return added
}
