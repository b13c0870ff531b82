/** What now, mildest first. */
export const adviceLevels = [
  'none',
  'clean-up',
  'try-restart',
  'reboot-recommended',
  'reboot-required',
] as const
export type AdviceLevel = (typeof adviceLevels)[number]

/** One rule that speaks, with what it rests on. */
export interface AdviceFinding {
  /** The rule's name: `unkillable`, `restart-failed`, `kernel-oops`. */
  readonly rule: string
  readonly level: AdviceLevel
  readonly sentence: string
  /** The very lines of the system that say so. */
  readonly evidence: readonly { readonly source: string; readonly line: string }[]
  /** What would change this advice: "10.0.0.8 answers again". */
  readonly changesMind: string
}

/** Advice is argued: never a level without reasons, nor a reboot without evidence. */
export interface Advice {
  readonly level: AdviceLevel
  /** One sentence. */
  readonly sentence: string
  readonly reasons: readonly string[]
  /** What would speak for a reboot, or what speaks against one. */
  readonly aboutReboot: string
  /** The rules that speak, the heaviest first; absent where advice rests on the outcome alone. */
  readonly findings?: readonly AdviceFinding[] | undefined
  /** What would speak for a reboot and was looked at: "a process that SIGKILL cannot end": "none". */
  readonly checked?: readonly { readonly what: string; readonly answer: string }[] | undefined
}
