/** What systemd will send by force after a phase of a stop, and how long after its begin. */
import type { UnitSettings } from '../../../../shared/unit.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import type { StopPhase } from './sub-states.ts'
import { abortTimeout, stopTimeout, timeSpan } from './unit-words.ts'

/** One signal that nobody can refuse, counted in milliseconds from the phase's begin; null: not by a clock. */
export interface Force {
  readonly signal: number
  readonly earliestMs: number | null
  readonly latestMs: number | null
  readonly source: string
  /** Why no clock decides it, or null where a clock does. */
  readonly fixed: string | null
}

interface Span {
  readonly earliestMs: number
  readonly latestMs: number
}
const after = (span: Span, ms: number): Span => ({
  earliestMs: span.earliestMs + ms,
  latestMs: span.latestMs + ms,
})
const atOnce: Span = { earliestMs: 0, latestMs: 0 }

const force = (signal: number, span: Span, source: string): Force => ({
  signal,
  ...span,
  source,
  fixed: null,
})

/** "…, only to the main process": KillMode=process spares the others even from the last signal. */
const reach = ({ killMode }: UnitSettings): string =>
  killMode === 'process' ? ', only to the main process (KillMode=process)' : ''

function kill(settings: UnitSettings, span: Span, source: string): readonly Force[] {
  if (!settings.sendSigkill) return []
  return [force(settings.finalKillSignal, span, source + reach(settings))]
}

/** From the signal that aborts: SIGKILL after TimeoutAbortSec=. */
function fromAbort(settings: UnitSettings, span: Span): readonly Force[] {
  const { timeoutAbortMs, watchdogSignal } = settings
  if (timeoutAbortMs === null) return []
  const source = `${abortTimeout(settings)} after ${signalWord(watchdogSignal)}`
  return kill(settings, after(span, timeoutAbortMs), source)
}

function abort(settings: UnitSettings, span: Span, source: string): readonly Force[] {
  const why = `${source} (TimeoutStopFailureMode=abort)${reach(settings)}`
  return [force(settings.watchdogSignal, span, why), ...fromAbort(settings, span)]
}

/** From the signal that asks (KillSignal=), sent at some moment of the span. */
function fromAsk(settings: UnitSettings, span: Span, before: string): readonly Force[] {
  const { timeoutStopMs, killSignal } = settings
  if (timeoutStopMs === null) return []
  const source = `${before}${before === '' ? stopTimeout(settings) : timeSpan(timeoutStopMs)} after ${signalWord(killSignal)}`
  const end = after(span, timeoutStopMs)
  return settings.timeoutFailureMode === 'abort'
    ? abort(settings, end, source)
    : kill(settings, end, source)
}

/** From the first of so many commands, each with the whole timeout to itself. */
function fromCommands(settings: UnitSettings, count: number, name: string): readonly Force[] {
  const { timeoutStopMs, timeoutFailureMode } = settings
  if (timeoutStopMs === null) return []
  const commands = Math.max(1, count)
  const each = commands === 1 ? name : `each of ${commands} ${name} commands`
  const source = `${stopTimeout(settings)} for ${each}`
  const hung: Span = { earliestMs: timeoutStopMs, latestMs: timeoutStopMs * commands }
  if (timeoutFailureMode === 'abort') return abort(settings, hung, source)
  if (timeoutFailureMode === 'kill') return kill(settings, hung, source)
  const asked: Span = { earliestMs: 0, latestMs: hung.latestMs }
  return fromAsk(settings, asked, `${source}, then `)
}

/** Everything that systemd will force from the begin of this phase on, in order; none with KillMode=none. */
export function forcesFrom(phase: StopPhase, settings: UnitSettings): readonly Force[] {
  if (settings.killMode === 'none') return []
  switch (phase) {
    case 'command':
      return fromCommands(settings, settings.execStop.length, 'ExecStop=')
    case 'post':
      return fromCommands(settings, settings.execStopPost.length, 'ExecStopPost=')
    case 'asked':
    case 'final-asked':
      return fromAsk(settings, atOnce, '')
    case 'aborted':
    case 'final-aborted':
      return fromAbort(settings, atOnce)
    case 'killed':
    case 'final-killed':
      return []
  }
}

/**
 * KillMode=mixed asks the main process alone; whoever is left when it has ended (and ExecStopPost=
 * is over) gets SIGKILL at once, whatever the timeout.
 */
export function mixedForce(phase: StopPhase, settings: UnitSettings): readonly Force[] {
  if (settings.killMode !== 'mixed' || !settings.sendSigkill) return []
  if (phase.startsWith('final-')) return []
  const post = settings.execStopPost.length > 0 ? ' and ExecStopPost= is over' : ''
  const follows = phase === 'post' ? 'ExecStopPost= is over' : `the main process has ended${post}`
  return [
    {
      signal: settings.finalKillSignal,
      earliestMs: null,
      latestMs: null,
      source: `KillMode=mixed: to all others as soon as ${follows}`,
      fixed: 'no clock decides it, the end of the main process does',
    },
  ]
}
