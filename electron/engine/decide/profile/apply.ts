/** What the profile of a daemon changes in a look at it. */
import type { Member } from '../../../../shared/process.ts'
import type { Profile, ProfileMatch } from '../../../../shared/profile.ts'
import type { StopMethod } from '../../../../shared/run.ts'
import type { Observed } from '../observed.ts'
import { scriptOf } from '../readable-name.ts'
import type { Table } from '../table.ts'
import { headsOf, profileFactsOf } from './facts.ts'
import type { ProfileIndex } from './index-profiles.ts'
import { keepChildren } from './kept.ts'
import { matchProfile } from './match.ts'

/** The one profile that fits all processes which stand for the service, or null. */
function matchAll(
  observed: Observed,
  of: { readonly table: Table; readonly index: ProfileIndex; readonly known: readonly Member[] },
): ProfileMatch | null {
  const found = profileFactsOf(observed, of.table, of.known).map((f) => matchProfile(f, of.index))
  const [first = null] = found
  return found.every((match) => match?.profile === first?.profile) ? first : null
}

/**
 * The stop that the daemon understands best: its graceful signal, to whom it has to go. Null where the
 * profile names none; a signal that leaves no choice is none.
 */
export function gracefulStop({ signals }: Profile): StopMethod | null {
  const graceful = signals.find(({ role, signal }) => role === 'graceful' && signal !== 'KILL')
  return graceful ? { kind: 'signal', signal: graceful.signal, scope: graceful.to } : null
}

/** Only a stop that nobody chose is replaced: a person's, a script's and a manager's hold. */
function chooseStop(
  { stopMethod, backend, configuration }: Observed,
  profile: Profile,
): StopMethod {
  const isOurs = backend === 'process' || backend === 'pidfile'
  const isChosen = configuration?.stop !== undefined || configuration?.signal !== undefined
  return isOurs && !isChosen ? (gracefulStop(profile) ?? stopMethod) : stopMethod
}

/**
 * True for an interpreter's script of which nothing but its name says that it is the daemon. What
 * asks nginx to leave (QUIT) tears such a script down with a core dump, what asks Apache to (WINCH)
 * it never hears, and whom cron leaves running it does not: it gets SIGTERM, with all that it started.
 */
function isNamesake(match: ProfileMatch, heads: readonly Member[], table: Table): boolean {
  const { keeps } = match.profile
  const graceful = gracefulStop(match.profile)
  const isPlain = keeps === undefined && (graceful?.kind !== 'signal' || graceful.signal === 'TERM')
  if (match.by !== 'program' || isPlain) return false
  const rows = heads.flatMap(({ identity }) => table.rows.get(identity.pid) ?? [])
  return rows.some((row) => scriptOf(row) !== null)
}

/**
 * The look with what is known of the daemon: its profile, its own stop, and whom it leaves running.
 * Of a unit the manager knows the last two better. `known`: the run's members so far, empty at first.
 */
export function applyProfile(
  observed: Observed,
  of: { readonly table: Table; readonly index: ProfileIndex; readonly known: readonly Member[] },
): Observed {
  const profile = matchAll(observed, of)
  if (observed.unit !== null) return { ...observed, profile }
  const heads = headsOf(observed, of.known)
  const main = heads.length === 1 ? (heads[0] ?? null) : null
  const isTold = profile !== null && !isNamesake(profile, heads, of.table)
  const members = keepChildren(observed.members, main, {
    keeps: isTold ? profile.profile.keeps : undefined,
    known: of.known,
  })
  const stopMethod = isTold ? chooseStop(observed, profile.profile) : observed.stopMethod
  return { ...observed, profile, members, stopMethod }
}
