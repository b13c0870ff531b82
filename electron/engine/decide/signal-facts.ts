import type { SignalMasks } from '../../../shared/process.ts'
import type { Profile } from '../../../shared/profile.ts'
import type { SignalFact } from '../../../shared/service.ts'
import {
  defaultAction,
  signalNumbers,
  type DefaultAction,
  type SignalName,
} from '../../../shared/signals.ts'
import { dispositionOf } from './disposition.ts'
import { meaningOf } from './profile/meaning.ts'

/** Those that administrators send, in the order in which they are worth knowing. */
const common: readonly SignalName[] = [
  'TERM',
  'INT',
  'QUIT',
  'HUP',
  'USR1',
  'USR2',
  'ABRT',
  'ALRM',
  'WINCH',
]
const last: readonly SignalName[] = ['STOP', 'CONT', 'KILL']

const effects: Record<DefaultAction, string> = {
  terminate: 'ends it',
  core: 'ends it with a core dump',
  ignore: 'does nothing',
  stop: 'stops it until SIGCONT',
  continue: 'lets it go on if it was stopped',
}

/**
 * What signals do to a process, as SigCgt, SigIgn and SigBlk of /proc/PID/status say
 * (proc_pid_status(5)), and what they mean to it, as its profile says: the common ones, and all that
 * the profile names. Masks tell who handles a signal, not what the handler does; null where they
 * cannot be read. `effect` is the kernel's default.
 */
export function listSignalFacts(
  masks: SignalMasks | null,
  profile: Profile | null = null,
): readonly SignalFact[] {
  const named = (profile?.signals ?? []).map(({ signal }) => signal)
  const more = named.filter((signal) => !last.includes(signal))
  return [...new Set([...common, ...more, ...last])].map((signal) => ({
    signal: `SIG${signal}`,
    number: signalNumbers[signal],
    here: masks === null ? 'unknown' : dispositionOf(masks, signal),
    effect: effects[defaultAction(signal)],
    meaning: meaningOf(profile, signal, masks),
  }))
}
