/** A person's own profiles, and the names of profiles that services ask for. */
import type { Configuration } from '../../../shared/configuration.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import { nearest } from '../../../shared/nearest.ts'
import { profileSchema, type Profile } from '../../../shared/profile.ts'
import { configurationError } from './file.ts'
import type { Finding } from './issues.ts'

/** Fields that no profile can be without. */
const needed = Object.entries(profileSchema.shape).flatMap(([key, schema]) =>
  key === 'id' || schema.safeParse(undefined).success ? [] : [key],
)

/** A profile that the catalogue does not have stands alone, so it needs every field. */
export function refuseIncomplete(
  profiles: Configuration['profiles'],
  catalogue: readonly Profile[],
): Finding[] {
  const ids = catalogue.map(({ id }) => id)
  return Object.entries(profiles ?? {}).flatMap(([id, fields]): Finding[] => {
    const missing = needed.filter((key) => !Object.hasOwn(fields, key))
    if (ids.includes(id) || missing.length === 0) return []
    const message = `"${id}" is no profile of the catalogue, so that it has to be whole; expected ${missing.join(', ')} as well.`
    return [{ path: ['profiles', id], at: 'key', message, candidates: nearest(id, ids) }]
  })
}

/** A service that asks for a profile by its name. */
export interface ProfileWanted {
  readonly service: string
  readonly id: string
  /** `FILE:LINE:COLUMN` of that name. */
  readonly place: string
}

/** An error for each service that asks for a profile that nobody wrote. Without one it is used all the same. */
export function refuseUnknownProfiles(
  wanted: readonly ProfileWanted[],
  ids: readonly string[],
): QuiesceError[] {
  return wanted
    .filter(({ id }) => id !== 'none' && !ids.includes(id))
    .map(({ service, id, place }) => {
      const candidates = nearest(id, [...ids, 'none'])
      const message = `services.${service}.profile: there is no profile "${id}"; expected the id of one, or none.`
      return configurationError(place, message, {
        next: 'Look with `quiesce profile` at those that there are, or write it under `profiles:`.',
        ...(candidates.length > 0 && { candidates }),
      })
    })
}
