/**
 * Units of systemd in `--json`. Names and states are systemd's own words, times are milliseconds,
 * and null stands for what never ends.
 */
import { z } from 'zod'
import { wall } from './json-parts.ts'

const state = {
  activeState: z.string(),
  subState: z.string(),
  result: z.string(),
  /** Since when it is in this sub-state. */
  since: wall.nullable(),
  mainPid: z.int(),
  controlPid: z.int(),
  mainExit: z
    .strictObject({ how: z.enum(['exited', 'killed', 'dumped']), status: z.int() })
    .nullable(),
  frozen: z.boolean(),
  invocation: z.string(),
}

const manager = z.enum(['system', 'user'])
const commands = z.array(z.strictObject({ argv: z.array(z.string()), ignoreFailure: z.boolean() }))
const ms = z.number().describe('milliseconds')

/** How its manager stops it. */
const settings = z.strictObject({
  type: z.string(),
  killMode: z.enum(['control-group', 'mixed', 'process', 'none']),
  killSignal: z.int(),
  finalKillSignal: z.int(),
  watchdogSignal: z.int(),
  sendSigkill: z.boolean(),
  sendSighup: z.boolean(),
  timeoutStopMs: ms.nullable(),
  timeoutAbortMs: ms.nullable(),
  timeoutFailureMode: z.enum(['terminate', 'abort', 'kill']),
  execStop: commands,
  execStopPost: commands,
  restart: z.string(),
  restartMs: ms,
  remainAfterExit: z.boolean(),
  mayExtend: z.boolean(),
})

/** A unit that is named, with what it does now. */
export const jsonUnitRef = z.strictObject({
  name: z.string(),
  description: z.string(),
  activeState: z.string(),
  subState: z.string(),
})

const impact = z.strictObject({
  stopsToo: z.array(jsonUnitRef.extend({ because: z.string() })),
  bringsBack: z.array(
    z.strictObject({
      kind: z.enum(['socket', 'timer', 'path', 'upheld', 'bus-name', 'restart', 'other']),
      by: z.string().nullable(),
      when: z.enum(['after-a-stop', 'after-a-signal']),
      sentence: z.string(),
      stoppable: z.boolean(),
    }),
  ),
  clients: z.array(
    z.strictObject({
      port: z.int(),
      count: z.int(),
      peers: z.array(z.strictObject({ address: z.string(), count: z.int() })),
    }),
  ),
  clientsUnknown: z.string().nullable(),
  ownSession: z.string().nullable(),
  refusesManualStop: z.boolean(),
})

/** The unit of a run, at its end. */
export const jsonRunUnit = z.strictObject({
  name: z.string(),
  manager,
  ...state,
  fixedDeadline: z.string().nullable(),
  movedTo: z.union([wall, z.literal('never')]).nullable(),
})

/** The unit of a plan: how it is stopped, and what that touches. */
export const jsonUnitPlan = jsonRunUnit.extend({ settings, impact })

/** One unit, whole. */
export const jsonUnitDetail = z.strictObject({
  name: z.string(),
  manager,
  description: z.string(),
  ...state,
  settings,
  loadState: z.string(),
  fileState: z.string(),
  file: z.string().nullable(),
  dropIns: z.array(z.string()),
  needsReload: z.boolean(),
  controlGroup: z.string(),
  impact,
})
