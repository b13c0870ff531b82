import type { ChosenRemedy } from '../decide/escalation/events.ts'
import type { Verdict } from './ports.ts'

/** Finds a remedy of this diagnosis, with what the engine does for it; null where it offers none of this name. */
export function offeredRemedy(verdict: Verdict | null, id: string): ChosenRemedy | null {
  const remedy = verdict?.diagnosis.findings.flatMap((f) => f.remedies).find((r) => r.id === id)
  const action = verdict?.actions.get(id)
  return remedy && action ? { remedy, action } : null
}
