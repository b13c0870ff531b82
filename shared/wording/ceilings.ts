/** Who else will force, when, and whether that can be moved. */
import type { Ceiling } from '../plan.ts'
import type { Run } from '../run.ts'
import type { RunUnit } from '../unit.ts'
import { clock, duration, printable } from './numbers.ts'

/** What was forced already stands beside what is to come: its moment is past. */
const isSent = ({ source, what }: Ceiling): boolean => source === `${what} was sent`

/** That somebody else forced, as a sentence: names like systemd's begin with a small letter. */
export const forcedSentence = (who: string): string => `Forced by ${who}, not by Quiesce.`

/** "systemd sends SIGKILL", or that it may force where nobody knows how. */
const whoDoesWhat = ({ who, what }: Ceiling): string =>
  `${printable(who)} ${what === '' ? 'may force' : `sends ${printable(what)}`}`

const plainClock = (wall: number): string => `at ${clock(wall)}`

/** "at 03:14:04", "between 03:13:00 and 03:14:30", or that nobody knows. */
function whenWords({ at, earliest }: Ceiling): string {
  if (earliest === undefined) return at === null ? 'at a moment not known' : plainClock(at)
  if (at === null) return `not before ${clock(earliest)}`
  return clock(earliest) === clock(at)
    ? plainClock(at)
    : `between ${clock(earliest)} and ${clock(at)}`
}

/**
 * Who will force and when: "systemd sends SIGKILL at 03:14:04 (TimeoutStopSec=90s after SIGTERM)".
 * A ceiling that cannot be moved says why.
 */
export function ceilingSentence(ceiling: Ceiling): string {
  const { who, what, fixed, at } = ceiling
  if (isSent(ceiling)) {
    return `${printable(who)} has sent ${printable(what)}${at === null ? '' : ` ${plainClock(at)}`}`
  }
  const cannot = fixed === null ? '' : `; it cannot be moved from here: ${printable(fixed)}`
  return `${whoDoesWhat(ceiling)} ${whenWords(ceiling)} (${printable(ceiling.source)})${cannot}`
}

/** The ceiling that comes first, or null where no moment is known. */
export function nearestCeiling(ceilings: readonly Ceiling[]): (Ceiling & { at: number }) | null {
  const known = ceilings.flatMap((c) => (c.at === null ? [] : [{ ...c, at: c.at }]))
  return known.sort((a, b) => a.at - b.at)[0] ?? null
}

/** "in 1:30", or "in 1:30 to 3:00" where what goes before may be over sooner. */
function inWords({ at, earliest }: Ceiling & { at: number }, now: number): string {
  const latest = duration(at - now)
  const soonest = duration((earliest ?? at) - now)
  return soonest === latest ? `in ${latest}` : `in ${soonest} to ${latest}`
}

/** For the live line: "systemd sends SIGKILL in 1:30, moved"; '' where nobody else is going to force. */
export function ceilingCountdown(run: Pick<Run, 'ceilings' | 'unit'>, now: number): string {
  const ceiling = nearestCeiling(run.ceilings)
  if (ceiling !== null) {
    if (isSent(ceiling)) return `${printable(ceiling.who)} has sent ${printable(ceiling.what)}`
    const moved = typeof run.unit?.movedTo === 'number' ? ', moved' : ''
    return `${whoDoesWhat(ceiling)} ${inWords(ceiling, now)}${moved}`
  }
  if (run.unit?.movedTo === 'never') return 'systemd is held back'
  const [unknown] = run.ceilings
  return unknown === undefined ? '' : `${whoDoesWhat(unknown)}, nobody knows when`
}

/** How a person moved the deadline of this stop, as a sentence; null where nobody did. */
export function movedSentence({ name, movedTo }: RunUnit): string | null {
  if (movedTo === null) return null
  const unit = printable(name)
  return movedTo === 'never'
    ? `systemd is held back: it does not force ${unit}.`
    : `systemd's deadline for ${unit} was moved to ${clock(movedTo)}.`
}

/**
 * For menus and notifications, which do not tick: "systemd sends SIGKILL at 03:14:04"; '' where
 * nobody else is going to force it.
 */
export function ceilingClause(run: Pick<Run, 'ceilings' | 'unit'>): string {
  const ceiling = nearestCeiling(run.ceilings) ?? run.ceilings[0]
  if (ceiling === undefined) return run.unit?.movedTo === 'never' ? 'systemd is held back' : ''
  return isSent(ceiling)
    ? `${printable(ceiling.who)} has sent ${printable(ceiling.what)}`
    : `${whoDoesWhat(ceiling)} ${whenWords(ceiling)}`
}
