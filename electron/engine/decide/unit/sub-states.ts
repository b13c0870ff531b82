/**
 * The way of a stop through the sub-states of a service, as systemd 252 goes it (service.c,
 * service_dispatch_timer and service_enter_signal; tried against a real one).
 */
import type { UnitSettings, UnitState } from '../../../../shared/unit.ts'

/** What systemd does to the unit in a sub-state of a stop. */
export type StopPhase =
  /** ExecStop= commands run, each with a timeout of its own. */
  | 'command'
  /** KillSignal= was sent. */
  | 'asked'
  /** WatchdogSignal= was sent: TimeoutStopFailureMode=abort, or the watchdog barked. */
  | 'aborted'
  /** FinalKillSignal= was sent. */
  | 'killed'
  /** ExecStopPost= commands run. */
  | 'post'
  /** KillSignal= to whoever is left after ExecStopPost=. */
  | 'final-asked'
  | 'final-aborted'
  | 'final-killed'

const phases: Readonly<Record<string, StopPhase>> = {
  stop: 'command',
  'stop-sigterm': 'asked',
  'stop-watchdog': 'aborted',
  'stop-sigkill': 'killed',
  'stop-post': 'post',
  'final-sigterm': 'final-asked',
  'final-watchdog': 'final-aborted',
  'final-sigkill': 'final-killed',
}

/** Where a stop stands, or null where no stop is under way. */
export function stopPhaseOf(state: Pick<UnitState, 'subState'>): StopPhase | null {
  return Object.hasOwn(phases, state.subState) ? (phases[state.subState] ?? null) : null
}

/** True in a phase that began with SIGKILL (or what FinalKillSignal= names). */
export const isKillPhase = (phase: StopPhase | null): boolean =>
  phase === 'killed' || phase === 'final-killed'

/**
 * The longest that systemd stays in the phase by its own clock, milliseconds; null for ever. Each
 * command of ExecStop= and ExecStopPost= has the whole timeout to itself.
 */
export function longestMsIn(phase: StopPhase, settings: UnitSettings): number | null {
  const { timeoutStopMs, timeoutAbortMs } = settings
  if (phase === 'aborted' || phase === 'final-aborted') return timeoutAbortMs
  if (timeoutStopMs === null) return null
  if (phase === 'command') return timeoutStopMs * Math.max(1, settings.execStop.length)
  if (phase === 'post') return timeoutStopMs * Math.max(1, settings.execStopPost.length)
  return timeoutStopMs
}

/** Whether a stop would run ExecStop= first: not while it still starts or reloads (service_stop). */
export const runsExecStop = (unit: {
  readonly settings: UnitSettings
  readonly state: UnitState
}): boolean => unit.settings.execStop.length > 0 && unit.state.activeState === 'active'
