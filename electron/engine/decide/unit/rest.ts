/** How a unit ended, where it did not end well: `Result` of systemd.service(5), SERVICE_RESULT of systemd.exec(5). */
import type { RunUnit, UnitState } from '../../../../shared/unit.ts'
import { failureWords } from '../../../../shared/wording/unit-words.ts'

/** A sentence on a bad end, or null where the unit ended well or has not ended. */
export function describeEnd(unit: RunUnit): string | null {
  const { activeState } = unit.state
  if (activeState !== 'failed' && activeState !== 'inactive') return null
  const why = describeResult(unit.state)
  if (why !== null) {
    const verb = activeState === 'failed' ? 'failed' : 'did not end well'
    return `systemd says that ${unit.name} ${verb}: ${why}.`
  }
  return activeState === 'failed' ? `systemd calls ${unit.name} failed and does not say why.` : null
}

type Ended = Pick<UnitState, 'result' | 'mainExit'>

/** Why it failed, in words without a full stop; null where systemd calls it a success or says nothing. */
export const describeResult = (ended: Ended): string | null =>
  ended.result === '' || ended.result === 'success' ? null : failureWords(ended)
