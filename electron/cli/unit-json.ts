/** Units in the shape of `--json`: their state stands at the top, its moments on the wall clock. */
import type { Ceiling, Plan } from '../../shared/plan.ts'
import type { RunUnit, UnitDetail, UnitState } from '../../shared/unit.ts'

/** Who else will force, with the soonest moment where it is another than the latest. */
export const ceilingToJson = ({ who, source, at, earliest, what, fixed }: Ceiling) => ({
  who,
  source,
  at,
  earliest: earliest ?? null,
  what,
  fixed,
})

const stateToJson = (state: UnitState): object => ({ ...state, since: state.since?.wall ?? null })

/** The unit of a run, without the settings that its plan has told. */
export const runUnitToJson = (unit: RunUnit): object => ({
  name: unit.name,
  manager: unit.manager,
  ...stateToJson(unit.state),
  fixedDeadline: unit.fixedDeadline,
  movedTo: unit.movedTo,
})

/** The unit of a plan, with how it is stopped and what that touches. */
export const planUnitToJson = ({ unit, impact }: NonNullable<Plan['unit']>): object => ({
  ...runUnitToJson(unit),
  settings: unit.settings,
  impact,
})

/** One unit, whole. */
export const unitDetailToJson = ({ state, ...unit }: UnitDetail): object => ({
  ...unit,
  ...stateToJson(state),
})
