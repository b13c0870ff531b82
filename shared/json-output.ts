/**
 * What `quiesce --json` prints: one JSON object a line, the last with `"type":"result"`. This is a
 * stable interface for scripts: fields are added, never renamed or removed. The objects are strict
 * here so that a test notices a field that nobody described.
 */
import { z } from 'zod'
import { journalEntrySchema } from './journal-entry.ts'
import { jsonAdvice, rebootLine } from './json-advice.ts'
import { diagnosisLine, jsonProposed, jsonStopTimes } from './json-diagnosis.ts'
import { evidenceLine } from './json-evidence.ts'
import { jsonInit } from './json-init.ts'
import { ceiling, jsonError, jsonProcess, result, wall } from './json-parts.ts'
import { jsonPlannedProfile, jsonProfile, jsonProfileMatch } from './json-profile.ts'
import { jsonRunUnit, jsonUnitDetail, jsonUnitPlan } from './json-unit.ts'
import { watchLine } from './json-watch.ts'

const happened = { run: z.string(), at: wall }

/** What happens in a run, line by line, as it happens. */
export const runLine = z.discriminatedUnion('type', [
  diagnosisLine,
  evidenceLine,
  watchLine,
  rebootLine,
  z.strictObject({
    type: z.literal('began'),
    ...happened,
    target: z.string(),
    title: z.string(),
    schedule: z.string(),
    members: z.array(jsonProcess),
    /** The systemd unit that it is, null for what is none. */
    unit: z.string().nullable(),
  }),
  /** One signal (or the stop command) that left Quiesce, or may have (`outcome: maybe`). */
  z.strictObject({
    type: z.literal('signal'),
    ...happened,
    step: z.int(),
    what: z.string(),
    process: jsonProcess.nullable(),
    outcome: z.enum(['sent', 'gone', 'no-permission', 'failed', 'maybe']),
  }),
  z.strictObject({
    type: z.literal('member-gone'),
    ...happened,
    process: jsonProcess,
    how: z.enum(['by-itself', 'killed', 'taken-along', 'identity-changed']),
    left: z.int(),
  }),
  z.strictObject({ type: z.literal('member-appeared'), ...happened, process: jsonProcess }),
  /** The run moved. `until` is when its wait ends, null where it waits for a person or for ever. */
  z.strictObject({
    type: z.literal('phase'),
    ...happened,
    phase: z.enum([
      'planned',
      'stopping',
      'waiting',
      'held',
      'asking',
      'forcing',
      'verifying',
      'ended',
    ]),
    sentence: z.string(),
    turn: z.int(),
    until: wall.nullable(),
  }),
  /** The unit came to another state, as its manager says it. */
  z.strictObject({
    type: z.literal('unit'),
    ...happened,
    unit: z.string(),
    activeState: z.string(),
    subState: z.string(),
    result: z.string(),
    sentence: z.string(),
  }),
  /** Who else is going to force is known anew; an empty list where nobody is. */
  z.strictObject({
    type: z.literal('ceilings'),
    ...happened,
    ceilings: z.array(ceiling),
    /** Wall clock to which a person moved a unit's deadline, `never` while it is held, null if not. */
    movedTo: z.union([wall, z.literal('never')]).nullable(),
  }),
  z.strictObject({ type: z.literal('notice'), ...happened, sentence: z.string() }),
])
export type RunLine = z.infer<typeof runLine>

const runFields = {
  /** null where no run was made. */
  run: z.string().nullable(),
  target: z.string(),
  outcome: z.enum([
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
  ]),
  sentence: z.string(),
  /** Who killed it or left it running; null elsewhere. */
  by: z.string().nullable(),
  survivors: z.array(jsonProcess),
  /** Left running on purpose: not counted among the survivors. */
  kept: z.array(jsonProcess.extend({ why: z.string() })),
  unit: jsonRunUnit.nullable(),
  tookMs: z.number().nullable(),
  ceilings: z.array(ceiling),
  notices: z.array(z.string()),
  advice: jsonAdvice.nullable(),
}
const startFields = z.strictObject({ sentence: z.string(), up: z.boolean() })

/** The last line of `stop`, `kill` and `resume`. */
export const runResult = z.strictObject({ ...result, ...runFields })
/** The last line of `restart`: the stop's result, and the start's where it got so far. */
export const restartResult = z.strictObject({
  ...result,
  ...runFields,
  start: startFields.nullable(),
})

/** The last line of `plan`. */
export const planResult = z.strictObject({
  ...result,
  target: z.string(),
  title: z.string(),
  backend: z.string(),
  schedule: z.string(),
  scheduleSource: z.enum(['default', 'settings', 'configuration', 'profile', 'memory', 'person']),
  steps: z.array(
    z.strictObject({
      index: z.int(),
      item: z.string(),
      sentence: z.string(),
      targets: z.array(z.strictObject({ pid: z.int(), name: z.string() })),
      force: z.boolean(),
      condition: z.enum(['always', 'if-some-are-left', 'only-if-you-say-so']),
    }),
  ),
  members: z.array(jsonProcess),
  suspects: z.array(jsonProcess.extend({ why: z.string() })),
  kept: z.array(jsonProcess.extend({ why: z.string() })),
  impact: z.array(z.string()),
  ceilings: z.array(ceiling),
  warnings: z.array(
    z.strictObject({
      severity: z.enum(['stop', 'note']),
      sentence: z.string(),
      evidence: z.string().optional(),
    }),
  ),
  unit: jsonUnitPlan.nullable(),
  profile: jsonPlannedProfile.nullable(),
  /** How long its earlier stops took, in milliseconds; null where no clean one is remembered. */
  stopTimes: jsonStopTimes.nullable(),
  /** A wait that would have covered them, where this schedule has a shorter one. */
  proposed: jsonProposed.nullable(),
})

/** One service as `list` and `status` print it. */
export const jsonService = z.strictObject({
  target: z.string(),
  title: z.string(),
  backend: z.string(),
  state: z.enum([
    'running',
    'stopping',
    'asking',
    'stopped',
    'starting',
    'deactivating',
    'failed',
    'exited',
    'frozen',
    'dead-pid-file',
    'dead-lock-file',
    'unknown',
  ]),
  pid: z.int().nullable(),
  user: z.string(),
  memberCount: z.int(),
  cpuPercent: z.number().nullable(),
  residentBytes: z.number(),
  startedAt: wall.nullable(),
  note: z.string().nullable(),
  origin: z.enum(['configured', 'discovered']),
  refusal: jsonError.nullable(),
  /** The unit behind it, and whose manager knows it. */
  unit: z.strictObject({ name: z.string(), manager: z.enum(['system', 'user']) }).nullable(),
  /** A unit's own, more exact word where its state has one (`stop-sigterm`), or the result that it failed with. */
  detail: z.string().nullable(),
  /** When the present wait ends or systemd forces, where that is known. */
  until: wall.nullable(),
  canStart: z.boolean(),
})

/** The only line of `list`. */
export const listResult = z.strictObject({
  ...result,
  services: z.array(jsonService),
  hidden: z.int(),
  guarantee: z.strictObject({ kind: z.enum(['exact', 'checked']), why: z.string() }).nullable(),
  problems: z.array(z.string()),
})

/** The only line of `status`. */
export const statusResult = z.strictObject({
  ...result,
  service: jsonService,
  members: z.array(jsonProcess.extend({ reasons: z.array(z.string()), main: z.boolean() })),
  suspects: z.array(jsonProcess.extend({ why: z.string() })),
  schedule: z.string(),
  scheduleSource: z.enum(['default', 'settings', 'configuration', 'profile', 'memory']),
  /** How long its earlier stops took, in milliseconds; null where no clean one is remembered. */
  stopTimes: jsonStopTimes.nullable(),
  /** A wait that would have covered them, where its schedule has a shorter one. */
  proposed: jsonProposed.nullable(),
  unit: jsonUnitDetail.nullable(),
  /** Which daemon it is taken for, and why. */
  profile: jsonProfileMatch.nullable(),
  /** The init script that controls it, null for what has none. */
  init: jsonInit.nullable(),
})

/** The only line of `signal`. */
export const signalResult = z.strictObject({
  ...result,
  sentence: z.string(),
  sent: z.int(),
  refused: z.int(),
})

/** The only line of `profile`: all that are known, or the one that was asked for. */
export const profileResult = z.strictObject({ ...result, profiles: z.array(jsonProfile) })

/** The only line of `start`. */
export const startResult = z.strictObject({ ...result, sentence: z.string(), up: z.boolean() })

/** A line of `journal`: the record as it stands in the file. */
export const journalLine = journalEntrySchema.and(z.object({ type: z.literal('entry') }))
export const journalResult = z.strictObject({ ...result, count: z.int() })

/** The first line of `console`; its result follows when it ends. The token is never in it. */
export const consoleLine = z.strictObject({
  type: z.literal('console'),
  port: z.int(),
  url: z.string(),
  openerFile: z.string(),
})

/** The only line of `practice`. Without a vice: the list of them. */
export const practiceResult = z.strictObject({
  ...result,
  target: z.string().nullable(),
  pid: z.int().nullable(),
  vices: z.array(z.strictObject({ name: z.string(), sentence: z.string() })),
})

/** The only line of `check`: what is wrong in each file. */
export const checkResult = z.strictObject({
  ...result,
  files: z.array(z.strictObject({ file: z.string(), errors: z.array(jsonError) })),
})

/** The last line of any command that was refused or failed, or that has nothing more to say. */
export const plainResult = z.strictObject(result)
