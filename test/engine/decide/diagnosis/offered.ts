/** Remedies of one kind that a diagnosis offers, with their actions. */
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { RemedyAction } from '../../../../electron/engine/decide/diagnosis/remedy-action.ts'
import type { Remedy } from '../../../../shared/diagnosis.ts'

interface Offered {
  readonly remedy: Remedy
  readonly action: RemedyAction | undefined
}

export function offered(facts: DiagnosisFacts, kind: Remedy['kind']): readonly Offered[] {
  const { diagnosis, actions } = diagnose(facts)
  return diagnosis.findings
    .flatMap((finding) => finding.remedies)
    .filter((remedy) => remedy.kind === kind)
    .map((remedy) => ({ remedy, action: actions.get(remedy.id) }))
}
