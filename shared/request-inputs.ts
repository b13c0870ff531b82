/** What each request of the contract takes, as schemas: everything from outside goes through them. */
import { z } from 'zod'
import { serviceConfiguration, serviceName } from './configuration.ts'
import { longestRemedyId } from './diagnosis.ts'
import { orderChoice, orderDecision, orderId } from './order-input.ts'
import { privilegedAction } from './permission.ts'
import { viceNames } from './practice.ts'
import { ownProfileSchema } from './profile.ts'
import { settingChange } from './settings.ts'
import { signalNumbers, type SignalName } from './signals.ts'

// Lengths are bounds against a hostile peer, far above anything a person types.
const target = z.string().min(1).max(4096)
const scheduleText = z.string().min(1).max(512)
const unitName = z.string().regex(/^[A-Za-z0-9:_.@\\-]{1,255}$/, 'the name of a unit')
const runId = z.string().regex(/^[0-9a-z-]{1,64}$/, 'a run id: lower-case letters, digits and -')
const scope = z.enum(['main', 'all', 'group'])
const identity = z.strictObject({
  boot: z.string().max(64),
  pid: z.int().positive().max(4194304),
  startTicks: z.int().nonnegative(),
})
const signal = z.enum(Object.keys(signalNumbers) as [SignalName, ...SignalName[]])

const decision = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('extend'),
    ms: z
      .int()
      .positive()
      .max(24 * 3600 * 1000),
    reload: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('hold'), reload: z.boolean().optional() }),
  z.strictObject({ kind: z.literal('release') }),
  z.strictObject({ kind: z.literal('go-on') }),
  z.strictObject({ kind: z.literal('force'), scope }),
  z.strictObject({ kind: z.literal('leave') }),
  z.strictObject({ kind: z.literal('remedy'), remedy: z.string().min(1).max(longestRemedyId) }),
])

/** Input schema of each request. */
export const requestInputs = {
  'host.info': z.strictObject({}),
  'services.list': z.strictObject({ all: z.boolean() }),
  'services.inspect': z.strictObject({ target }),
  'plan.make': z.strictObject({ target, schedule: scheduleText.optional() }),
  /** Starts a run. `suspects` are those a person ticked. `person` says that somebody can answer. */
  'run.stop': z.strictObject({
    target,
    schedule: scheduleText.optional(),
    suspects: z.array(identity).max(10_000).optional(),
    /** Units that would start it again and shall be stopped first. */
    triggers: z.array(unitName).max(100).optional(),
    person: z.boolean(),
  }),
  /** Force from the start (`quiesce kill`): `confirmed` is the person's word, given once, for this. */
  'run.kill': z.strictObject({ target, scope, confirmed: z.literal(true), person: z.boolean() }),
  'run.decide': z.strictObject({ run: runId, turn: z.int().nonnegative(), decision }),
  'run.resume': z.strictObject({ run: runId, person: z.boolean() }),
  'run.list': z.strictObject({}),
  'run.get': z.strictObject({ run: runId }),
  /**
   * `control`: the ExecStop= or ExecReload= command of a unit that runs now. Without `confirmed` a
   * signal that kills the daemon, or does nothing, is refused as `needs-consent` with its price.
   */
  'service.signal': z.strictObject({
    target,
    signal,
    scope: z.enum(['main', 'all', 'group', 'control']),
    confirmed: z.boolean().optional(),
  }),
  /** Beside survivors or held ports a start is `needs-consent`; `confirmed`: its price was read. */
  'service.start': z.strictObject({ target, confirmed: z.boolean().optional() }),
  'service.restart': z.strictObject({
    target,
    schedule: scheduleText.optional(),
    person: z.boolean(),
    confirmed: z.boolean().optional(),
  }),
  /** What a unit's manager does beside starting and stopping. `confirmed`: its warnings were read. */
  'unit.control': z.strictObject({
    target,
    action: z.enum(['reset-failed', 'freeze', 'thaw']),
    confirmed: z.boolean(),
  }),
  'unit.dependencies': z.strictObject({ target }),
  'unit.properties': z.strictObject({ target }),
  /** Lines of the unit's log. With `waitMs` an empty answer waits so long for the next line. */
  'log.read': z.strictObject({
    target,
    after: z.string().max(1024).optional(),
    /** Wall clock, milliseconds. */
    since: z.number().optional(),
    /** The least important level to show: syslog(3), 0 to 7. */
    level: z.int().min(0).max(7),
    /** The newest so many. */
    limit: z.int().positive().max(5000),
    waitMs: z.int().nonnegative().max(30_000),
  }),
  'journal.read': z.strictObject({
    /** Wall clock, milliseconds. */
    since: z.number().optional(),
    run: runId.optional(),
    /** The newest so many. */
    limit: z.int().positive().max(100_000).optional(),
  }),
  'diagnosis.make': z.strictObject({ target, run: runId.optional() }),
  /**
   * Saves what force would destroy, in a new folder below this one, else below Quiesce's own.
   * Stacks stop its processes for a moment, a core for as long as it is written; nothing else does.
   */
  'evidence.save': z.strictObject({
    target,
    run: runId.optional(),
    folder: z.string().startsWith('/').max(4096).optional(),
    core: z.enum(['none', 'gcore']).optional(),
    stacks: z.boolean().optional(),
  }),
  /** Where its threads stand in their programs; each process stands still for a moment. */
  'stacks.take': z.strictObject({ target, run: runId.optional() }),
  /** What a dead service left, and whether that is proven; with `run` by what that run remembers. */
  'leftovers.find': z.strictObject({ target, run: runId.optional() }),
  /** Removes those of these whose owner is proven dead in that very moment. */
  'leftovers.remove': z.strictObject({
    target,
    run: runId.optional(),
    ids: z.array(z.string().min(1).max(4352)).min(1).max(1000),
    confirmed: z.literal(true),
  }),
  'advice.machine': z.strictObject({}),
  'reboot.plan': z.strictObject({}),
  /** `typed` is the host's name as the person typed it: without it nothing is asked of logind. */
  'reboot.request': z.strictObject({
    typed: z.string().max(256),
    /** Wall clock, milliseconds; null for now. */
    at: z.number().nullable(),
    /** To everybody's terminal: what is no letter there steers it. */
    message: z
      .string()
      .max(500)
      .regex(/^\P{C}*$/u, 'Control characters are not sent to terminals.')
      .optional(),
    /** Go on although these hold it back (`block`), by the names that the person read. */
    overrideInhibitors: z.array(z.string().max(1000)).max(100).optional(),
    /** The moment of the planned shutdown that the person saw and that this replaces. */
    replaces: z.number().nonnegative().optional(),
  }),
  'reboot.cancel': z.strictObject({
    /** The moment of the planned shutdown that the person read; needed where somebody else planned it. */
    cancels: z.number().nonnegative().optional(),
  }),
  'report.make': z.strictObject({ run: runId }),
  'order.plan': z.strictObject({ of: orderChoice }),
  'order.begin': z.strictObject({ of: orderChoice, person: z.boolean() }),
  'order.decide': z.strictObject({
    order: orderId,
    turn: z.int().nonnegative(),
    decision: orderDecision,
  }),
  'order.list': z.strictObject({}),
  'order.get': z.strictObject({ order: orderId }),
  /** What would be written for this process or script. */
  'services.suggest': z.strictObject({ target }),
  'services.add': z.strictObject({ name: serviceName, configuration: serviceConfiguration }),
  'profiles.list': z.strictObject({}),
  'alerts.list': z.strictObject({}),
  'settings.get': z.strictObject({}),
  /** Written into the person's own file at once, or not at all. */
  'settings.change': z.strictObject({ changes: z.array(settingChange).min(1).max(100) }),
  'configuration.get': z.strictObject({}),
  /** Another description of a service, under its name or a new one; null takes it out. */
  'services.change': z.strictObject({
    name: serviceName,
    rename: serviceName.optional(),
    configuration: serviceConfiguration.nullable(),
  }),
  'groups.change': z.strictObject({
    name: serviceName,
    members: z.array(z.string().min(1).max(4096)).min(1).max(1000).nullable(),
  }),
  'profiles.change': z.strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'lower-case letters, digits and -'),
    profile: ownProfileSchema.nullable(),
  }),
  'configuration.export': z.strictObject({}),
  /** Without `confirmed` it only says what would be added, changed and removed. */
  'configuration.import': z.strictObject({
    text: z.string().max(1_000_000),
    /** `merge`: what is not in the text stays. */
    mode: z.enum(['merge', 'replace']),
    confirmed: z.boolean(),
  }),
  /** Asks the system now, so that no stop has to wait for a person's word. */
  'permission.ask': z.strictObject({ action: privilegedAction }),
  /** Gives back what was granted. */
  'permission.drop': z.strictObject({}),
  'practice.start': z.strictObject({
    vice: z.enum(viceNames),
    seconds: z.int().positive().max(3600).optional(),
    workers: z.int().nonnegative().max(64).optional(),
  }),
} as const
