import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { Certainty, FindingCode } from '../../../../shared/diagnosis.ts'

/** One situation, and the finding that has to stand first. */
export type VerdictCase = readonly [
  title: string,
  facts: DiagnosisFacts,
  code: FindingCode,
  certainty: Certainty,
]
