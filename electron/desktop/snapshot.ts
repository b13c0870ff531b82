/** What tray and notifications know of the engine: the newest of everything, as one value. */
import type { PushedEvent, RunView } from '../../shared/contract.ts'
import type { Order } from '../../shared/order.ts'
import type { OutcomeKind } from '../../shared/run.ts'
import type { ServiceRow } from '../../shared/service.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'
import type { ServiceAlert } from '../../shared/watch.ts'
import { alertWord } from '../../shared/wording/watch-words.ts'
import { outcomeWord } from '../../shared/wording/outcomes.ts'
import type { Place } from './place.ts'

/** Something went wrong and nobody has looked at it yet. */
export interface Trouble {
  readonly key: string
  readonly target: string
  readonly title: string
  /** "Came back", "Not answering". */
  readonly word: string
  /** Where one sees it; who is there has seen it. */
  readonly place: Place
}

export interface Snapshot {
  readonly host: string
  readonly settings: Settings
  /** They were read; else they are what holds where nobody wrote any. */
  readonly settingsKnown: boolean
  /** Live runs, by id; other Quiesces' too. */
  readonly runs: ReadonlyMap<string, RunView>
  /** Live orders, by id. */
  readonly orders: ReadonlyMap<string, Order>
  /** Services by target. */
  readonly rows: ReadonlyMap<string, ServiceRow>
  readonly troubles: readonly Trouble[]
  /** Our own files were replaced beneath us: a restart finishes the update. */
  readonly updated: boolean
}

/** Before anything was read. */
export const nothingKnown: Snapshot = {
  host: '',
  settings: fillSettings(),
  settingsKnown: false,
  runs: new Map(),
  orders: new Map(),
  rows: new Map(),
  troubles: [],
  updated: false,
}

/** More would make no menu. */
const troublesKept = 20

const isLive = (view: RunView): boolean => view.run.phase.kind !== 'ended'

/** The snapshot after this event; the same object where nothing of interest changed. */
export function takeEvent(snapshot: Snapshot, event: PushedEvent): Snapshot {
  switch (event.name) {
    case 'run':
      return takeRun(snapshot, event.payload)
    case 'order':
      return takeOrder(snapshot, event.payload)
    case 'services': {
      const rows = new Map(snapshot.rows)
      for (const target of event.payload.removed) rows.delete(target)
      for (const row of event.payload.changed) rows.set(row.target, row)
      return { ...snapshot, rows }
    }
    case 'alert':
      return takeAlert(snapshot, event.payload)
    case 'host':
      return { ...snapshot, host: event.payload.hostName }
    case 'settings':
      return { ...snapshot, settings: event.payload.settings, settingsKnown: true }
    case 'journal':
    case 'diagnosis':
    case 'reboot':
      return snapshot
  }
}

/** Takes a run, unless a newer view of it is there already. */
function takeRun(snapshot: Snapshot, view: RunView): Snapshot {
  const { id, revision, target } = view.run
  const before = snapshot.runs.get(id)
  if (before !== undefined && before.run.revision > revision) return snapshot
  const runs = new Map(snapshot.runs)
  if (isLive(view)) {
    runs.set(id, view)
    // A stop anew is somebody's answer to what went wrong before.
    const old = snapshot.troubles.filter((one) => before !== undefined || one.target !== target)
    return { ...snapshot, runs, troubles: old }
  }
  if (before === undefined) return snapshot
  runs.delete(id)
  const trouble = troubleOf(view)
  return trouble === null ? { ...snapshot, runs } : addTrouble({ ...snapshot, runs }, trouble)
}

const badOutcomes: ReadonlySet<OutcomeKind> = new Set(['survived', 'came-back', 'failed', 'hung'])

function troubleOf({ run }: RunView): Trouble | null {
  if (run.phase.kind !== 'ended' || !badOutcomes.has(run.phase.outcome.kind)) return null
  const { id, target, title } = run
  const word = outcomeWord[run.phase.outcome.kind]
  return { key: `run:${id}`, target, title, word, place: { view: 'run', id } }
}

function takeOrder(snapshot: Snapshot, order: Order): Snapshot {
  const before = snapshot.orders.get(order.id)
  if (before !== undefined && before.revision > order.revision) return snapshot
  const orders = new Map(snapshot.orders)
  if (order.phase.kind === 'ended') orders.delete(order.id)
  else orders.set(order.id, order)
  return { ...snapshot, orders }
}

/** One trouble a service: the newest alert says how it stands, and a good one ends it. */
function takeAlert(snapshot: Snapshot, alert: ServiceAlert): Snapshot {
  const { kind, target, title } = alert
  const key = `alert:${target}`
  const others = snapshot.troubles.filter((one) => one.key !== key)
  const troubles = { ...snapshot, troubles: others }
  if (kind === 'answering-again' || kind === 'restarted') return troubles
  const place: Place = { view: 'service', target }
  return addTrouble(troubles, { key, target, title, word: alertWord[kind], place })
}

const addTrouble = (snapshot: Snapshot, trouble: Trouble): Snapshot => ({
  ...snapshot,
  troubles: [...snapshot.troubles.filter((one) => one.key !== trouble.key), trouble].slice(
    -troublesKept,
  ),
})

/** Whether a person who is at the one place sees what the other shows. */
export function isSamePlace(at: Place | null, place: Place): boolean {
  if (at === null || at.view !== place.view) return false
  if (at.view === 'service' && place.view === 'service') return at.target === place.target
  if (at.view === 'run' && place.view === 'run') return at.id === place.id
  return at.view !== 'order' || place.view !== 'order' || at.id === place.id
}

/** The snapshot after somebody looked at this place; the same object where nothing was new there. */
export function takeLook(snapshot: Snapshot, at: Place | null): Snapshot {
  const troubles = snapshot.troubles.filter((one) => !isSamePlace(at, one.place))
  return troubles.length === snapshot.troubles.length ? snapshot : { ...snapshot, troubles }
}

/** Everything that was read anew, as one: what the pushes of the meantime said of runs stays newer. */
export interface Reading {
  readonly host: string | null
  readonly settings: Settings | null
  readonly runs: readonly RunView[] | null
  readonly orders: readonly Order[] | null
  readonly rows: readonly ServiceRow[] | null
}

/** The snapshot after a reading; what could not be read stays as it was. */
export function takeReading(snapshot: Snapshot, reading: Reading): Snapshot {
  const { host, settings, runs, orders, rows } = reading
  const plain = {
    ...snapshot,
    host: host ?? snapshot.host,
    settings: settings ?? snapshot.settings,
    settingsKnown: settings !== null || snapshot.settingsKnown,
    rows: rows === null ? snapshot.rows : new Map(rows.map((row) => [row.target, row])),
  }
  const withRuns = (runs ?? []).reduce(takeRun, plain)
  return (orders ?? []).reduce(takeOrder, withRuns)
}
