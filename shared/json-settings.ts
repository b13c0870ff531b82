/** What `quiesce settings`, `export` and `import` print with `--json`. */
import { z } from 'zod'
import { result } from './json-parts.ts'

/** The only line of `settings`: all of them, or the one that was asked for or changed. */
export const settingsResult = z.strictObject({
  ...result,
  /** The person's own file; changes are written there. */
  file: z.string(),
  settings: z.array(
    z.strictObject({
      /** `notify.quiet` */
      key: z.string(),
      /** What is in force; null where nothing is. */
      value: z.json(),
      /** `FILE:LINE:COLUMN` of who says so; null for the default. */
      place: z.string().nullable(),
      /** A file of the machine holds it, so that it cannot be loosened from here. */
      fixed: z.boolean(),
    }),
  ),
  problems: z.array(z.string()),
})

/** The only line of `export`. */
export const exportResult = z.strictObject({
  ...result,
  fileName: z.string(),
  text: z.string(),
  /** Where it was written; null where it was printed. */
  file: z.string().nullable(),
})

/** The only line of `import`. */
export const importResult = z.strictObject({
  ...result,
  file: z.string(),
  mode: z.enum(['merge', 'replace']),
  /** False where nobody agreed, where there are problems, and where nothing would change. */
  done: z.boolean(),
  /** Things by their path: `services.web`, `settings.notify.quiet`. */
  added: z.array(z.string()),
  changed: z.array(z.string()),
  removed: z.array(z.string()),
  /** Each with `FILE:LINE:COLUMN`. */
  problems: z.array(z.string()),
  /** Where the file that was replaced is kept; null where none is. */
  backup: z.string().nullable(),
})
