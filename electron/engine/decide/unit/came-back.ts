import type { Run } from '../../../../shared/run.ts'
import { isForce } from '../../../../shared/schedule.ts'
import type { RunUnit } from '../../../../shared/unit.ts'

const up: readonly string[] = ['active', 'activating', 'reloading', 'refreshing']

/**
 * Evidence, without a full stop, that the unit was started anew since the run began; null where it
 * was not. Each start has an invocation id of its own (`InvocationID`, systemd.exec(5)); a restart
 * that waits for its time still has the old one.
 */
export function unitCameBack(unit: RunUnit): string | null {
  const { activeState, subState, invocation, mainPid } = unit.state
  if (!up.includes(activeState) || invocation === '' || invocation === unit.invocation) return null
  const pid = mainPid > 0 ? `, main pid ${mainPid}` : ''
  return `${unit.name} was started again: it is ${activeState} (${subState})${pid}, with another invocation id`
}

/**
 * True where the first that the run does is to ask the manager for a stop; a force on a unit that
 * runs does so, too, lest Restart= brings it back. Until that is answered, starts of its own are no
 * news: what crashes all the time is on another invocation at every look.
 */
export function awaitsStop({ calledStep, stopMethod, schedule, unit }: Run): boolean {
  const first = schedule[0]
  if (calledStep >= 0 || stopMethod.kind !== 'unit' || first === undefined) return false
  if (isForce(first)) return unit !== null && up.includes(unit.state.activeState)
  return first.kind === 'stop'
}
