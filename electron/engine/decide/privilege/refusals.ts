/** What a person is told where root's part cannot be had; every one is `no-permission`. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { PermissionState, PrivilegedAction } from '../../../../shared/permission.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { NoPermission, NoPermissionKind } from './pkexec-answer.ts'

/** What each action is, as the end of "permission to …". */
export const actionWords: Readonly<Record<PrivilegedAction, string>> = {
  signals: 'signal processes of other users',
  'init-scripts': 'run init scripts as root',
  'stale-files': 'remove stale pid and lock files of root',
  deadlines: 'move the stop deadline of system units',
}

/** Why not, and what would help. */
const words: Readonly<Record<NoPermissionKind, readonly [message: string, next: string]>> = {
  dismissed: [
    'the question was closed without an answer',
    'Try again and answer it, or ask somebody who may.',
  ],
  denied: [
    'it was denied',
    'Ask an administrator: a rule of polkit decides about it, or the password was not right.',
  ],
  'no-agent': [
    'nobody could be asked, because no polkit agent runs in this session',
    'Start one (a desktop brings one; in a terminal: pkttyagent --process PID), or run Quiesce as root.',
  ],
  'no-polkit': [
    'polkit cannot be asked here',
    'Install pkexec and polkitd and start polkit.service, or run Quiesce as root.',
  ],
  'not-installed': [
    'the root helper is not installed',
    "Install Quiesce's package (deb or rpm), or run Quiesce as root.",
  ],
  broken: [
    'the root helper could not serve',
    'Look at the cause, install the package of this version again, or run Quiesce as root.',
  ],
}

/** The refusal for this action. */
export function refusePermission(
  action: PrivilegedAction,
  { kind, why }: NoPermission,
): QuiesceError {
  const [message, next] = words[kind]
  return {
    code: 'no-permission',
    message: `There is no permission to ${actionWords[action]}: ${message}. Nothing was done.`,
    next,
    place: action,
    cause: printable(why),
  }
}

/** Nobody is there who could be asked: a script, or `--no-input`. */
export const nobodyToAsk = (action: PrivilegedAction): QuiesceError => ({
  code: 'no-permission',
  message: `There is no permission to ${actionWords[action]}, and nobody is there to be asked. Nothing was done.`,
  next: 'Run it at a terminal or in the window, where the system can ask, or run Quiesce as root.',
  place: action,
})

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

/** The state of permission as a sentence with what would help. */
export function describePermission(
  kind: PermissionState['kind'],
  why: string | null,
): PermissionState['why'] {
  if (kind === 'root') return 'Quiesce runs as root.'
  if (kind === 'can-ask') return 'The system asks a person when something of root’s is to be done.'
  const [message, next] = words[kind]
  return `${sentence(message)}${why === null ? '' : ` (${printable(why)})`} ${next}`
}
