/** What a run is told of the manager of its unit. */
import type { QuiesceError } from '../../../../shared/errors.ts'

/** Results of a job that leave the unit running though its stop was accepted (`JobRemoved`). */
export const jobSentences: Readonly<Record<string, (unit: string) => string>> = {
  canceled: (unit) => `Somebody cancelled the stop of ${unit}: systemd does not stop it any more.`,
  timeout: (unit) =>
    `The stop of ${unit} took longer than its job may (JobTimeoutSec=): systemd gave it up.`,
  dependency: (unit) => `A unit that ${unit} hangs on stood in the way: systemd does not stop it.`,
}

/** Part of it was done, so this is no refusal any more. */
export const stoppedHalf = (done: readonly string[], error: QuiesceError): QuiesceError => ({
  ...error,
  code: 'backend-failed',
  message: `The stop of ${done.join(', ')} was accepted, then: ${error.message}`,
})

/** Our reload would bring somebody's change into force under the stop. */
export const edited = (unit: string): QuiesceError => ({
  code: 'not-now',
  message: `The deadline cannot be moved: the files of ${unit} were changed since systemd read them, and the reload that it takes would bring the change into force now.`,
  next: 'Our own clock is moved. Undo the change, or leave the deadline where it is.',
})

/** Another drop-in won. */
export const notInForce = (unit: string): QuiesceError => ({
  code: 'backend-failed',
  message: `systemd was reloaded and keeps another deadline for ${unit} than the one that was written.`,
  next: 'Look with `systemctl cat` whether another drop-in sets TimeoutStopSec=, and count with the deadline that is shown.',
})

/** Nobody here may move it, or nobody answers. */
export const cannotMove = (why: string | null | undefined): QuiesceError => ({
  code: 'not-available',
  message: `The deadline cannot be moved: ${why ?? 'the manager of the unit cannot be asked'}.`,
  next: 'Extend or hold only our own clock, or leave it.',
})
