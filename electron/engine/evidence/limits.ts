/** How much is saved, and how long that may take: force waits for it. */
export interface EvidenceLimits {
  readonly wholeMs: number
  readonly wholeBytes: number
  readonly fileBytes: number
  /** One read or one write that hangs in the kernel is given up after this. */
  readonly oneMs: number
  /** All cores together. */
  readonly coreMs: number
  /** Beyond these: to look, to make the folder, to write the index and the journal. */
  readonly aroundMs: number
}

export const usualLimits: EvidenceLimits = {
  wholeMs: 3000,
  wholeBytes: 20 * 1024 * 1024,
  fileBytes: 2 * 1024 * 1024,
  oneMs: 400,
  coreMs: 60_000,
  aroundMs: 2000,
}
