/** A file that a dead service left, with the proof that its owner is dead. */
export interface Leftover {
  readonly kind: 'pid-file' | 'lock-file'
  readonly path: string
  /** Sentences, each one fact. */
  readonly proof: readonly string[]
  /** Why it may not be removed, or null where its owner is proven dead. */
  readonly keep: string | null
}

/** What a clean-up came to; each file was proven stale again in the moment of its removal. */
export interface CleanUpReport {
  readonly removed: readonly string[]
  readonly refused: readonly { readonly path: string; readonly why: string }[]
}
