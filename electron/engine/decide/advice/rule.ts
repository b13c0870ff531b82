/** What a rule of advice is. The rules are data: `rules.ts` lists them. */
import type { Advice, AdviceFinding, AdviceLevel } from '../../../../shared/advice.ts'
import type { AdviceFacts } from './facts.ts'

export type Evidence = AdviceFinding['evidence'][number]

/** A level that speaks for a reboot. */
export type RebootLevel = Extract<AdviceLevel, `reboot-${string}`>

/** What a rule says of one thing. */
export interface Said {
  readonly sentence: string
  readonly evidence: readonly Evidence[]
  readonly changesMind: string
}

/** As a rule for a reboot says it: the compiler refuses one that points at nothing. */
export interface Proven extends Said {
  readonly evidence: readonly [Evidence, ...Evidence[]]
}

/** What stands in the list of what was looked at. */
interface Look {
  /** "A process that SIGKILL cannot end". */
  readonly what: string
  /** Why it could not be looked at; null where it was. */
  readonly unseen: (facts: AdviceFacts) => string | null
}

/** Never speaks for a reboot. */
export interface MildRule {
  readonly name: string
  readonly level: Exclude<AdviceLevel, RebootLevel>
  readonly when: (facts: AdviceFacts) => readonly Said[]
}

/** Speaks for a reboot, with evidence; what it looks at is listed even where it finds nothing. */
export interface RebootRule {
  readonly name: string
  readonly level: RebootLevel
  readonly look: Look
  readonly when: (facts: AdviceFacts) => readonly Proven[]
}

export type Rule = MildRule | RebootRule

export type Checked = NonNullable<Advice['checked']>[number]
