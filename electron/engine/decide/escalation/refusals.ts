import type { QuiesceError } from '../../../../shared/errors.ts'
import type { Member } from '../../../../shared/process.ts'
import type { Effect } from './events.ts'

/** The kernel refused a signal (EPERM, kill(2)): another user's process. */
export function noPermission(title: string, member: Member): QuiesceError {
  return {
    code: 'no-permission',
    message: `${title} could not be signalled: process ${member.identity.pid} (${member.name}) belongs to ${member.user}.`,
    next: `Run Quiesce as ${member.user === 'root' ? 'root' : `${member.user} or as root`}, or ask somebody who may.`,
  }
}

/** The decision answers a step that is over. */
export const staleDecision = (now: string): Effect => ({
  kind: 'refuse-decision',
  error: {
    code: 'stale-decision',
    message: `This decision came too late: the run is already ${now}.`,
    next: 'Look at the run as it stands now, and decide again.',
  },
})

/** Going on would force; only Force… does that. */
export const needsForce: Effect = {
  kind: 'refuse-decision',
  error: {
    code: 'needs-force',
    message: 'The next step is SIGKILL. Going on never crosses into force.',
    next: 'Choose Force…, wait longer, or leave it.',
  },
}

export const nothingFollows: Effect = {
  kind: 'refuse-decision',
  error: {
    code: 'nothing-follows',
    message: 'The schedule has no further step.',
    next: 'Wait longer, leave it, or choose Force….',
  },
}

/** This decision means nothing in this phase. */
export const notNow = (message: string, next: string): Effect => ({
  kind: 'refuse-decision',
  error: { code: 'not-now', message, next },
})

/** Only what a diagnosis of this very run offers is done. */
export const noRemedy: Effect = {
  kind: 'refuse-decision',
  error: {
    code: 'stale-decision',
    message: 'The newest diagnosis of this run offers no such remedy.',
    next: 'Look at the diagnosis as it is now, and choose again.',
  },
}

/** A run that a crash left sends nothing before somebody has taken it up. */
export const notTakenUp: Effect = notNow(
  'This run was left by a Quiesce that went down; nothing is sent until it is taken up.',
  'Take it up first: go on with it, or leave it.',
)
