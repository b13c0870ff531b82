/** Who forced, where it was not this run: from two looks at the unit. */
import { signalNumbers } from '../../../../shared/signals.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { stopPhaseOf, type StopPhase } from './sub-states.ts'
import { abortTimeout, stopTimeout } from './unit-words.ts'

/**
 * Words for who forced since the look before ("systemd (TimeoutStopSec=2s)"), or null. `ours`: this
 * run has sent SIGKILL, so that a main process killed by it proves nothing.
 */
export function foreignForce(before: RunUnit, after: RunUnit, ours: boolean): string | null {
  return (
    forcedByPhase(before, after) ??
    forcedByTimeout(before, after) ??
    (ours ? null : killedMain(before, after))
  )
}

/** A SIGKILL that nobody can be named for. */
export const somebodyElse = 'somebody else (SIGKILL)'
const outOfMemory = 'the kernel (out of memory)'

const forcing: readonly (StopPhase | null)[] = [
  'aborted',
  'killed',
  'final-aborted',
  'final-killed',
]

/** systemd entered a sub-state that begins with a signal nobody can refuse. */
function forcedByPhase(before: RunUnit, after: RunUnit): string | null {
  const phase = stopPhaseOf(after.state)
  if (phase === null || before.state.subState === after.state.subState) return null
  return forcing.includes(phase) ? `systemd (${reasonFor(phase, before, after)})` : null
}

function reasonFor(phase: StopPhase, before: RunUnit, after: RunUnit): string {
  const { settings, state } = after
  if (state.result === 'watchdog') return 'WatchdogSec='
  // Whoever the kernel killed while it stopped, systemd kills the rest at once (service_notify_cgroup_oom_event).
  if (state.result === 'oom-kill') return 'out of memory'
  const last = stopPhaseOf(before.state)
  if (last === 'aborted' || last === 'final-aborted') return abortTimeout(settings)
  // Entered without a timeout: nobody was asked before, because only the main process is.
  if (phase === 'final-killed' && settings.killMode === 'mixed' && state.result !== 'timeout')
    return 'KillMode=mixed'
  return stopTimeout(settings)
}

/** The sub-state was too short to be seen, but the result says that the timer fired in one that ends in SIGKILL. */
function forcedByTimeout(before: RunUnit, after: RunUnit): string | null {
  const last = stopPhaseOf(before.state)
  if (before.state.result === after.state.result) return null
  if (after.state.result === 'watchdog') return 'systemd (WatchdogSec=)'
  if (after.state.result === 'oom-kill') return outOfMemory
  if (after.state.result !== 'timeout' || !after.settings.sendSigkill) return null
  if (last === 'asked' || last === 'final-asked') return `systemd (${stopTimeout(after.settings)})`
  return null
}

function killedMain(before: RunUnit, after: RunUnit): string | null {
  const exit = after.state.mainExit
  if (exit === null || exit.how !== 'killed' || exit.status !== signalNumbers.KILL) return null
  if (sameExit(before, after)) return null
  if (after.state.result === 'oom-kill') return outOfMemory
  const { killSignal } = after.settings
  if (killSignal === signalNumbers.KILL) return `systemd (KillSignal=${signalWord(killSignal)})`
  const last = stopPhaseOf(before.state)
  const isForcing = last !== null && forcing.includes(last)
  // A timeout, and SIGKILL behind it: also where nobody looked in between.
  const timedOut = after.state.result === 'timeout' && before.state.result !== 'timeout'
  if (isForcing || timedOut) return `systemd (${stopTimeout(after.settings)})`
  return somebodyElse
}

/** An old exit is not news: ExecMainStatus stays as it was until the next main process. */
const sameExit = (before: RunUnit, after: RunUnit): boolean =>
  before.state.mainExit !== null &&
  before.state.invocation === after.state.invocation &&
  before.state.mainExit.how === after.state.mainExit?.how &&
  before.state.mainExit.status === after.state.mainExit.status
