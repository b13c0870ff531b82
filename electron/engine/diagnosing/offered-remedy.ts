import type { Remedy } from '../../../shared/diagnosis.ts'
import type { RemedyAction } from '../decide/diagnosis/remedy-action.ts'
import type { Verdict } from './ports.ts'

/** A remedy as its diagnosis offered it, with what the engine does for it. */
export interface OfferedRemedy {
  readonly remedy: Remedy
  readonly action: RemedyAction
}

/** Finds a remedy of this diagnosis; null where it offers none of this name. */
export function offeredRemedy(verdict: Verdict | null, id: string): OfferedRemedy | null {
  const remedy = verdict?.diagnosis.findings.flatMap((f) => f.remedies).find((r) => r.id === id)
  const action = verdict?.actions.get(id)
  return remedy && action ? { remedy, action } : null
}
