/** Extend and hold reach beyond our own clock: the deadline that the manager of a unit keeps moves with it. */
import { later } from '../../../../shared/moment.ts'
import type { Moment, Run } from '../../../../shared/run.ts'
import { needsMove } from '../unit/move-deadline.ts'
import type { Effect, Transition } from './events.ts'
import { deadlineOf, note } from './phases.ts'
import { notNow } from './refusals.ts'

/** What a person asked for, and of which step. */
export interface Asked {
  readonly step: number
  /** What was added; 0 for a hold. Milliseconds. */
  readonly addMs: number
  readonly at: Moment
  /** False: only our own clock is meant, and no manager is reloaded. */
  readonly reload: boolean | undefined
}

/** What a service asked for by EXTEND_TIMEOUT_USEC (sd_notify(3)) no property tells, and a reload forgets. */
const mayHaveAsked =
  'It may have asked systemd for more time itself, and a moved deadline could be nearer: systemd’s deadline is taken away instead.'

/** Adds what has to be done about foreign ceilings to a move of our own clock. */
export function withDeadlineMove([run, effects]: Transition, asked: Asked): Transition {
  const [moved, more] = moveOthers(run, deadlineOf(run.phase), asked)
  return [moved, [...effects, ...more]]
}

function moveOthers(run: Run, deadline: Moment | null, asked: Asked): Transition {
  const { step, addMs, at, reload } = asked
  const need = needsMove(run.ceilings, deadline, addMs, at)
  if (need === null) return [run, []]
  if ('fixed' in need) return keep(run, need.fixed)
  if (reload === false) return keep(run, 'systemd is not reloaded for it')
  const call = run.lastCall + 1
  const next = { ...run, lastCall: call }
  const isSure = deadline === null || run.unit?.settings.mayExtend !== true
  if (isSure) return [next, [{ kind: 'move-deadline', call, step, to: need.to }]]
  return [note(next, mayHaveAsked), [{ kind: 'move-deadline', call, step, to: 'never' }]]
}

const keep = (run: Run, why: string): Transition => [
  note(run, `The other deadline stays: ${why}.`),
  [],
]

/** A wait of ours without a deadline: only the others' have something to extend. */
export function extendOthers(run: Run, asked: Asked): Transition {
  const [moved, effects] = moveOthers(run, later(asked.at, asked.addMs), asked)
  if (effects.length > 0) return [moved, effects]
  return [run, [notNow('This wait has no deadline.', 'Go on, leave it, or let it wait.')]]
}

/** While the run asks or is held, no clock of ours runs; that of the manager may. */
export function holdOthers(run: Run, asked: Omit<Asked, 'addMs'>, otherwise: Effect): Transition {
  const [moved, effects] = moveOthers(run, null, { ...asked, addMs: 0 })
  return effects.length > 0 ? [moved, effects] : [run, [otherwise]]
}
