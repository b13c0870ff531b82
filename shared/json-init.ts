/** What `--json` prints of init scripts and of what a dead service left. */
import { z } from 'zod'
import { leftoverKinds, tidyKinds } from './leftovers.ts'
import { jsonError, result } from './json-parts.ts'

const pidFile = z.strictObject({
  path: z.string(),
  verdict: z.enum(['trusted', 'missing', 'stale', 'unsafe', 'bad', 'unreadable']),
  pid: z.int().nullable(),
  evidence: z.array(z.string()),
})

/** The init script of a service in `status`. */
export const jsonInit = z.strictObject({
  name: z.string(),
  path: z.string(),
  /** Where a symbolic link leads, null where it is none. */
  leadsTo: z.string().nullable(),
  actions: z.array(z.string()),
  /** Why it may not be run, null where it may. */
  refusal: jsonError.nullable(),
  /** LSB 5.0, computed from the files and the process table. */
  status: z.strictObject({
    number: z.int().min(0).max(4),
    words: z.string(),
    evidence: z.array(z.string()),
  }),
  /** What the script itself says. */
  says: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('not-asked'), why: z.string() }),
    z.strictObject({
      kind: z.literal('answered'),
      status: z.int().nullable(),
      output: z.string(),
      words: z.string(),
    }),
    z.strictObject({ kind: z.literal('hung'), afterMs: z.number() }),
  ]),
  disagreement: z.string().nullable(),
  pidFiles: z.array(pidFile),
  lockFiles: z.array(z.strictObject({ path: z.string(), there: z.boolean(), stale: z.boolean() })),
})

/** The only line of `leftovers`. */
export const leftoversResult = z.strictObject({
  ...result,
  target: z.string(),
  leftovers: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum(leftoverKinds),
      label: z.string(),
      /** Null for what is no file. */
      path: z.string().nullable(),
      proof: z.array(z.string()),
      /** Why it may not be removed, null where its owner is proven dead. */
      keep: z.string().nullable(),
    }),
  ),
  /** What the service had and is gone by itself; empty while it lives. */
  tidy: z.array(
    z.strictObject({ kind: z.enum(tidyKinds), count: z.number(), bySystemd: z.boolean() }),
  ),
  /** Paths, and for what is no file its label. */
  removed: z.array(z.string()),
  removedIds: z.array(z.string()),
  refused: z.array(z.strictObject({ id: z.string(), path: z.string(), why: z.string() })),
})
