/** What `stop --watch --json` prints when it is known whether a service comes back. */
import { z } from 'zod'
import { wall } from './json-parts.ts'

/** A line of `stop` with `--watch`, after the end of the run. */
export const watchLine = z.strictObject({
  type: z.literal('watch'),
  run: z.string(),
  at: wall,
  /** Until then it is watched, or was. */
  until: wall,
  cameBack: z.boolean(),
  sentence: z.string(),
  /** Who started it; `target` is what can be stopped instead. */
  by: z
    .strictObject({ sentence: z.string(), target: z.string().nullable(), title: z.string() })
    .nullable(),
  /** Who may still start it again, the next first; `at`: when a timer does so next. */
  expected: z.array(
    z.strictObject({
      sentence: z.string(),
      target: z.string().nullable(),
      title: z.string(),
      at: wall.optional(),
    }),
  ),
  evidence: z.array(z.strictObject({ source: z.string(), line: z.string() })),
})
export type WatchLine = z.infer<typeof watchLine>
