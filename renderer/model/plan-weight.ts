/** How much a stop hurts: the more, the more is shown and asked before it starts. */
import type { Plan, PlanWarning } from '../../shared/plan.ts'
import type { BringsBack, UnitImpact } from '../../shared/unit.ts'

/**
 * `light`: Enter starts it at once. `heavy`: others stop too, clients are cut off, or something
 * brings it back; the button has to be reached first. `own-session`: a person has to say that there
 * is another way in.
 */
export type PlanWeight = 'light' | 'heavy' | 'own-session'

/** What starts it again after a stop; its own Restart= does not. */
export const afterAStop = (impact: UnitImpact): readonly BringsBack[] =>
  impact.bringsBack.filter((one) => one.when === 'after-a-stop')

/** Connections to the ports that it waits on. */
export const connections = (impact: UnitImpact): number =>
  impact.clients.reduce((sum, port) => sum + port.count, 0)

/** Unknown clients count as some. */
export function weighPlan(plan: Plan): PlanWeight {
  const impact = plan.unit?.impact ?? null
  if (impact === null) return 'light'
  if (impact.ownSession !== null) return 'own-session'
  const hurts =
    impact.stopsToo.length > 0 ||
    afterAStop(impact).length > 0 ||
    connections(impact) > 0 ||
    impact.clientsUnknown !== null
  return hurts ? 'heavy' : 'light'
}

/** Warnings that the impact does not tell already: what brings a unit back has a line there. */
export function warningsOf({ unit, warnings }: Plan): readonly PlanWarning[] {
  const told = unit === null ? [] : afterAStop(unit.impact).map((one) => one.sentence)
  return warnings.filter(
    ({ severity, evidence }) => severity === 'stop' || evidence !== told.join('; '),
  )
}

/** Nothing hangs on it at all. */
export const isFree = (impact: UnitImpact): boolean =>
  impact.stopsToo.length === 0 &&
  impact.bringsBack.length === 0 &&
  connections(impact) === 0 &&
  impact.clientsUnknown === null &&
  impact.ownSession === null &&
  !impact.refusesManualStop
