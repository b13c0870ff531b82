/** What the commands for units alone print with `--json`, as described in json-output.ts. */
import { z } from 'zod'
import { result, wall } from './json-parts.ts'
import { jsonUnitRef } from './json-unit.ts'

/** The only line of `reset-failed`, `freeze` and `thaw`. */
export const controlResult = z.strictObject({
  ...result,
  done: z.boolean(),
  sentence: z.string(),
  warnings: z.array(z.string()),
})

/** The only line of `deps`. */
export const dependenciesResult = z.strictObject({
  ...result,
  groups: z.array(
    z.strictObject({
      relation: z.string(),
      meaning: z.string(),
      direction: z.enum(['needs', 'needed-by', 'triggers', 'order']),
      units: z.array(jsonUnitRef),
    }),
  ),
})

/** The only line of `properties`. */
export const propertiesResult = z.strictObject({
  ...result,
  properties: z.array(
    z.strictObject({
      name: z.string(),
      value: z.string(),
      section: z.enum(['unit', 'service']),
    }),
  ),
})

/** A line of `log`, and its result: `count` is how many lines came before it. */
export const logLine = z.strictObject({
  type: z.literal('line'),
  cursor: z.string(),
  at: wall,
  level: z.int(),
  pid: z.int().nullable(),
  from: z.string(),
  text: z.string(),
})
export const logResult = z.strictObject({ ...result, count: z.int() })
