/** What a unit's state means to a person who wants to know whether it is stopped. */
import type { Moment } from '../../../../shared/run.ts'
import type { ServiceState } from '../../../../shared/service.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { ceilingsOf, withOverdue } from './ceilings.ts'

type StateFacts = Pick<UnitFacts, 'state' | 'settings' | 'loadState'>

/**
 * The service's state. `members` counts the processes that are not left running on purpose: with
 * some left, a unit is never called stopped, whatever its manager says.
 */
export function serviceStateOfUnit(facts: StateFacts, members: number, now: Moment): ServiceState {
  const { state } = facts
  switch (state.activeState) {
    case 'active':
    case 'reloading':
    case 'refreshing':
      if (state.frozen) return { kind: 'frozen' }
      return state.subState === 'exited' && members === 0 ? { kind: 'exited' } : { kind: 'running' }
    case 'activating':
      return state.frozen ? { kind: 'frozen' } : { kind: 'starting', sub: state.subState }
    case 'deactivating':
      return { kind: 'deactivating', sub: state.subState, until: forcedAt(facts, now) }
    case 'failed':
      return members > 0 ? { kind: 'running' } : { kind: 'failed', result: state.result }
    case 'inactive':
      return members > 0 ? { kind: 'running' } : { kind: 'stopped' }
    case 'maintenance':
    case 'unknown':
      return { kind: 'unknown', why: `systemd calls it ${state.activeState} (${state.subState})` }
  }
}

/** When systemd forces, wall clock; null where it does not or nobody knows. */
function forcedAt({ state, settings }: StateFacts, now: Moment): number | null {
  const unit: RunUnit = {
    name: '',
    manager: 'system',
    invocation: state.invocation,
    settings,
    state,
    fixedDeadline: null,
    movedTo: null,
  }
  const moments = withOverdue(ceilingsOf(unit), unit, now).flatMap((c) => c.at ?? [])
  return moments.length === 0 ? null : Math.min(...moments)
}
