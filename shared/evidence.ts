/** What was saved of a service before it is forced. */

/** `gcore`: with gdb, which stops it for as long as it writes. */
export type CoreWish = 'none' | 'gcore'

export interface EvidenceFile {
  /** Below the folder. */
  readonly name: string
  readonly bytes: number
}

export interface EvidenceReport {
  /** The folder, readable by its owner alone. */
  readonly folder: string
  readonly files: readonly EvidenceFile[]
  readonly bytes: number
  /** What could not be saved, and why: a report that is silent about that would be worse than none. */
  readonly missing: readonly { readonly what: string; readonly why: string }[]
  /** The limit ran out before all was written. */
  readonly cut: boolean
  readonly tookMs: number
  /** Wall clock, milliseconds. */
  readonly at: number
}
