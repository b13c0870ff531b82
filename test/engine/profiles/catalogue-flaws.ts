/** What the catalogue's test looks at. */
import type { Fact, Profile } from '../../../shared/profile.ts'

/** Every fact of a profile. */
export const factsOf = ({ stop, force, notes = [] }: Profile): readonly Fact[] => [
  stop.usual,
  stop.longest,
  stop.waitsFor,
  stop.command,
  force.costs,
  force.survivors,
  force.recovery,
  ...notes,
]

/** The words that sentences are made of, facts apart. */
export const wordsOf = ({ title, signals, stop, keeps }: Profile): readonly string[] => [
  title,
  ...signals.flatMap(({ action, does, price = 'nothing' }) => [action, does, price]),
  stop.ownDeadline?.what ?? 'nothing',
  keeps?.why ?? 'nothing',
]

/** Where everything is said to come from. */
export const basesOf = (profile: Profile): readonly string[] =>
  [
    ...factsOf(profile),
    ...profile.signals,
    profile.stop.ownDeadline,
    profile.keeps,
    profile.files.debian,
    profile.files.rhel,
    profile.left,
  ].flatMap((one) => (one ? [one.basis] : []))

/** What two profiles claim: `program java`. A program may be shared where the arguments tell. */
export function claimsTwice(profiles: readonly Profile[]): readonly string[] {
  const claims = profiles.flatMap(({ recognise }) => {
    const { programs = [], units = [], scripts = [], argument } = recognise
    const told = argument === undefined ? [''] : argument.map((word) => ` with ${word}`)
    return [
      ...programs.flatMap((name) => told.map((how) => `program ${name}${how}`)),
      ...units.map((name) => `unit ${name}`),
      ...scripts.map((name) => `script ${name}`),
    ]
  })
  return claims.filter((claim, at) => claims.indexOf(claim) !== at)
}
