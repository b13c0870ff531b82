import type { RunUnit } from '../../../../shared/unit.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'

/** What a run carries of its unit. `fixedDeadline` says why its deadline cannot be moved from here. */
export const toRunUnit = (facts: UnitFacts, fixedDeadline: string | null): RunUnit => ({
  name: facts.name,
  manager: facts.manager,
  invocation: facts.state.invocation,
  settings: facts.settings,
  state: facts.state,
  fixedDeadline,
  movedTo: null,
})

/** The same unit as one of which nothing runs. */
export const atRest = (unit: RunUnit): RunUnit => ({
  ...unit,
  state: { ...unit.state, activeState: 'inactive', subState: 'dead', mainPid: 0, controlPid: 0 },
})
