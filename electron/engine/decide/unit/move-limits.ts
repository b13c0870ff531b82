/** Where the deadline of a stop cannot be moved, and why. */
import type { RunUnit } from '../../../../shared/unit.ts'
import { signalWord } from '../../../../shared/wording/unit-words.ts'
import { stopPhaseOf } from './sub-states.ts'

/**
 * Why the deadline cannot be moved now, without a full stop, or null where it can be. A drop-in that
 * is taken back by ExecStopPost= would outlive the stop once those commands are over.
 */
export function whyFixed(unit: RunUnit): string | null {
  const phase = stopPhaseOf(unit.state)
  switch (phase) {
    case null:
    case 'command':
    case 'asked':
    case 'aborted':
    case 'post':
      return unit.fixedDeadline
    case 'killed':
    case 'final-killed':
      return `systemd has sent ${signalWord(unit.settings.finalKillSignal)} already`
    case 'final-asked':
    case 'final-aborted':
      if (unit.tidiedAtRest === true) return unit.fixedDeadline
      return 'ExecStopPost= is over: a moved deadline could not be taken back any more'
  }
}
