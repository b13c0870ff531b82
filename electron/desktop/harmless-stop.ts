/**
 * Whether a stop from the tray may start at once. It may where it can be taken back and touches
 * nobody: a start follows as easily, and nothing depends on the service or is connected to it. What
 * is not known counts as some.
 */
import type { Plan } from '../../shared/plan.ts'
import type { ServiceRow } from '../../shared/service.ts'
import type { UnitImpact } from '../../shared/unit.ts'

/** Why the window has to be asked first, in words; null where nothing speaks for that. */
export function whyToAsk(plan: Plan, row: ServiceRow | undefined): string | null {
  if (plan.refusal !== null) return plan.refusal.message
  if (row?.canStart !== true) return 'It cannot be started again from here.'
  if (plan.warnings.some(({ severity }) => severity === 'stop')) return 'There is a warning first.'
  if (plan.steps.some(({ force, condition }) => force && condition !== 'only-if-you-say-so'))
    return 'Its schedule forces without asking.'
  if (plan.suspects.length > 0) return 'Some processes may belong to it or not.'
  return plan.unit === null ? whyProcesses(plan, row) : whyUnit(plan.unit.impact)
}

/** Who depends on a configured service without a unit stands in `needs:` of others, unseen here. */
function whyProcesses({ impact }: Plan, row: ServiceRow): string | null {
  if (row.origin === 'configured') return 'Others of the configuration may need it.'
  // The first sentence counts its processes; each further one is somebody or something else.
  return impact.length > 1 ? 'It may have clients.' : null
}

function whyUnit(impact: UnitImpact): string | null {
  if (impact.ownSession !== null) return 'Your own session hangs on it.'
  if (impact.refusesManualStop) return 'systemd refuses to stop it by name.'
  if (impact.stopsToo.length > 0) return 'Others stop with it.'
  if (impact.bringsBack.some(({ when }) => when === 'after-a-stop'))
    return 'Something would start it again.'
  if (impact.clientsUnknown !== null) return 'Whether somebody is connected is not known.'
  return impact.clients.some(({ count }) => count > 0) ? 'Somebody is connected.' : null
}
