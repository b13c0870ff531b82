/** What `--json` prints of advice, of a planned reboot, and of a report. */
import { z } from 'zod'
import { adviceLevels } from './advice.ts'
import { result, wall } from './json-parts.ts'

/** Advice after a run, or for the machine. */
export const jsonAdvice = z.strictObject({
  level: z.enum(adviceLevels),
  sentence: z.string(),
  reasons: z.array(z.string()),
  aboutReboot: z.string(),
  /** The rules that speak, the heaviest first. */
  findings: z
    .array(
      z.strictObject({
        rule: z.string(),
        level: z.enum(adviceLevels),
        sentence: z.string(),
        evidence: z.array(z.strictObject({ source: z.string(), line: z.string() })),
        changesMind: z.string(),
      }),
    )
    .optional(),
  /** What would speak for a reboot and was looked at. */
  checked: z.array(z.strictObject({ what: z.string(), answer: z.string() })).optional(),
})

/** The only line of `advice`. */
export const adviceResult = z.strictObject({ ...result, advice: jsonAdvice })

const plannedShutdown = z.strictObject({
  at: wall,
  /** logind's word: reboot, poweroff, halt… */
  type: z.string(),
  /** Who planned it; null where nobody knows. */
  by: z.string().nullable().optional(),
  /** The person who asks planned it themselves. */
  mine: z.boolean().optional(),
})

/**
 * A line of `stop` and its like: a planned shutdown is about to cut it off. `planned` is null where it
 * was called off or put off.
 */
export const rebootLine = z.strictObject({
  type: z.literal('reboot'),
  at: wall,
  planned: plannedShutdown.nullable(),
  /** Titles of what it cuts off. */
  stops: z.array(z.string()),
  sentence: z.string(),
})

/** What a reboot would cost, and who stands in its way. */
const jsonRebootPlan = z.strictObject({
  advice: jsonAdvice,
  hostName: z.string(),
  /** False: people, inhibitors and what is planned are not known. */
  isAsked: z.boolean().optional(),
  services: z.array(z.strictObject({ target: z.string(), title: z.string(), note: z.string() })),
  people: z.array(z.strictObject({ user: z.string(), where: z.string(), since: wall.nullable() })),
  inhibitors: z.array(
    z.strictObject({
      who: z.string(),
      user: z.string(),
      why: z.string(),
      mode: z.enum(['block', 'delay']),
    }),
  ),
  /** Titles of what is being stopped by Quiesce now. */
  runs: z.array(z.string()),
  scheduled: plannedShutdown.nullable(),
  refusal: z.string().nullable(),
})

/** The only line of `reboot --plan`. */
export const rebootPlanResult = z.strictObject({ ...result, plan: jsonRebootPlan })

/** The only line of `reboot --at`, `--now` and `--cancel`; `at` null for now, or called off. */
export const rebootResult = z.strictObject({
  ...result,
  sentence: z.string(),
  at: wall.nullable(),
})

/** The only line of `report`. */
export const reportResult = z.strictObject({ ...result, run: z.string(), markdown: z.string() })
