/** What one rule answers: a finding with what can be done about it, and who waits for whom by it. */
import type {
  Certainty,
  Evidence,
  FindingCode,
  Remedy,
  Subject,
} from '../../../../shared/diagnosis.ts'
import type { Case, Proc } from './case.ts'
import type { RemedyAction } from './remedy-action.ts'

export interface Offer {
  readonly remedy: Remedy
  readonly action: RemedyAction
}

/** Whom a process waits for: one of the processes that were looked at, or somebody outside. */
export type WaitTarget =
  | {
      readonly kind: 'process'
      readonly pid: number
      readonly label: string
      readonly detail: string
    }
  | {
      readonly kind: 'outside'
      readonly id: string
      readonly label: string
      readonly detail: string
    }

export interface Wait {
  readonly from: number
  readonly to: WaitTarget
  /** "its child", "a lock", "a socket". */
  readonly why: string
  readonly ms: number | null
}

export interface Claim {
  readonly code: FindingCode
  readonly certainty: Certainty
  readonly sentence: string
  readonly subject: Subject | null
  readonly evidence: readonly Evidence[]
  readonly offers: readonly Offer[]
  /** Who waits for whom by it. */
  readonly waits?: readonly Wait[]
}

export type Rule = (c: Case) => readonly Claim[]

/** The finding's subject: a process, or the thread of it where that is not the main one. */
export const subjectOf = (
  proc: Pick<Proc, 'pid' | 'name'>,
  tid: number | null = null,
): Subject => ({
  pid: proc.pid,
  tid: tid === proc.pid ? null : tid,
  name: proc.name,
})
