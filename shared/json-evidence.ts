/** What `stop --json` and `kill --json` print when evidence was saved before force. */
import { z } from 'zod'
import { wall } from './json-parts.ts'

/** A line of `stop` and `kill` with `--evidence`, before force is decided. */
export const evidenceLine = z.strictObject({
  type: z.literal('evidence'),
  /** null where there is no run yet. */
  run: z.string().nullable(),
  at: wall,
  /** What was saved, or why nothing was: force goes on all the same. */
  sentence: z.string(),
  /** null where nothing was saved. */
  folder: z.string().nullable(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int() })),
  bytes: z.int(),
  missing: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** The limit ran out before all was written. */
  cut: z.boolean(),
})
export type EvidenceLine = z.infer<typeof evidenceLine>
