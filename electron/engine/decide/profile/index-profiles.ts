/** Profiles by what they are recognised by: a list of a thousand services asks for each of them. */
import type { Profile } from '../../../../shared/profile.ts'

/** A profile, and whether a person wrote or changed it. */
export interface KnownProfile {
  readonly profile: Profile
  readonly own: boolean
}

type Candidates = ReadonlyMap<string, readonly KnownProfile[]>

/** All that is known of daemons, ready to be asked. Made once for each set of profiles. */
export interface ProfileIndex {
  readonly all: readonly KnownProfile[]
  readonly byId: ReadonlyMap<string, KnownProfile>
  readonly byProgram: Candidates
  readonly byScript: Candidates
  /** By the pid files that it writes, on Debian and on Red Hat's. */
  readonly byPidFile: Candidates
  /** By the whole name, or with `*` between `@` and `.service`. */
  readonly byUnit: Candidates
  /** Patterns whose `*` stands elsewhere. */
  readonly unitPatterns: readonly (readonly [pattern: RegExp, known: KnownProfile])[]
}

function groupBy(
  profiles: readonly KnownProfile[],
  keysOf: (profile: Profile) => readonly string[] | undefined,
): Candidates {
  const groups = new Map<string, KnownProfile[]>()
  for (const known of profiles) {
    for (const key of new Set(keysOf(known.profile))) {
      const list = groups.get(key)
      if (list) list.push(known)
      else groups.set(key, [known])
    }
  }
  return groups
}

const isPlain = (unit: string): boolean => !unit.replace('@*.service', '').includes('*')

/** `postgresql@*.service` for every instance of it; null for what is no instance. */
export function templateOf(unit: string): string | null {
  const at = unit.indexOf('@')
  return at < 0 || !unit.endsWith('.service') ? null : `${unit.slice(0, at)}@*.service`
}

/** `*` is any text; every other character that means something to a RegExp stands for itself. */
const toRegExp = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[\\.@]/g, String.raw`\$&`).replaceAll('*', '.*')}$`)

/** Indexes profiles. Where several are recognised by the same, a person's own comes first. */
export function indexProfiles(profiles: readonly KnownProfile[]): ProfileIndex {
  const all = profiles.toSorted((a, b) => Number(b.own) - Number(a.own))
  const unitsOf = ({ recognise }: Profile): readonly string[] => recognise.units ?? []
  return {
    all: profiles,
    byId: new Map(all.map((known) => [known.profile.id, known])),
    byProgram: groupBy(all, ({ recognise }) => recognise.programs),
    byScript: groupBy(all, ({ recognise }) => recognise.scripts),
    byPidFile: groupBy(all, ({ files }) => [
      ...(files.debian?.pid ?? []),
      ...(files.rhel?.pid ?? []),
    ]),
    byUnit: groupBy(all, (profile) => unitsOf(profile).filter(isPlain)),
    unitPatterns: all.flatMap((known) =>
      unitsOf(known.profile)
        .filter((unit) => !isPlain(unit))
        .map((unit) => [toRegExp(unit), known] as const),
    ),
  }
}

/** Where nothing is known of any daemon. */
export const noProfiles: ProfileIndex = indexProfiles([])
