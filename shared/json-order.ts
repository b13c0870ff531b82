/** What `quiesce stop-all --json` prints. The rules are those of `json-output.ts`. */
import { z } from 'zod'
import { rebootLine } from './json-advice.ts'
import { diagnosisLine, jsonFinding } from './json-diagnosis.ts'
import { jsonError, result, wall } from './json-parts.ts'

const outcome = z.enum([
  'already-stopped',
  'stopped',
  'killed',
  'survived',
  'came-back',
  'abandoned',
  'hung',
  'interrupted',
  'refused',
  'failed',
])

const leftOut = z.strictObject({ target: z.string(), title: z.string(), why: z.string() })

const planned = z.strictObject({
  target: z.string(),
  title: z.string(),
  /** Services of the same wave do not wait for each other; 0 goes first. */
  wave: z.int(),
  after: z.array(z.strictObject({ target: z.string(), because: z.string() })),
  schedule: z.string(),
})

/** Where one service stands; `run` is null before its turn, `outcome` before its end. */
const stands = {
  target: z.string(),
  title: z.string(),
  state: z.enum(['waiting', 'stopping', 'asking', 'ended', 'refused', 'left']),
  run: z.string().nullable(),
  outcome: outcome.nullable(),
  error: jsonError.nullable(),
}

const happened = { order: z.string(), at: wall }

/** What happens in an order, line by line, as it happens. */
export const orderLine = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('order-began'), ...happened, services: z.array(planned) }),
  /** One service moved; `for` names those that have to be gone first. */
  z.strictObject({
    type: z.literal('service'),
    ...happened,
    ...stands,
    for: z.array(z.string()),
    sentence: z.string(),
  }),
  z.strictObject({
    type: z.literal('order-phase'),
    ...happened,
    phase: z.enum(['stopping', 'paused', 'asking', 'ended']),
    turn: z.int(),
    /** Targets that hang, or are still there and hold up others; empty unless it asks. */
    remaining: z.array(z.string()),
    blocked: z.array(z.string()),
    next: z.enum(['terminate', 'force']).nullable(),
    sentence: z.string(),
  }),
  diagnosisLine,
  rebootLine,
])
export type OrderLine = z.infer<typeof orderLine>

/** The only line of `stop-all --plan`. */
export const orderPlanResult = z.strictObject({
  ...result,
  services: z.array(planned),
  leftOut: z.array(leftOut),
  last: z.array(z.string()),
  notes: z.array(z.string()),
})

/** The last line of `stop-all`. */
export const orderResult = z.strictObject({
  ...result,
  /** null where none was begun. */
  order: z.string().nullable(),
  how: z.enum(['done', 'left', 'interrupted']).nullable(),
  sentence: z.string(),
  services: z.array(
    z.strictObject({
      ...stands,
      wave: z.int(),
      /** Why it is still there, as far as that is known; null for what is gone. */
      verdict: jsonFinding.nullable(),
    }),
  ),
  leftOut: z.array(leftOut),
  passed: z.array(z.string()),
})
