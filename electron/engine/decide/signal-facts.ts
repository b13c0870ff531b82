import type { SignalMasks } from '../../../shared/process.ts'
import type { SignalFact } from '../../../shared/service.ts'
import {
  defaultAction,
  signalNumbers,
  type DefaultAction,
  type SignalName,
} from '../../../shared/signals.ts'

/** Those that administrators send, in the order in which they are worth knowing. */
const common: readonly SignalName[] = [
  ...(['TERM', 'INT', 'QUIT', 'HUP', 'USR1', 'USR2', 'ABRT', 'ALRM', 'WINCH'] as const),
  ...(['STOP', 'CONT', 'KILL'] as const),
]

const effects: Record<DefaultAction, string> = {
  terminate: 'ends it',
  core: 'ends it with a core dump',
  ignore: 'does nothing',
  stop: 'stops it until SIGCONT',
  continue: 'lets it go on if it was stopped',
}

/** signal(7): "The signals SIGKILL and SIGSTOP cannot be caught, blocked, or ignored." */
const unstoppable = new Set<SignalName>(['KILL', 'STOP'])

/** What a process does with one signal now. Blocked comes first: until it unblocks, nothing happens. */
export function dispositionOf(masks: SignalMasks, signal: SignalName): SignalFact['here'] {
  const number = signalNumbers[signal]
  if (unstoppable.has(signal)) return 'default'
  if (masks.ignored.includes(number)) return 'ignored'
  if (masks.blocked.includes(number)) return 'blocked'
  return masks.caught.includes(number) ? 'caught' : 'default'
}

/**
 * What common signals do to a process, as SigCgt, SigIgn and SigBlk of /proc/PID/status say
 * (proc_pid_status(5)). They tell who handles a signal, not what the handler does. `effect` is the
 * kernel's default.
 */
export const listSignalFacts = (masks: SignalMasks): readonly SignalFact[] =>
  common.map((signal) => ({
    signal: `SIG${signal}`,
    number: signalNumbers[signal],
    here: dispositionOf(masks, signal),
    effect: effects[defaultAction(signal)],
    meaning: null,
  }))
