/** What `quiesce diagnose --json` prints, and `stop --json` when it is known why a stop takes so long. */
import { z } from 'zod'
import { findingCodes } from './diagnosis.ts'
import { result, wall } from './json-parts.ts'

/** Milliseconds. */
const ms = z.number()

export const jsonFinding = z.strictObject({
  code: z.enum(findingCodes),
  certainty: z.enum(['certain', 'likely', 'possible']),
  sentence: z.string(),
  /** The process, or its thread, that it is about. */
  subject: z.strictObject({ pid: z.int(), tid: z.int().nullable(), name: z.string() }).nullable(),
  /** Lines as the system wrote them, secrets masked. */
  evidence: z.array(z.strictObject({ source: z.string(), line: z.string() })),
  /** What can be done short of force, mildest first. `by-hand` is for a person alone. */
  remedies: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.enum([
        'continue',
        'thaw',
        'wait',
        'signal-child',
        'faster-signal',
        'ask-holder',
        'end-tracer',
        'stop-trigger',
        'by-hand',
      ]),
      label: z.string(),
      says: z.string(),
    }),
  ),
})

/** How long earlier stops of a service took. */
export const jsonStopTimes = z.strictObject({
  count: z.int(),
  usualMs: ms,
  longestMs: ms,
  unusualMs: ms,
  proposedMs: ms,
})

/** A longer wait, in seconds, and the schedule that has it. */
export const jsonProposed = z.strictObject({ seconds: z.int(), schedule: z.string() })

const diagnosis = {
  target: z.string(),
  title: z.string(),
  /** The run that it belongs to. */
  run: z.string().nullable(),
  /** The verdict first; empty where nothing holds it up. */
  findings: z.array(jsonFinding),
  ruledOut: z.array(z.strictObject({ what: z.string(), source: z.string() })),
  notKnown: z.array(z.strictObject({ what: z.string(), why: z.string() })),
  /** Who waits for whom, from the main process to the leaf that blocks. */
  waits: z.strictObject({
    nodes: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        detail: z.string(),
        role: z.enum(['member', 'culprit', 'outside']),
      }),
    ),
    edges: z.array(
      z.strictObject({ from: z.string(), to: z.string(), why: z.string(), ms: ms.nullable() }),
    ),
  }),
  /** The daemon's own last lines, oldest first; `logNote` says why there are none. */
  log: z.array(z.strictObject({ at: wall.nullable(), text: z.string() })),
  logNote: z.string().nullable(),
  usual: jsonStopTimes.nullable(),
  looks: z.strictObject({ count: z.int(), spanMs: ms, tookMs: ms }),
  at: wall,
}

/** A line of `stop` and its like, when it is first known why it takes so long, or something else. */
export const diagnosisLine = z.strictObject({
  type: z.literal('diagnosis'),
  ...diagnosis,
  run: z.string(),
})

/** Where the threads of its processes stood: with `--stacks` alone. */
const stacks = z.strictObject({
  tool: z.enum(['eu-stack', 'gdb']),
  processes: z.array(
    z.strictObject({
      pid: z.int(),
      name: z.string(),
      /** Threads that stood in the same place; the innermost function first. */
      stacks: z.array(z.strictObject({ threads: z.array(z.int()), frames: z.array(z.string()) })),
      heldMs: ms,
    }),
  ),
  missing: z.array(z.strictObject({ what: z.string(), why: z.string() })),
})

/** The only line of `diagnose`. */
export const diagnoseResult = z.strictObject({
  ...result,
  ...diagnosis,
  /** Null where nobody asked for them, and where they could not be taken: `stacksRefused` says why. */
  stacks: stacks.nullable(),
  stacksRefused: z.string().nullable(),
})
