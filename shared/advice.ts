/** What now, mildest first. */
export type AdviceLevel =
  'none' | 'clean-up' | 'try-restart' | 'reboot-recommended' | 'reboot-required'

/** Advice is argued: never a level without reasons, nor a reboot without evidence. */
export interface Advice {
  readonly level: AdviceLevel
  /** One sentence. */
  readonly sentence: string
  readonly reasons: readonly string[]
  /** What would speak for a reboot, or what speaks against one. */
  readonly aboutReboot: string
}
