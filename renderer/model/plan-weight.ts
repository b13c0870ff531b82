/** How much a stop hurts: the more, the more is shown and asked before it starts. */
import type { Plan, PlanWarning } from '../../shared/plan.ts'
import type { BringsBack, UnitImpact } from '../../shared/unit.ts'
import { count } from '../../shared/wording/numbers.ts'
import { clientsWord } from './unit-stop-words.ts'

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

/**
 * What a stop costs besides the service, in one line beside the button; null where it costs nothing
 * that is known of.
 */
export function costLine(plan: Plan): string | null {
  const impact = plan.unit?.impact ?? null
  if (impact === null) return null
  const clients = connections(impact)
  const back = afterAStop(impact)
  const [first] = back
  const parts = [
    ...(impact.ownSession === null ? [] : ['your own session hangs on it']),
    ...(impact.stopsToo.length === 0
      ? []
      : [
          `${count(impact.stopsToo.length, 'more unit')} stops with it`.replace(
            'units stops',
            'units stop',
          ),
        ]),
    ...(clients === 0 ? [] : [`${clientsWord(clients)} cut off`]),
    ...(impact.clientsUnknown === null ? [] : ['clients are not known']),
    ...(first === undefined
      ? []
      : [`${first.by ?? 'something'} starts it again${back.length > 1 ? ', and others' : ''}`]),
  ]
  return parts.length === 0 ? null : `It costs: ${parts.join('; ')}.`
}

/** A stop that touches nobody else, and is known to: it starts at once, the plan is on the screen. */
export const startsAtOnce = (plan: Plan): boolean =>
  plan.refusal === null &&
  plan.unit !== null &&
  weighPlan(plan) === 'light' &&
  !plan.unit.impact.refusesManualStop &&
  plan.suspects.length === 0 &&
  plan.warnings.every(({ severity }) => severity !== 'stop')
