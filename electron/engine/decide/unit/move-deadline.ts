/**
 * Moves the deadline of a stop under way: a runtime drop-in with a new TimeoutStopSec= and a reload.
 * systemd counts it from StateChangeTimestamp (service_coldplug_timeout; tried on systemd 252).
 */
import { fail, ok, type QuiesceError, type Result } from '../../../../shared/errors.ts'
import type { Ceiling } from '../../../../shared/plan.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { RunUnit, UnitSettings } from '../../../../shared/unit.ts'
import { whyFixed } from './move-limits.ts'
import { longestMsIn, stopPhaseOf, type StopPhase } from './sub-states.ts'

/** What the drop-in says, as systemd.time(7) spells it; `timeoutAbortSec` is null where it stays as it is. */
export interface MovedTimeouts {
  readonly timeoutStopSec: string
  readonly timeoutAbortSec: string | null
}

const leastAheadMs = 1000
const slackMs = 1000

const refuse = (code: QuiesceError['code'], message: string, next: string): Result<never> =>
  fail({ code, message, next })

/**
 * The timeouts that put the deadline to this moment, or take it away. Refused where nothing can be
 * moved (`not-now`, `not-available`), and where it would bring the kill nearer (`needs-force`).
 */
export function decideMove(
  unit: RunUnit,
  to: Moment | 'never',
  now: Moment,
): Result<MovedTimeouts> {
  const phase = stopPhaseOf(unit.state)
  const { since } = unit.state
  if (phase === null || since === null)
    return refuse(
      'not-now',
      `${unit.name} is not being stopped: systemd has no deadline for it yet.`,
      'Move the deadline once the stop is under way.',
    )
  const fixed = whyFixed(unit)
  if (fixed !== null)
    return refuse(
      unit.fixedDeadline === null ? 'not-now' : 'not-available',
      `systemd's deadline for ${unit.name} cannot be moved: ${fixed}.`,
      'Count with it, or ask who may move it.',
    )
  if (to === 'never') return ok(timeouts(unit, phase, null))
  if (to.mono <= now.mono + leastAheadMs)
    return refuse(
      'not-now',
      'The new deadline would be over before systemd reads it, and it would force at once.',
      'Choose a later moment.',
    )
  return moveTo(unit, phase, to.mono - since.mono, now.mono - since.mono)
}

/** Milliseconds are counted from the sub-state's begin. */
function moveTo(
  unit: RunUnit,
  phase: StopPhase,
  toMs: number,
  nowMs: number,
): Result<MovedTimeouts> {
  const presentMs = timerOf(unit, phase)
  if (presentMs === null)
    return refuse(
      'needs-force',
      `systemd waits for ${unit.name} without a deadline; a new one would bring force nearer.`,
      'Leave it as it is, or force it yourself.',
    )
  const longest = longestMsIn(phase, unit.settings) ?? presentMs
  if (unit.settings.mayExtend && nowMs > longest + slackMs)
    return refuse(
      'not-now',
      `${unit.name} asked systemd for more time; a new deadline could be nearer than that.`,
      'Hold instead: it takes the deadline away altogether.',
    )
  if (toMs < presentMs)
    return refuse(
      'needs-force',
      `The new deadline for ${unit.name} would be nearer than systemd's own.`,
      'Choose a later moment, or force it yourself.',
    )
  // A later one of several commands has its timeout from its own begin, at the latest from now.
  const leastMs = longest > presentMs ? nowMs + presentMs : presentMs
  return ok(timeouts(unit, phase, Math.max(toMs, leastMs)))
}

const isAborted = (phase: StopPhase): boolean => phase === 'aborted' || phase === 'final-aborted'

/** The timeout that runs in this phase. */
const timerOf = ({ settings }: RunUnit, phase: StopPhase): number | null =>
  isAborted(phase) ? settings.timeoutAbortMs : settings.timeoutStopMs

/**
 * TimeoutAbortSec= follows TimeoutStopSec= until it is written: it is written as it is now, so that
 * only the one timer moves.
 */
function timeouts(unit: RunUnit, phase: StopPhase, ms: number | null): MovedTimeouts {
  const { settings } = unit
  if (isAborted(phase))
    return { timeoutStopSec: spell(settings.timeoutStopMs), timeoutAbortSec: spell(ms) }
  const aborts = settings.timeoutFailureMode === 'abort'
  return {
    timeoutStopSec: spell(ms),
    timeoutAbortSec: aborts ? spell(settings.timeoutAbortMs) : null,
  }
}

/** Rounded up to whole milliseconds: never nearer than asked for. 0 would mean infinity. */
const spell = (ms: number | null): string =>
  ms === null ? 'infinity' : `${Math.max(1, Math.ceil(ms))}ms`

/** As far as root's helper moves a deadline: a day. */
const mostSeconds = 86_400

/** The timeout of a stop as whole seconds, never nearer than asked for; "never" is a day. */
export function wholeSeconds({ timeoutStopSec }: MovedTimeouts): number {
  const ms = Number.parseInt(timeoutStopSec, 10)
  return Number.isNaN(ms) ? mostSeconds : Math.min(mostSeconds, Math.ceil(ms / 1000))
}

/**
 * Whether what the drop-in says is in force now. A reload that was answered is no proof: of a unit
 * without its file no drop-in is read, and another one may stand behind ours.
 */
export const isInForce = (settings: UnitSettings, move: MovedTimeouts): boolean =>
  spell(settings.timeoutStopMs) === move.timeoutStopSec &&
  (move.timeoutAbortSec === null || spell(settings.timeoutAbortMs) === move.timeoutAbortSec)

/** How far beyond the run's own deadline systemd's is kept, so that the run always decides first. */
const aheadMs = 10_000

const isClock = (c: Ceiling): boolean => c.at !== null || c.fixed === null
const momentOf = (c: Ceiling): number | null => c.earliest ?? c.at

/**
 * What an extended or held run (`deadline` null) needs of systemd's own deadline: a moment, a
 * reason why it cannot be had, or null where it is far enough.
 */
export function needsMove(
  ceilings: readonly Ceiling[],
  deadline: Moment | null,
  addMs: number,
  now: Moment,
): { readonly to: Moment | 'never' } | { readonly fixed: string } | null {
  const clocks = ceilings.filter(isClock)
  const unknown = clocks.find((c) => c.at === null)
  const first = clocks
    .filter((c) => c.at !== null)
    .toSorted((a, b) => (momentOf(a) ?? 0) - (momentOf(b) ?? 0))[0]
  const soonest = unknown ?? first
  if (soonest === undefined) return null
  // It has asked for more time itself: any moment that we name could be nearer than that.
  if (deadline === null || unknown !== undefined)
    return soonest.fixed === null ? { to: 'never' } : { fixed: soonest.fixed }
  const at = momentOf(soonest) ?? 0
  const least = deadline.wall + aheadMs
  if (at >= least) return null
  if (soonest.fixed !== null) return { fixed: soonest.fixed }
  const wall = Math.max(at + addMs, least)
  return { to: { wall, mono: now.mono + (wall - now.wall) } }
}
