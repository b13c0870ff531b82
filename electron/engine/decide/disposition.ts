import type { SignalMasks } from '../../../shared/process.ts'
import { signalNumbers, type SignalName } from '../../../shared/signals.ts'

/** What a process does with a signal, as its masks say. */
export type Disposition = 'caught' | 'ignored' | 'blocked' | 'default'

/** signal(7): "The signals SIGKILL and SIGSTOP cannot be caught, blocked, or ignored." */
export const isUnstoppable = (signal: SignalName): boolean => signal === 'KILL' || signal === 'STOP'

/** What a process does with one signal now. Blocked comes first: until it unblocks, nothing happens. */
export function dispositionOf(masks: SignalMasks, signal: SignalName): Disposition {
  const number = signalNumbers[signal]
  if (isUnstoppable(signal)) return 'default'
  if (masks.ignored.includes(number)) return 'ignored'
  if (masks.blocked.includes(number)) return 'blocked'
  return masks.caught.includes(number) ? 'caught' : 'default'
}
