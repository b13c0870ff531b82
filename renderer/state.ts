/** What the window knows, as one value, and the pure changes of it. No React, no client. */
import type { PushedEvent, RunView, ServiceList } from '../shared/contract.ts'
import type { WrittenEntry } from '../shared/configuration-edit.ts'
import { knowsWhy, type Diagnosis } from '../shared/diagnosis.ts'
import type { QuiesceError } from '../shared/errors.ts'
import type { HostInfo } from '../shared/host.ts'
import type { JournalEntry } from '../shared/journal-entry.ts'
import type { Order } from '../shared/order.ts'
import type { PlannedShutdown, RebootNews } from '../shared/reboot.ts'
import type { ServiceRow } from '../shared/service.ts'
import type { SettingsView } from '../shared/settings.ts'
import type { ServiceAlert } from '../shared/watch.ts'
import { mergeEntries } from './model/journal-rows.ts'
import { isLive } from './model/run-clock.ts'
import type { FilterName, Sort } from './model/service-order.ts'
import { nothingOpen, type Opened } from './opened.ts'
import type { Route } from './route.ts'

/** A planned shutdown that is about to cut stops off. */
export type RebootNear = Extract<RebootNews, { readonly kind: 'near' }>

/** Whether the engine answers. `refused`: it does, and wants another token. */
export type Connection = 'connecting' | 'connected' | 'lost' | 'refused'

/** A message to the person. `amber` stays until it is closed, `tide` as long as it is so. */
export interface Notice {
  readonly id: number
  readonly tone: 'moss' | 'amber' | 'tide'
  readonly text: string
  readonly next: string | null
  /** The service that it is about, where it leads to one. */
  readonly target?: string
}

/** Services that are stopped together, by one name. */
export type Group = WrittenEntry<readonly string[]>

export interface QuiesceState extends Opened {
  readonly connection: Connection
  readonly host: HostInfo | null
  /** Null until the first answer. */
  readonly settings: SettingsView | null
  /** Configured groups, as the files name them; null until the first answer. */
  readonly groups: readonly Group[] | null
  /** By target; null until the first answer. */
  readonly services: ReadonlyMap<string, ServiceRow> | null
  readonly servicesAt: number
  readonly hidden: number
  readonly showAll: boolean
  readonly problems: readonly string[]
  /** Why the services could not be read at all. */
  readonly servicesError: QuiesceError | null
  readonly runs: ReadonlyMap<string, RunView>
  /** Why a run does not come to its end, as known last, by the run's id. */
  readonly diagnoses: ReadonlyMap<string, Diagnosis>
  /** The service that is looked at without being stopped: its target. */
  readonly diagnosing: string | null
  /** Several services stopped as one, by id. */
  readonly orders: ReadonlyMap<string, Order>
  /** What was noticed of services that nobody stops, newest last. */
  readonly alerts: readonly ServiceAlert[]
  readonly journal: readonly JournalEntry[] | null
  /** Why the records could not be read; those that came since are shown. */
  readonly journalError: QuiesceError | null
  readonly route: Route
  readonly selected: string | null
  readonly search: string
  readonly filter: FilterName
  readonly sort: Sort
  /** What the machine has planned, as known last. */
  readonly scheduledReboot: PlannedShutdown | null
  /** It is about to cut stops off; null while it is not. */
  readonly rebootNear: RebootNear | null
  /** Forms that a person has begun to change and not saved, by what they are about. */
  readonly drafts: ReadonlyMap<string, object>
  /** Suspects that a person ticked, as identity keys, by target. */
  readonly ticked: ReadonlyMap<string, ReadonlySet<string>>
  readonly notices: readonly Notice[]
  /** The host's wall clock, stepping once a second. */
  readonly now: number
  /** How far the host's clock is ahead of this window's, where it is on another machine. */
  readonly clockAheadMs: number
  readonly welcome: boolean
}

/** Journal entries that the window keeps. */
export const journalKept = 5000

/** A difference below this is the age of an answer, not another clock. */
const sameClockMs = 5000

/** The state before anything was read. */
export const firstState = (now: number, route: Route, welcome: boolean): QuiesceState => ({
  connection: 'connecting',
  host: null,
  settings: null,
  groups: null,
  services: null,
  servicesAt: 0,
  hidden: 0,
  showAll: false,
  problems: [],
  servicesError: null,
  runs: new Map(),
  diagnoses: new Map(),
  diagnosing: null,
  orders: new Map(),
  alerts: [],
  journal: null,
  journalError: null,
  route,
  selected: null,
  search: '',
  filter: 'all',
  sort: { by: 'need', descending: false },
  ...nothingOpen,
  scheduledReboot: null,
  rebootNear: null,
  drafts: new Map(),
  ticked: new Map(),
  notices: [],
  now,
  clockAheadMs: 0,
  welcome,
})

type Change = Partial<QuiesceState>

/** A whole list replaces what was known. */
export const takeServices = (list: ServiceList): Change => ({
  services: new Map(list.rows.map((row) => [row.target, row])),
  servicesAt: list.at,
  hidden: list.hidden,
  problems: list.problems,
  servicesError: null,
})

/**
 * The newer of two views of a run: an answer may be overtaken by an event that came after it. The
 * plan is kept, whichever of them brought it.
 */
export function takeRun(state: QuiesceState, view: RunView): Change {
  const known = state.runs.get(view.run.id)
  const isOld = known !== undefined && known.run.revision > view.run.revision
  const newer = isOld ? known : view
  const plan = view.plan ?? known?.plan ?? null
  if (isOld && plan === known.plan) return {}
  return { runs: new Map(state.runs).set(view.run.id, { ...newer, plan }) }
}

/**
 * The later of two looks at a run; one without a run belongs to the page that asked for it. Once
 * force was used, a look at what is about to die does not take the place of one that knew why.
 */
export function takeDiagnosis(state: QuiesceState, diagnosis: Diagnosis): Change {
  const { run, at } = diagnosis
  if (run === null) return {}
  const known = state.diagnoses.get(run)
  if (known !== undefined && known.at > at) return {}
  const forced = (state.runs.get(run)?.run.forced ?? null) !== null
  if (forced && known !== undefined && knowsWhy(known) && !knowsWhy(diagnosis)) return {}
  return { diagnoses: new Map(state.diagnoses).set(run, diagnosis) }
}

/** The newer of two views of an order. */
export function takeOrder(state: QuiesceState, order: Order): Change {
  const known = state.orders.get(order.id)
  if (known !== undefined && known.revision > order.revision) return {}
  return { orders: new Map(state.orders).set(order.id, order) }
}

/** Alerts that the window keeps. */
const alertsKept = 200

/** Adds alerts that are not there yet, the newest last. */
export function mergeAlerts(
  have: readonly ServiceAlert[],
  more: readonly ServiceAlert[],
): readonly ServiceAlert[] {
  const known = new Map([...have, ...more].map((alert) => [alert.id, alert]))
  return [...known.values()].sort((a, b) => a.id - b.id).slice(-alertsKept)
}

/** The footer's count goes on between two answers about the host. */
const countRecord = (host: HostInfo): HostInfo => ({
  ...host,
  journal: { ...host.journal, records: host.journal.records + 1 },
})

/** What a pushed event changes. */
export function applyEvent(state: QuiesceState, event: PushedEvent, windowNow: number): Change {
  switch (event.name) {
    case 'services': {
      const services = new Map(state.services)
      for (const row of event.payload.changed) services.set(row.target, row)
      for (const target of event.payload.removed) services.delete(target)
      const ahead = event.payload.at - windowNow
      return {
        services,
        servicesAt: event.payload.at,
        clockAheadMs: Math.abs(ahead) < sameClockMs ? 0 : ahead,
      }
    }
    case 'run':
      return takeRun(state, event.payload)
    case 'diagnosis':
      return takeDiagnosis(state, event.payload)
    case 'order':
      return takeOrder(state, event.payload)
    case 'alert':
      return { alerts: mergeAlerts(state.alerts, [event.payload]) }
    case 'journal':
      return {
        journal: mergeEntries(state.journal ?? [], [event.payload], journalKept),
        host: state.host === null ? null : countRecord(state.host),
      }
    case 'host':
      return { host: event.payload }
    case 'settings':
      return { settings: event.payload }
    case 'reboot':
      return event.payload.kind === 'near'
        ? { scheduledReboot: event.payload.planned, rebootNear: event.payload }
        : { rebootNear: null }
  }
}

/** Live runs, those that ask first, then the oldest. */
export function liveRuns(runs: QuiesceState['runs']): RunView[] {
  const asks = (view: RunView): number => (view.run.phase.kind === 'asking' ? 0 : 1)
  return [...runs.values()]
    .filter((view) => isLive(view.run))
    .sort((a, b) => asks(a) - asks(b) || a.run.startedAt.wall - b.run.startedAt.wall)
}

/** The live run of a target, or null. */
export const liveRunOf = (runs: QuiesceState['runs'], target: string): RunView | null =>
  liveRuns(runs).find((view) => view.run.target === target) ?? null

/** Single keys act, unless a person switched them off. */
export const hasSingleKeys = ({ settings }: QuiesceState): boolean =>
  settings?.settings.window.keys ?? true
