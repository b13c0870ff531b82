/**
 * The contract between the engine and every door. Desktop IPC, the console's HTTP and event stream
 * and the command line derive from these maps: a new request is one line in `request-inputs.ts` and
 * one here, and the compiler then asks for its handler.
 */
import type { z } from 'zod'
import type { Advice } from './advice.ts'
import type { AfterWatch } from './after-watch.ts'
import type {
  ConfigurationChange,
  ConfigurationExport,
  ConfigurationImport,
  WrittenConfiguration,
} from './configuration-edit.ts'
import type { Result } from './errors.ts'
import type { HostInfo } from './host.ts'
import type { JournalEntry } from './journal-entry.ts'
import type { Diagnosis } from './diagnosis.ts'
import type { EvidenceReport } from './evidence.ts'
import type { CleanUpReport, LeftoverList } from './leftovers.ts'
import type { Order, OrderPlan } from './order.ts'
import type { Plan } from './plan.ts'
import type { Profile } from './profile.ts'
import type { RebootNews, RebootPlan, RebootReport } from './reboot.ts'
import { requestInputs } from './request-inputs.ts'
import type { LogPage, SignalReport, StartReport, UnitControlReport } from './reports.ts'
import type { Run } from './run.ts'
import type { ServiceDetail, ServiceRow } from './service.ts'
import type { SettingsView } from './settings.ts'
import type { StacksReport } from './stacks.ts'
import type { StopTimes } from './stop-times.ts'
import type { AddedService, Suggestion } from './suggestion.ts'
import type { DependencyGroup, UnitProperty } from './unit.ts'
import type { ServiceAlert } from './watch.ts'

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
  /** How long earlier stops of the service took; null where no clean one is remembered. */
  readonly usual: StopTimes | null
  /** Whether it comes back after the end; absent where nobody watches. */
  readonly watch?: AfterWatch | undefined
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
  'leftovers.find': LeftoverList
  'leftovers.remove': CleanUpReport
  /** A diagnosis of now: of a run's service with what was sent, or of a service without one. */
  'diagnosis.make': Diagnosis
  'evidence.save': EvidenceReport
  'stacks.take': StacksReport
  /** Advice for this machine, whatever was stopped. */
  'advice.machine': Advice
  'reboot.plan': RebootPlan
  'reboot.request': RebootReport
  'reboot.cancel': RebootReport
  'report.make': { readonly markdown: string }
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
  'settings.get': SettingsView
  'settings.change': SettingsView
  'configuration.get': WrittenConfiguration
  'services.change': ConfigurationChange
  'groups.change': ConfigurationChange
  'profiles.change': ConfigurationChange
  'configuration.export': ConfigurationExport
  'configuration.import': ConfigurationImport
  'permission.ask': HostInfo
  'permission.drop': HostInfo
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
  /** Why a run does not come to its end, each time that it is known better. */
  diagnosis: Diagnosis
  order: Order
  alert: ServiceAlert
  journal: JournalEntry
  host: HostInfo
  settings: SettingsView
  /** While stops are alive: a planned shutdown is about to cut them off, or no longer is. */
  reboot: RebootNews
}
export type PushedEventName = keyof PushedEvents
const pushedEventNames: Readonly<Record<PushedEventName, true>> = {
  services: true,
  run: true,
  diagnosis: true,
  order: true,
  alert: true,
  journal: true,
  host: true,
  settings: true,
  reboot: true,
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
  // The schemas take a Map or a Date for an object without fields; structured clone carries both.
  if (Object.prototype.toString.call(input) !== '[object Object]') {
    return badInput(known, 'a plain object')
  }
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
