/** A person's own profiles over those of the catalogue. */
import {
  profileSchema,
  type OwnProfile,
  type Profile,
  type ProfileSignal,
} from '../../../shared/profile.ts'
import {
  indexProfiles,
  type KnownProfile,
  type ProfileIndex,
} from '../decide/profile/index-profiles.ts'

type OwnProfiles = Readonly<Record<string, OwnProfile>>

/** The catalogue's signals, with the person's in their places and new ones behind. */
function mergeSignals(
  base: readonly ProfileSignal[],
  own: readonly ProfileSignal[],
): ProfileSignal[] {
  const mine = new Map(own.map((one) => [one.signal, one]))
  const known = new Set(base.map(({ signal }) => signal))
  return [
    ...base.map((one) => mine.get(one.signal) ?? one),
    ...own.filter(({ signal }) => !known.has(signal)),
  ]
}

/** The catalogue's profile with the fields that a person wrote instead. */
function changeProfile(base: Profile, own: OwnProfile): Profile {
  const signals = own.signals === undefined ? base.signals : mergeSignals(base.signals, own.signals)
  return profileSchema.parse({ ...base, ...own, signals })
}

/**
 * What is known of daemons: the catalogue in its order, each as a person changed it, then the
 * person's new ones. A new one that is not complete is left out: the configuration has refused it.
 */
export function mergeProfiles(
  catalogue: readonly Profile[],
  own: OwnProfiles | null | undefined,
): readonly KnownProfile[] {
  const mine = new Map(Object.entries(own ?? {}))
  const changed = catalogue.map((base): KnownProfile => {
    const change = mine.get(base.id)
    return change === undefined
      ? { profile: base, own: false }
      : { profile: changeProfile(base, change), own: true }
  })
  const ids = new Set(catalogue.map(({ id }) => id))
  const added = [...mine].flatMap(([id, fields]): KnownProfile[] => {
    if (ids.has(id)) return []
    const parsed = profileSchema.safeParse({ ...fields, id })
    return parsed.success ? [{ profile: parsed.data, own: true }] : []
  })
  return [...changed, ...added]
}

/** Indexes the profiles that hold now; made anew only when the person's own are others. */
export function createProfileIndex(
  catalogue: readonly Profile[],
  own: () => OwnProfiles | null | undefined,
): () => ProfileIndex {
  let last: { readonly own: OwnProfiles | null | undefined; readonly index: ProfileIndex } | null =
    null
  return () => {
    const now = own()
    if (last === null || last.own !== now) {
      last = { own: now, index: indexProfiles(mergeProfiles(catalogue, now)) }
    }
    return last.index
  }
}
