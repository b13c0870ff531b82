/**
 * One record of the journal: a line of JSON in an append-only file. Every effect has two, `intent`
 * before and `result` after; an intent without a result means "may have been sent".
 */
import { z } from 'zod'
import { signalNumbers, type SignalName } from './signals.ts'

const moment = z.object({ mono: z.number(), wall: z.number() })
const identity = z.object({ boot: z.string(), pid: z.int(), startTicks: z.number() })
const signal = z.enum(Object.keys(signalNumbers) as [SignalName, ...SignalName[]])

/** What leaves Quiesce: a signal, a command of the service, or a call to the manager of its unit. */
const what = z.union([
  signal,
  z.enum([
    'stop-command',
    'start-command',
    'stop-unit',
    'start-unit',
    'move-deadline',
    'reset-failed',
    'freeze',
    'thaw',
    'remove-file',
    'remove-folder',
    'remove-ipc',
    'reboot',
    'plan-reboot',
    'cancel-reboot',
  ]),
])

/** What every record carries. */
const common = {
  v: z.literal(1),
  /** Grows by one a record, for this writer. */
  seq: z.int(),
  at: moment,
  boot: z.string(),
  /**
   * The Quiesce that wrote it, and which door it was. `startTicks` (field 22 of /proc/PID/stat)
   * tells a writer that is still alive from another process with its pid.
   */
  writer: z.object({
    pid: z.int(),
    door: z.string(),
    user: z.string(),
    startTicks: z.number().optional(),
    version: z.string().optional(),
  }),
  run: z.string().nullable(),
  target: z.string().nullable(),
}

/** A process named in a record: the identity and what a person knows it by. */
const named = identity.extend({ name: z.string() })

export const journalBody = z.discriminatedUnion('kind', [
  /** A run begins. `state` is the whole run as a value, so that a later Quiesce can take it up. */
  z.object({
    kind: z.literal('run-began'),
    title: z.string(),
    schedule: z.string(),
    state: z.unknown(),
  }),
  z.object({
    kind: z.literal('intent'),
    call: z.int(),
    step: z.int(),
    what,
    force: z.boolean(),
    by: z.string(),
    targets: z.array(named),
    argv: z.array(z.string()).optional(),
    /** The remedy of a diagnosis that a person chose, in the words of its button. */
    remedy: z.string().optional(),
    /** The moment of the reboot that is planned; wall clock, milliseconds. */
    planned: z.number().optional(),
  }),
  z.object({
    kind: z.literal('result'),
    call: z.int(),
    step: z.int(),
    what,
    results: z.array(
      named.extend({ outcome: z.enum(['sent', 'gone', 'no-permission', 'failed', 'maybe']) }),
    ),
    detail: z.string().optional(),
  }),
  /** The run moved. `state` as in run-began. */
  z.object({
    kind: z.literal('phase'),
    phase: z.string(),
    sentence: z.string(),
    state: z.unknown(),
  }),
  z.object({
    kind: z.literal('decision'),
    decision: z.string(),
    turn: z.int(),
    by: z.string(),
    /** As in intent, where the decision was for one. */
    remedy: z.string().optional(),
  }),
  z.object({ kind: z.literal('member-gone'), member: named, how: z.string(), left: z.int() }),
  z.object({ kind: z.literal('member-appeared'), member: named }),
  z.object({ kind: z.literal('notice'), sentence: z.string() }),
  z.object({
    kind: z.literal('outcome'),
    outcome: z.string(),
    sentence: z.string(),
    by: z.string().nullable(),
    survivors: z.array(named),
    /** The whole run at its end, as in run-began. */
    state: z.unknown().optional(),
    tookMs: z.number().nullable(),
  }),
  /** A stop, kill, signal or start that was refused before anything was sent. */
  z.object({
    kind: z.literal('refused'),
    action: z.string(),
    code: z.string(),
    sentence: z.string(),
  }),
  /** Several services are stopped as one; each has a run of its own, with its own records. */
  z.object({
    kind: z.literal('order'),
    order: z.string(),
    what: z.enum(['began', 'decided', 'ended']),
    sentence: z.string(),
    by: z.string(),
    /** Its services in their order, with the first record. */
    targets: z.array(z.string()).optional(),
    /** `done`, `left` or `interrupted`, with the last one. */
    how: z.enum(['done', 'left', 'interrupted']).optional(),
  }),
  z.object({ kind: z.literal('start'), sentence: z.string(), up: z.boolean().nullable() }),
])
export type JournalBody = z.infer<typeof journalBody>
export type JournalKind = JournalBody['kind']

const header = z.object(common)
export const journalEntrySchema = header.and(journalBody)
export type JournalEntry = z.infer<typeof journalEntrySchema>
