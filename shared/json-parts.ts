/** Parts that many lines of `--json` have in common. */
import { z } from 'zod'
import { errorCodes } from './errors.ts'

/** A moment on the wall clock. */
export const wall = z.number().describe('milliseconds since the epoch')

/** A process as scripts get it: enough to know it again, and the name a person knows it by. */
export const jsonProcess = z.strictObject({
  pid: z.int(),
  startTicks: z.number(),
  boot: z.string(),
  name: z.string(),
})

/** A refusal or failure; null in a result that has none. */
export const jsonError = z.strictObject({
  code: z.enum(errorCodes),
  message: z.string(),
  next: z.string(),
  place: z.string().optional(),
  candidates: z.array(z.string()).optional(),
  cause: z.string().optional(),
})

/** Who else will force; `at` is null where the moment is not known, `fixed` why it cannot be moved. */
export const ceiling = z.strictObject({
  who: z.string(),
  source: z.string(),
  at: wall.nullable(),
  /** The soonest it may come, where what goes before may be over sooner. */
  earliest: wall.nullable(),
  what: z.string(),
  fixed: z.string().nullable(),
})

/** Every result carries these. */
export const result = {
  type: z.literal('result'),
  command: z.string(),
  exitStatus: z.int(),
  error: jsonError.nullable(),
}
