/** What is known of a daemon, as lines of text. */
import type { Fact, PlannedProfile, Profile } from '../../shared/profile.ts'
import { printable } from '../../shared/wording/numbers.ts'

/** A fact with where it comes from, in brackets. */
const factLine = (label: string, { text, basis }: Fact): string =>
  printable(`${label}: ${text} (${basis})`)

/** What a plan tells of the daemon that it stops. */
export function plannedProfileLines(profile: PlannedProfile | null): string[] {
  if (profile === null) return []
  return [
    printable(`Known as: ${profile.title}, because ${profile.how}`),
    factLine('A stop waits for', profile.waitsFor),
    factLine('Usual stop', profile.usual),
    factLine('Longest stop', profile.longest),
    factLine('Its own stop', profile.command),
  ]
}

/** What force costs this daemon, for the question before it. */
export function forceCostLines(profile: PlannedProfile | null): string[] {
  if (profile === null) return []
  const { danger, costs, survivors, recovery } = profile.force
  return [
    printable(`For ${profile.title} the danger of force is ${danger}.`),
    factLine('Lost', costs),
    factLine('Who survives', survivors),
    factLine('The next start', recovery),
  ]
}

/** The same in two lines, where nobody is asked any more. */
export const briefForceCost = (profile: PlannedProfile | null): string[] =>
  forceCostLines(profile).slice(0, 2)

function recognisedBy({ recognise }: Profile): string[] {
  const { programs = [], units = [], scripts = [], argument } = recognise
  const found = [
    ...(units.length > 0 ? [`units ${units.join(', ')}`] : []),
    ...(scripts.length > 0 ? [`init scripts ${scripts.join(', ')}`] : []),
    ...(programs.length > 0 ? [`programs ${programs.join(', ')}`] : []),
    ...(argument ? [`the argument ${argument.join(' or ')}`] : []),
  ]
  return found.length === 0 ? [] : [`Recognised by: ${found.join('; ')}`]
}

function signalLines({ signals }: Profile): string[] {
  const widest = Math.max(...signals.map(({ signal }) => signal.length))
  return signals.flatMap(({ signal, role, does, to, price, basis }) => [
    `  SIG${signal.padEnd(widest)}  ${role}, to ${to}: ${does} (${basis})`,
    ...(price === undefined ? [] : [`  ${' '.repeat(widest + 3)}  price: ${price}`]),
  ])
}

function stopLines({ stop }: Profile): string[] {
  const own = stop.ownDeadline
  return [
    ...(stop.schedule === undefined ? [] : [`Schedule: ${stop.schedule}`]),
    factLine('A stop waits for', stop.waitsFor),
    factLine('Usual stop', stop.usual),
    factLine('Longest stop', stop.longest),
    factLine('Its own stop', stop.command),
    ...(own
      ? [`Forces itself: ${own.what} after ${own.seconds} s, ${own.source} (${own.basis})`]
      : []),
  ]
}

function fileLines({ files, left }: Profile): string[] {
  const of = (system: string, one: Profile['files']['debian']): string[] => {
    const paths = [...(one?.pid ?? []), ...(one?.lock ?? []), ...(one?.socket ?? [])]
    return one && paths.length > 0 ? [`Files (${system}): ${paths.join(', ')} (${one.basis})`] : []
  }
  const after = (what: string, paths: readonly string[] = []): string[] =>
    paths.length === 0 ? [] : [`Left after ${what}: ${paths.join(', ')} (${left?.basis ?? ''})`]
  return [
    ...of('Debian', files.debian),
    ...of('RHEL', files.rhel),
    ...after('a stop', left?.afterStop),
    ...after('SIGKILL', left?.afterKill),
  ]
}

/** One profile in full: every fact with its basis, and where to read on. */
export function profileLines(profile: Profile, own: boolean): string[] {
  const { id, title, force, keeps, notes = [], sources } = profile
  return [
    `${title} (${id})${own ? ', yours or changed by you' : ''}`,
    ...recognisedBy(profile),
    'Signals:',
    ...signalLines(profile),
    ...stopLines(profile),
    `Danger of force: ${force.danger}`,
    factLine('Lost by force', force.costs),
    factLine('Who survives force', force.survivors),
    factLine('The next start after force', force.recovery),
    ...(keeps ? [`Left running: its children, ${keeps.why} (${keeps.basis})`] : []),
    ...fileLines(profile),
    ...notes.map((note) => factLine('Note', note)),
    ...sources.map((source) => `Source: ${source}`),
  ].map(printable)
}
