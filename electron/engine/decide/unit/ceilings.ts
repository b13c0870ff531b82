/**
 * When systemd itself will force, by sub-state: counted from StateChangeTimestamp, since that is
 * what systemd counts from, and counts from anew after a daemon-reload (service_coldplug_timeout).
 */
import type { Ceiling } from '../../../../shared/plan.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { forcesFrom, mixedForce, type Force } from './forces.ts'
import { whyFixed } from './move-limits.ts'
import { isKillPhase, longestMsIn, runsExecStop, stopPhaseOf } from './sub-states.ts'

const toCeiling =
  (fixed: string | null, start: number | null) =>
  (force: Force): Ceiling => ({
    who: 'systemd',
    source: force.source,
    what: signalWord(force.signal),
    fixed: force.fixed ?? fixed,
    at: start === null || force.latestMs === null ? null : start + force.latestMs,
    ...(start === null || force.earliestMs === null || force.earliestMs === force.latestMs
      ? {}
      : { earliest: start + force.earliestMs }),
  })

/**
 * The ceilings of a stop under way, in the sub-state that it is in now; none while it runs, where
 * the timeout is infinity, and with SendSIGKILL=no, where nobody forces. `at` is the latest moment;
 * `earliest` stands beside it where commands that end sooner bring it nearer.
 */
export function ceilingsOf(unit: RunUnit): readonly Ceiling[] {
  const phase = stopPhaseOf(unit.state)
  if (phase === null) return []
  const start = unit.state.since?.wall ?? null
  if (isKillPhase(phase)) return [sentAlready(unit, start)]
  const forces = [...forcesFrom(phase, unit.settings), ...mixedForce(phase, unit.settings)]
  const fixed = whyFixed(unit)
  return forces.map(toCeiling(fixed, start)).flatMap((ceiling) => applyMove(unit, ceiling))
}

function sentAlready(unit: RunUnit, at: number | null): Ceiling {
  const what = signalWord(unit.settings.finalKillSignal)
  return { who: 'systemd', source: `${what} was sent`, what, fixed: whyFixed(unit), at }
}

/** A move that the reload confirmed: a held clock has no ceiling, an extended one is never nearer. */
function applyMove(unit: RunUnit, ceiling: Ceiling): readonly Ceiling[] {
  const { movedTo } = unit
  if (movedTo === null || ceiling.at === null) return [ceiling]
  if (movedTo === 'never') return []
  const { earliest, ...rest } = ceiling
  const at = Math.max(ceiling.at, movedTo)
  const source = `${ceiling.source}, as moved by Quiesce`
  if (earliest === undefined || at === movedTo) return [{ ...rest, at, source }]
  return [{ ...rest, at, source, earliest: Math.max(earliest, movedTo) }]
}

/**
 * The ceilings of a stop that would begin at this moment. Of a stop already under way they are its
 * own; a unit at rest has none.
 */
export function plannedCeilings(unit: RunUnit, at: Moment): readonly Ceiling[] {
  const { activeState } = unit.state
  if (stopPhaseOf(unit.state) !== null) return ceilingsOf(unit)
  // A restart that waits for its time is called off on the spot.
  if (unit.state.subState.startsWith('auto-restart')) return []
  if (activeState === 'inactive' || activeState === 'failed') return []
  const phase = runsExecStop(unit) ? 'command' : 'asked'
  const forces = [...forcesFrom(phase, unit.settings), ...mixedForce(phase, unit.settings)]
  return forces
    .map(toCeiling(unit.fixedDeadline, at.wall))
    .map((c) => (c.at === null ? c : { ...c, source: `${c.source}, counted from the stop` }))
}

const overdueMs = 1000

/**
 * The ceilings as they are now. The clock of systemd does not count a suspended machine's sleep, so
 * their wall clock is set right. Where the sub-state outlasts its own timeout, the service has asked
 * for more time (EXTEND_TIMEOUT_USEC, sd_notify(3)), which no property tells: the moment is unknown.
 */
export function withOverdue(
  ceilings: readonly Ceiling[],
  unit: RunUnit,
  now: Moment,
): readonly Ceiling[] {
  const phase = stopPhaseOf(unit.state)
  const { since } = unit.state
  if (phase === null || since === null || isKillPhase(phase)) return ceilings
  const longest = longestMsIn(phase, unit.settings)
  const isOverdue = longest !== null && now.mono - since.mono > longest + overdueMs
  const isMoved = unit.movedTo === 'never' || now.wall < (unit.movedTo ?? 0) + overdueMs
  if (isOverdue && unit.settings.mayExtend && !isMoved) return ceilings.map(forget)
  const sleptMs = now.wall - now.mono - (since.wall - since.mono)
  if (Math.abs(sleptMs) < overdueMs) return ceilings
  return ceilings.map((c) => (c.at === unit.movedTo ? c : shift(c, sleptMs)))
}

function forget(ceiling: Ceiling): Ceiling {
  if (ceiling.at === null) return ceiling
  const { who, what, fixed } = ceiling
  const source = `${ceiling.source}; it asked for more time since (EXTEND_TIMEOUT_USEC)`
  return { who, source, what, fixed, at: null }
}

function shift(ceiling: Ceiling, ms: number): Ceiling {
  if (ceiling.at === null) return ceiling
  const moved = { ...ceiling, at: ceiling.at + ms }
  return ceiling.earliest === undefined ? moved : { ...moved, earliest: ceiling.earliest + ms }
}
