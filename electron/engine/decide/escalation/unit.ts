/** What the manager of a unit tells of it, and what a run makes of that. */
import type { Moment, Phase, Run } from '../../../../shared/run.ts'
import { isAtRest } from '../../../../shared/run.ts'
import { forcedSentence } from '../../../../shared/wording/ceilings.ts'
import { unitCameBack } from '../unit/came-back.ts'
import { ceilingsOf, withOverdue } from '../unit/ceilings.ts'
import { foreignForce } from '../unit/foreign-force.ts'
import type { EventOf, Transition } from './events.ts'
import { end, move, note, verify } from './phases.ts'
import { ask, waitOver } from './steps.ts'

type UnitChanged = EventOf<'unit-changed'>

/** Values of the contract are plain data. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)

/** The run with the unit as it is now: its ceilings, and who else forced. */
export function takeUnit(run: Run, { unit, at }: UnitChanged): Run {
  const ceilings = withOverdue(ceilingsOf(unit), unit, at)
  // Signals of the manager come in bursts that say the same.
  if (isSame(run.unit, unit) && isSame(run.ceilings, ceilings)) return run
  const next: Run = { ...run, unit, ceilings }
  if (run.unit === null || run.forcedByOther !== null) return next
  const who = foreignForce(run.unit, unit, run.forced !== null)
  if (who === null) return next
  return note({ ...next, forcedByOther: who }, forcedSentence(who))
}

/**
 * It is down, and would not stay so: a start waits in its manager's queue, which StopUnit cancels; or
 * whoever would start it again shall stop, too.
 */
export const mayStillStart = ({ stopMethod, unit }: Run): boolean =>
  unit?.state.hasJob === true || (stopMethod.kind === 'unit' && stopMethod.also.length > 0)

/** The clock of systemd stood still while the machine slept: its moments are later on the wall clock. */
export const wakeCeilings = (run: Run, at: Moment): Run =>
  run.unit === null ? run : { ...run, ceilings: withOverdue(ceilingsOf(run.unit), run.unit, at) }

/** While members are waited for: the unit may have come to rest, or runs anew. */
export function unitMoved(run: Run, event: UnitChanged): Transition {
  const next = takeUnit(run, event)
  const back = unitCameBack(event.unit)
  if (back !== null && run.sent.length > 0) return endAsCameBack(next, event, back)
  return isAtRest(next) ? verify(next, event.at) : [next, []]
}

/** While it is verified that nobody comes back. */
export function unitMovedWhileVerifying(
  run: Run,
  event: UnitChanged,
  phase: Extract<Phase, { readonly kind: 'verifying' }>,
): Transition {
  const next = takeUnit(run, event)
  const back = unitCameBack(event.unit)
  if (back !== null) return endAsCameBack(next, event, back)
  if (isAtRest(next)) return [next, []]
  if (phase.back === null) return ask(next, Math.max(0, run.calledStep), 'appeared', event.at)
  const { step, deadline } = phase.back
  if (deadline !== null && deadline.mono <= event.at.mono) return waitOver(next, step, event.at)
  return move(next, { kind: 'waiting', step, deadline }, true)
}

function endAsCameBack(run: Run, { at }: UnitChanged, evidence: string): Transition {
  const last = Math.max(run.startedAt.mono, ...run.members.map((m) => m.gone?.at.mono ?? 0))
  return end(run, { kind: 'came-back', evidence, afterMs: Math.max(0, at.mono - last) }, at)
}
