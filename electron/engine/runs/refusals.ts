import type { QuiesceError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import type { Bystander } from '../decide/unit/bystanders.ts'

export const noSuchRun = (id: string): QuiesceError => ({
  code: 'no-such-run',
  message: `There is no run ${id}.`,
  next: 'quiesce journal shows the runs that there were.',
})

/** Another run of this Quiesce is about the same processes. */
export const busyHere = (run: Run): QuiesceError => ({
  code: 'busy',
  message: `${run.title} is being stopped already, by ${run.by} (run ${run.id}).`,
  next: 'Open that run and decide there.',
})

/** A run about the same processes was cut off, and what it sent may still work. */
export const cutOff = (run: Run): QuiesceError => ({
  code: 'busy',
  message: `A stop of ${run.title} was cut off when Quiesce went down (run ${run.id}); what it sent stays sent.`,
  next: `Take that run up, and go on with it or leave it: quiesce resume ${run.id}; to leave it without taking it up, add --leave.`,
})

/** A found run is left as it is, or taken up before anything else is decided. */
export const notTakenUp = (id: string): QuiesceError => ({
  code: 'not-now',
  message: `The run ${id} was left by a Quiesce that went down; nothing is sent until it is taken up.`,
  next: `Take it up first: quiesce resume ${id}. Or leave it: quiesce resume ${id} --leave.`,
})

/** The newest diagnosis of the run does not offer it. */
export const noSuchRemedy = (run: Run): QuiesceError => ({
  code: 'stale-decision',
  message: `No such remedy is offered for ${run.title} now.`,
  next: 'Look at the diagnosis as it is now, and choose again.',
})

/** While it was checked, somebody else chose it, or another look found something else. */
export const remedyIsOld = (run: Run): QuiesceError => ({
  code: 'stale-decision',
  message: `This remedy for ${run.title} was chosen already, or is not offered any more.`,
  next: 'Look at the diagnosis as it is now.',
})

export const ownedByOther = (id: string, whose: string): QuiesceError => ({
  code: 'busy',
  message: `The run ${id} belongs to another Quiesce: ${whose}.`,
  next: 'Decide there, or end that Quiesce; then the run can be taken up here.',
})

/** A reload of systemd would touch these units: the person has to know and agree. */
export const needsConsent = (run: Run, others: readonly Bystander[]): QuiesceError => ({
  code: 'needs-consent',
  message: `Moving the deadline of ${run.title} reloads systemd, and that touches ${others.map((o) => `${o.name} (${o.why})`).join(', ')}.`,
  next: 'Agree to the reload, wait until they are done, or leave the deadline where it is.',
  candidates: others.map((one) => one.name),
})
