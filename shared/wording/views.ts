/** Words of the window that other doors can share: states, back ends, reasons, signals, advice. */
import type { AdviceLevel } from '../advice.ts'
import { assertNever } from '../errors.ts'
import type { Member, MemberReason } from '../process.ts'
import type { SentSignal, SignalOutcome } from '../run.ts'
import type { Scope } from '../schedule.ts'
import type { Backend, ServiceState, SignalFact } from '../service.ts'
import type { Vice } from '../practice.ts'
import { printable } from './numbers.ts'

/** The state as one or two words, beside its symbol. */
export const stateWord: Record<ServiceState['kind'], string> = {
  running: 'Running',
  stopping: 'Stopping',
  asking: 'Asks you',
  stopped: 'Stopped',
  starting: 'Starting',
  deactivating: 'Stopping',
  failed: 'Failed',
  exited: 'Exited',
  frozen: 'Frozen',
  'dead-pid-file': 'Dead, pid file left',
  'dead-lock-file': 'Dead but locked',
  unknown: 'Unknown',
}

/** How a service is found and controlled, as the table says it. */
export const backendWord: Record<Backend, string> = {
  systemd: 'systemd',
  sysv: 'init.d',
  pidfile: 'pid file',
  process: 'process',
}

/** To whom a signal goes, as the end of a sentence. */
export const scopeWords: Record<Scope, string> = {
  main: 'to the main process',
  all: 'to every member',
  group: 'to the main process group',
}

/** Why a process belongs, as words without a full stop. */
export function reasonWords(reason: MemberReason): string {
  switch (reason.kind) {
    case 'picked':
      return printable(reason.how)
    case 'pid-file':
      return `named by ${printable(reason.path)}`
    case 'child':
      return `child of ${reason.of}`
    case 'session':
      return `in the session of ${reason.leader}`
    case 'process-group':
      return `in the process group of ${reason.leader}`
    case 'left-tree':
      return `left the tree of ${reason.from}`
    case 'unit':
      return `in the cgroup of ${printable(reason.unit)}${printable(reason.below)}`
    case 'left-cgroup':
      return `left the unit's cgroup for ${printable(reason.to)}`
    default:
      return assertNever(reason)
  }
}

/** All reasons of a member in one line. */
export const memberReasons = (member: Member): string => member.reasons.map(reasonWords).join(', ')

/** True for a member that left its tree and was seen leaving. */
export const isEscapee = (member: Member): boolean =>
  member.reasons.some((reason) => reason.kind === 'left-tree' || reason.kind === 'left-cgroup')

/** What the process says a signal does to it. */
export const hereWord: Record<SignalFact['here'], string> = {
  caught: 'caught',
  ignored: 'ignored',
  blocked: 'blocked',
  default: 'default',
  unknown: 'unknown',
}

/** What became of one signal. `maybe`: the intent is on disk, the result is not. */
export const signalOutcomeWord: Record<SignalOutcome, string> = {
  sent: 'sent',
  gone: 'already gone',
  'no-permission': 'refused by the kernel',
  failed: 'failed',
  maybe: 'may have been sent',
}

/** What was sent, by the name people know: "SIGTERM", "the stop command". */
export function sentWord({ what }: Pick<SentSignal, 'what'>): string {
  if (what === 'stop-command') return 'the stop command'
  return what === 'stop-unit' ? 'the stop of the unit' : `SIG${what}`
}

/** The five rungs, mildest first, as short as a ladder allows. */
export const adviceWord: Record<AdviceLevel, string> = {
  none: 'nothing',
  'clean-up': 'clean up',
  'try-restart': 'try a restart',
  'reboot-recommended': 'reboot recommended',
  'reboot-required': 'reboot required',
}

/** What SIGKILL costs any process; what it costs this daemon in particular is not known here. */
export const forceCosts: readonly string[] = [
  'Data that a process has not written yet is lost.',
  'Requests under way are cut off in the middle.',
  'Temporary files, locks and sockets stay behind.',
]

/** A short name for each practice daemon, and what to try on it. */
export const viceWords: Record<Vice, { readonly name: string; readonly lesson: string }> = {
  obeys: { name: 'Obedient', lesson: 'Stop it and watch it leave: this is how a good stop looks.' },
  slow: { name: 'Slow', lesson: 'Extend or hold while it cleans up; force would cost its data.' },
  'ignores-term': {
    name: 'Deaf',
    lesson: 'The stop asks you in the end. Look at who is left, then leave it or force it.',
  },
  'catches-term': {
    name: 'Stubborn',
    lesson: 'It hears SIGTERM and stays. Waiting longer does not help; see what you are offered.',
  },
  stopped: {
    name: 'Asleep',
    lesson: 'SIGCONT follows SIGTERM, so that it wakes up, hears and leaves.',
  },
  'double-forks': {
    name: 'Escapee',
    lesson: 'Its starter is gone; only the pid file names the process that stayed.',
  },
  respawns: {
    name: 'Returner',
    lesson: 'Its children come back until the main process itself is gone.',
  },
  forks: { name: 'Crowd', lesson: 'A main process and its workers leave one by one.' },
  'leaves-files': {
    name: 'Litterer',
    lesson: 'It leaves pid file, lock file and socket: dead, and still not clean.',
  },
}
