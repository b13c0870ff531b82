/**
 * The contract between the engine and every door. Desktop IPC, the console's HTTP and event stream
 * and the command line derive from these two maps: a new request is one line here, and the
 * compiler then asks for its handler.
 */
import { z } from 'zod'
import type { Advice } from './advice.ts'
import { serviceConfiguration, serviceName } from './configuration.ts'
import type { Result } from './errors.ts'
import type { HostInfo } from './host.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { CleanUpReport, Leftover } from './leftovers.ts'
import { orderChoice, orderDecision, orderId } from './order-input.ts'
import type { Order, OrderPlan } from './order.ts'
import type { Plan } from './plan.ts'
import { viceNames } from './practice.ts'
import type { Profile } from './profile.ts'
import type { LogPage, SignalReport, StartReport, UnitControlReport } from './reports.ts'
import type { Run } from './run.ts'
import type { ServiceDetail, ServiceRow } from './service.ts'
import { signalNumbers, type SignalName } from './signals.ts'
import type { AddedService, Suggestion } from './suggestion.ts'
import type { DependencyGroup, UnitProperty } from './unit.ts'
import type { ServiceAlert } from './watch.ts'

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
  'service.start': z.strictObject({ target }),
  'service.restart': z.strictObject({
    target,
    schedule: scheduleText.optional(),
    person: z.boolean(),
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
  /** Files that a dead service left, and whether that is proven. */
  'leftovers.find': z.strictObject({ target }),
  /** Removes those of these files whose owner is proven dead in that very moment. */
  'leftovers.remove': z.strictObject({
    target,
    paths: z.array(z.string().startsWith('/').max(4096)).min(1).max(100),
    confirmed: z.literal(true),
  }),
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
  'practice.start': z.strictObject({
    vice: z.enum(viceNames),
    seconds: z.int().positive().max(3600).optional(),
    workers: z.int().nonnegative().max(64).optional(),
  }),
} as const

export type RequestName = keyof typeof requestInputs
export type RequestInput<K extends RequestName> = z.infer<(typeof requestInputs)[K]>

/** A run as a door shows it. */
export interface RunView {
  readonly run: Run
  /** What was planned; events after a run's first one leave it out, and whoever has it keeps it. */
  readonly plan: Plan | null
  /** Which Quiesce runs it. Another one's run is shown and cannot be decided here. */
  readonly owner: {
    readonly here: boolean
    readonly pid: number
    readonly user: string
    readonly door: string
  }
  readonly advice: Advice | null
  /** A restart can be offered: the service has a start command. */
  readonly canStart: boolean
}

export interface ServiceList {
  readonly rows: readonly ServiceRow[]
  /** Rows left out because `all` was false. */
  readonly hidden: number
  readonly at: number
  /** Configuration that was refused; the last good one stays in force. */
  readonly problems: readonly string[]
}

/** A restart is a run, then a start: the start's report is null when the run got no further. */
export interface RestartReport {
  readonly run: RunView
  readonly start: StartReport | null
}

/** Result type of each request. */
export interface RequestOutputs {
  'host.info': HostInfo
  'services.list': ServiceList
  'services.inspect': ServiceDetail
  'plan.make': Plan
  'run.stop': RunView
  'run.kill': RunView
  'run.decide': RunView
  'run.resume': RunView
  'run.list': readonly RunView[]
  'run.get': RunView
  'service.signal': SignalReport
  'service.start': StartReport
  'service.restart': RestartReport
  'unit.control': UnitControlReport
  'unit.dependencies': readonly DependencyGroup[]
  'unit.properties': readonly UnitProperty[]
  'log.read': LogPage
  'leftovers.find': readonly Leftover[]
  'leftovers.remove': CleanUpReport
  'order.plan': OrderPlan
  'order.begin': Order
  'order.decide': Order
  'order.list': readonly Order[]
  'order.get': Order
  'services.suggest': Suggestion
  'services.add': AddedService
  /** The whole catalogue, a person's own included. */
  'profiles.list': readonly { readonly profile: Profile; readonly own: boolean }[]
  /** What was noticed since Quiesce started, newest last. */
  'alerts.list': readonly ServiceAlert[]
  'journal.read': readonly JournalEntry[]
  'practice.start': { readonly target: string; readonly pid: number }
}

/** Events pushed to every door. */
export interface PushedEvents {
  /** Rows that changed or are new, and targets that left the list. */
  services: {
    readonly changed: readonly ServiceRow[]
    readonly removed: readonly string[]
    readonly at: number
  }
  run: RunView
  order: Order
  alert: ServiceAlert
  journal: JournalEntry
  host: HostInfo
}
export type PushedEventName = keyof PushedEvents
const pushedEventNames: Readonly<Record<PushedEventName, true>> = {
  services: true,
  run: true,
  order: true,
  alert: true,
  journal: true,
  host: true,
}
/** Tells events of this contract from what else a stream carries (a greeting, a newer version's). */
export const isPushedEventName = (name: string): name is PushedEventName =>
  Object.hasOwn(pushedEventNames, name)
export type PushedEvent = {
  [K in PushedEventName]: { readonly name: K; readonly payload: PushedEvents[K] }
}[PushedEventName]

/** What every door and the window hold: the engine behind one shape. */
export interface Client {
  request<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>>
  /** Calls back for every pushed event until the returned function is called. */
  subscribe(listener: (event: PushedEvent) => void): () => void
}

/**
 * Checks an input from outside. A refusal is `bad-input` with the path of the first bad field
 * (`decision.ms`) and what was expected there.
 */
export function parseRequest(
  name: unknown,
  input: unknown,
): Result<
  { [K in RequestName]: { readonly name: K; readonly input: RequestInput<K> } }[RequestName]
> {
  if (typeof name !== 'string' || !Object.hasOwn(requestInputs, name)) {
    return badInput('request', 'the name of a request that exists')
  }
  const known = name as RequestName
  const parsed = requestInputs[known].safeParse(input)
  if (parsed.success) {
    return { ok: true, value: { name: known, input: parsed.data } as never }
  }
  const issue = parsed.error.issues[0]
  return badInput([known, ...(issue?.path ?? [])].join('.'), issue?.message ?? 'another shape')
}

function badInput(place: string, expected: string): Result<never> {
  return {
    ok: false,
    error: {
      code: 'bad-input',
      message: `The request is refused at ${place}: ${expected}.`,
      next: 'Nothing was done. Reload the window; if it stays so, the two sides differ in version.',
      place,
    },
  }
}
