/** Keeps the store in step with the engine: reads everything once, then follows what is pushed. */
import type { Client } from '../shared/contract.ts'
import type { QuiesceError } from '../shared/errors.ts'
import { applyEvent, journalKept, mergeAlerts, takeServices } from './state.ts'
import { mergeEntries } from './model/journal-rows.ts'
import { openingChange, parseOpening } from './opening.ts'
import { readScheduledReboot } from './reboot-actions.ts'
import { nothingOpen } from './opened.ts'
import { parseRoute, printRoute } from './route.ts'
import { tellAlert, tellError, type QuiesceStore } from './store.ts'

/** Reads the services again. */
export async function readServices(client: Client, store: QuiesceStore): Promise<void> {
  const answer = await client.request('services.list', { all: store.getState().showAll })
  store.setState(answer.ok ? takeServices(answer.value) : { servicesError: answer.error })
}

/** An engine that has none of it says so; that is no news. Who may not look is told elsewhere. */
const isNews = ({ code }: QuiesceError): boolean =>
  code !== 'not-available' && code !== 'unauthorized'

async function readOrders(client: Client, store: QuiesceStore): Promise<void> {
  const answer = await client.request('order.list', {})
  if (answer.ok) store.setState({ orders: new Map(answer.value.map((one) => [one.id, one])) })
  else if (isNews(answer.error)) tellError(store, answer.error)
}

async function readAlerts(client: Client, store: QuiesceStore): Promise<void> {
  const answer = await client.request('alerts.list', {})
  if (answer.ok) {
    store.setState((state) => ({ alerts: mergeAlerts(state.alerts, answer.value) }))
  } else if (isNews(answer.error)) tellError(store, answer.error)
}

async function readSettings(client: Client, store: QuiesceStore): Promise<void> {
  const answer = await client.request('settings.get', {})
  if (answer.ok) store.setState({ settings: answer.value })
  else if (isNews(answer.error)) tellError(store, answer.error)
}

/** Reads the configured groups: at start, and when a file was changed. */
async function readGroups(client: Client, store: QuiesceStore): Promise<void> {
  const answer = await client.request('configuration.get', {})
  if (answer.ok) store.setState({ groups: answer.value.groups })
  else if (isNews(answer.error)) tellError(store, answer.error)
}

/** Reads everything again: at start, and after a lost connection is back. */
export async function readAll(client: Client, store: QuiesceStore): Promise<void> {
  const [host, , runs, journal] = await Promise.all([
    client.request('host.info', {}),
    readServices(client, store),
    client.request('run.list', {}),
    client.request('journal.read', { limit: journalKept }),
    readOrders(client, store),
    readAlerts(client, store),
    readSettings(client, store),
    readScheduledReboot({ client, store }),
    readGroups(client, store),
  ])
  if (host.ok) store.setState({ host: host.value, connection: 'connected' })
  else if (host.error.code === 'unauthorized') store.setState({ connection: 'refused' })
  else tellError(store, host.error)
  if (runs.ok) store.setState({ runs: new Map(runs.value.map((view) => [view.run.id, view])) })
  else if (runs.error.code !== 'unauthorized') tellError(store, runs.error)
  if (journal.ok) {
    store.setState((state) => ({
      journal: mergeEntries(state.journal ?? [], journal.value, journalKept),
      journalError: null,
    }))
  } else {
    store.setState((state) => ({ journal: state.journal ?? [], journalError: journal.error }))
  }
}

/** Steps the host's clock once a second, on the second. Returns what stops it. */
export function startClock(store: QuiesceStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const step = (): void => {
    const here = Date.now()
    store.setState((state) => ({ now: here + state.clockAheadMs }))
    timer = setTimeout(step, 1000 - (here % 1000))
  }
  step()
  return () => {
    clearTimeout(timer)
  }
}

/** Connects a store to a client and an address bar. Returns what disconnects it. */
export function connect(client: Client, store: QuiesceStore, window: Window): () => void {
  const unsubscribe = client.subscribe((event) => {
    // The clock steps with what is told, so that a fresh wait never shows more than it has.
    store.setState((state) => ({
      now: Date.now() + state.clockAheadMs,
      ...applyEvent(state, event, Date.now()),
    }))
    if (event.name === 'settings') void readGroups(client, store)
    if (event.name === 'reboot' && event.payload.kind === 'far')
      void readScheduledReboot({ client, store })
    if (event.name === 'alert') tellAlert(store, event.payload)
    // Rows that are usually left out are not pushed; while they are shown, they are read again.
    if (event.name === 'services' && store.getState().showAll) void readServices(client, store)
  })
  // What an address opens is taken off it again, so that the same link works twice.
  const openAsked = (): void => {
    const opening = parseOpening(window.location.hash)
    if (opening === null) return
    window.history.replaceState(null, '', printRoute(store.getState().route))
    store.setState((state) => openingChange(state, opening))
  }
  const follow = (): void => {
    const route = parseRoute(window.location.hash)
    // Our own `go` has set the route already; a dialog that it opened stays.
    if (printRoute(route) !== printRoute(store.getState().route)) {
      // What lies over a view goes with it; the list of keys belongs to none.
      const { keysOpen } = store.getState()
      store.setState({ route, ...nothingOpen, keysOpen })
    }
    openAsked()
  }
  window.addEventListener('hashchange', follow)
  const stopClock = startClock(store)
  void readAll(client, store).then(openAsked)
  return () => {
    unsubscribe()
    stopClock()
    window.removeEventListener('hashchange', follow)
  }
}
