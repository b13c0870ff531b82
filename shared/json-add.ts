/** What `quiesce add --json` prints. */
import { z } from 'zod'
import { serviceConfiguration } from './configuration.ts'
import { result } from './json-parts.ts'

/** The only line of `add`. */
export const addResult = z.strictObject({
  ...result,
  target: z.string(),
  name: z.string(),
  /** As it stands in the file. */
  configuration: serviceConfiguration,
  /** Sentences: what it rests on. */
  found: z.array(z.string()),
  file: z.string(),
  /** False where nobody agreed. */
  added: z.boolean(),
  /** `FILE:LINE:COLUMN` of its name; null where it was not written. */
  place: z.string().nullable(),
})
