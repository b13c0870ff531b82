/** What root may do for a person here, in words. */
import type { HostInfo } from '../../shared/host.ts'
import {
  privilegedActions,
  type PermissionState,
  type PrivilegedAction,
} from '../../shared/permission.ts'
import { clock } from '../../shared/wording/numbers.ts'

/** What each action is, for a button and a sentence. */
export const privilegedWords: Record<
  PrivilegedAction,
  { readonly word: string; readonly says: string; readonly granted: string }
> = {
  signals: {
    word: 'Signals to others’ daemons',
    says: 'Stops daemons of root and of other users that are no units.',
    granted: 'signals',
  },
  'init-scripts': {
    word: 'Init scripts',
    says: 'Runs the scripts of /etc/init.d that only root can have written.',
    granted: 'init scripts',
  },
  'stale-files': {
    word: 'Stale files',
    says: 'Removes pid and lock files whose owner is proven dead.',
    granted: 'stale files',
  },
  deadlines: {
    word: 'systemd’s deadlines',
    says: 'Moves the moment at which systemd would kill a system unit.',
    granted: 'deadlines',
  },
}

/** While a dialog of the system is open: what it is about. */
export const askingSentence = (action: PrivilegedAction): string =>
  `The system is asking you for permission: ${privilegedWords[action].granted}. Nothing goes on before you answer.`

/** "03:12": the second matters to nobody here. */
export const sinceWords = (since: number): string => clock(since).slice(0, 5)

export interface PermissionLine {
  readonly text: string
  /** `asking` and `granted` stand out; a person can give back what is granted. */
  readonly kind: 'quiet' | 'asking' | 'granted' | 'missing'
  readonly why: string
}

function grantedText({ granted }: PermissionState): string {
  const since = sinceWords(Math.min(...granted.map((one) => one.since)))
  const which = privilegedActions.filter((action) => granted.some((one) => one.action === action))
  const words = which.map((action) => privilegedWords[action].granted)
  if (which.length === privilegedActions.length) return `Root’s daemons: allowed since ${since}`
  return `Root, for ${words.join(' and ')}: allowed since ${since}`
}

/** The line of the footer. */
export function permissionLine(
  host: Pick<HostInfo, 'root' | 'user' | 'permission'>,
): PermissionLine {
  const { permission, user, root } = host
  const { why } = permission
  if (root || permission.kind === 'root') return { text: 'Root', kind: 'quiet', why }
  if (permission.asking !== null) {
    return { text: 'The system is asking you for permission', kind: 'asking', why }
  }
  if (permission.granted.length > 0) return { text: grantedText(permission), kind: 'granted', why }
  switch (permission.kind) {
    case 'can-ask':
      return { text: `As ${user}; root is asked for when it is needed`, kind: 'quiet', why }
    case 'no-agent':
      return { text: `As ${user}; nobody can be asked for root`, kind: 'missing', why }
    case 'no-polkit':
    case 'not-installed':
      return { text: `As ${user}; other users’ daemons need root`, kind: 'missing', why }
  }
}

/** What is so, and what would help: a heading and steps for a person. */
export const permissionAdvice: Record<
  Exclude<PermissionState['kind'], 'root'>,
  { readonly title: string; readonly help: readonly string[] }
> = {
  'can-ask': {
    title: 'The system asks you when something needs root',
    help: [
      'Each of the four is asked for by itself, once, and lasts until you give it back or quit.',
    ],
  },
  'no-agent': {
    title: 'Nobody is there whom the system could ask',
    help: [
      'A desktop session usually starts an agent by itself: polkit-gnome, polkit-kde, lxpolkit.',
      'In a terminal, `pkttyagent` is one. Start it in another terminal, then ask again here.',
      'What you may do without root still works.',
    ],
  },
  'no-polkit': {
    title: 'This machine has no polkit',
    help: [
      'Install polkit (`polkitd` and `pkexec` on Debian, `polkit` on Fedora), then start Quiesce again.',
      'Or run `quiesce` as root in a terminal, for what needs it.',
    ],
  },
  'not-installed': {
    title: 'The part that works as root is not installed',
    help: [
      'It comes with the deb or rpm package, and only works from there, owned by root.',
      'Started from a checkout or an AppImage, Quiesce can do what you yourself may do.',
    ],
  },
}
