/** What a person is told where a limit of this machine stands against it. */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { PlanWarning } from '../../../../shared/plan.ts'
import { printSchedule, type Schedule } from '../../../../shared/schedule.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { Limits, NeverLimit } from './limits.ts'

const at = (place: string | null): string => (place === null ? '' : `, by ${printable(place)}`)

/** A target that is never stopped from here. */
export const neverStopped = (title: string, { target, place }: NeverLimit): QuiesceError => ({
  code: 'protected',
  message: `${title} is protected: ${printable(target)} is never stopped from here${at(place)}.`,
  next: 'Change that file if you may, or stop it with its own command.',
  place,
})

/** The same for one that would be stopped along with it. */
export const neverStoppedWith = (title: string, unit: string, limit: NeverLimit): QuiesceError => ({
  ...neverStopped(unit, limit),
  message: `${title} is protected: ${unit} would stop with it, and is never stopped from here${at(limit.place)}.`,
})

/** Force where none is given at all. */
export const forceNever = ({ force }: Limits): QuiesceError => ({
  code: 'protected',
  message: `Force is not given on this machine${at(force.place)}.`,
  next: 'Give it more time, find out why it does not stop, or change that file if you may.',
  ...(force.place !== null && { place: force.place }),
})

/** Force without a person, where it needs one. */
export const forceNeedsPerson = ({ force }: Limits): QuiesceError => ({
  code: 'protected',
  message: `Force needs a person on this machine${at(force.place)}, and nobody is there to ask.`,
  next: 'Do it in a terminal or in the window, where a person can answer.',
  ...(force.place !== null && { place: force.place }),
})

/** Force that a schedule begins with: no person could be asked before it. */
export const forceFirst = (limits: Limits): QuiesceError =>
  limits.force.value === 'never'
    ? forceNever(limits)
    : {
        ...forceNeedsPerson(limits),
        message: `Force needs a person on this machine${at(limits.force.place)}, and this schedule begins with it.`,
        next: 'Stop it by a schedule that asks first, or use `quiesce kill`.',
      }

/** What a plan says first where its schedule is another one than was written. */
export function warnLimited(
  written: Schedule,
  limited: Schedule,
  { force }: Limits,
): readonly PlanWarning[] {
  const [before, now] = [printSchedule(written), printSchedule(limited)]
  if (before === now) return []
  const sentence =
    force.value === 'never'
      ? 'No force is given on this machine: SIGKILL is left out of the schedule.'
      : 'Force needs a person on this machine: you are asked before SIGKILL.'
  const evidence = `${before} became ${now}${at(force.place)}.`
  return [{ severity: 'stop', sentence, evidence }]
}
