/** The store: plain zustand without React, and a thin hook over it. */
import { createContext, useContext } from 'react'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { Client } from '../shared/contract.ts'
import type { QuiesceError } from '../shared/errors.ts'
import type { ServiceAlert } from '../shared/watch.ts'
import { isTrouble } from '../shared/wording/watch-words.ts'
import { desktopClient } from './client/desktop.ts'
import { parseRoute, printRoute, type Route } from './route.ts'
import { saveFile } from './save-file.ts'
import { firstState, type Notice, type QuiesceState } from './state.ts'

export type QuiesceStore = StoreApi<QuiesceState>

/** What views and actions work with. */
export interface App {
  readonly client: Client
  readonly store: QuiesceStore
  readonly go: (route: Route) => void
  readonly copy: (text: string) => Promise<void>
  /** Gives the person a file to keep. */
  readonly save: (fileName: string, text: string) => void
  /** Where the window is: the desktop has a tray, a login and notifications, the console has not. */
  readonly door: 'desktop' | 'console'
}

/** Where a dismissed first-run card is remembered. */
export const welcomeKey = 'quiesce-welcome-dismissed'

/** A new store. The window's address and memory are read once, here. */
export function createQuiesceStore(from: {
  readonly hash: string
  readonly now: number
  readonly welcome: boolean
}): QuiesceStore {
  return createStore<QuiesceState>(() => firstState(from.now, parseRoute(from.hash), from.welcome))
}

/** Puts an app together for one window. */
export function createApp(client: Client, store: QuiesceStore, window: Window): App {
  return {
    client,
    store,
    go: (route) => {
      window.location.hash = printRoute(route)
      store.setState({ route })
    },
    copy: (text) => window.navigator.clipboard.writeText(text),
    save: (fileName, text) => {
      saveFile(window.document, fileName, text)
    },
    door: desktopClient(window) === null ? 'console' : 'desktop',
  }
}

/** Ids only have to differ among the notices on the screen. */
const nextId = (notices: readonly Notice[]): number => Math.max(0, ...notices.map((n) => n.id)) + 1

function addNotice(store: QuiesceStore, notice: Omit<Notice, 'id'>): number {
  const { notices } = store.getState()
  const id = nextId(notices)
  const others = notices.filter((n) => n.text !== notice.text).slice(-3)
  store.setState({ notices: [...others, { ...notice, id }] })
  return id
}

/** Tells the person of an error; it stays until closed, with what to do next. */
export const tellError = (store: QuiesceStore, error: QuiesceError): void => {
  addNotice(store, { tone: 'amber', text: error.message, next: error.next })
}

/** Tells the person that something went well; it leaves by itself. */
export const tell = (store: QuiesceStore, text: string): void => {
  addNotice(store, { tone: 'moss', text, next: null })
}

/** Tells the person of trouble that has no code and no advice; it stays until closed. */
export const tellTrouble = (store: QuiesceStore, text: string): void => {
  addNotice(store, { tone: 'amber', text, next: null })
}

/** Tells the person what was noticed of a service; what wants them stays until it is closed. */
export const tellAlert = (store: QuiesceStore, alert: ServiceAlert): void => {
  const tone = isTrouble(alert.kind) ? 'amber' : 'moss'
  addNotice(store, { tone, text: alert.sentence, next: null, target: alert.target })
}

/** Tells the person what is being waited for, until the returned function is called. */
export function tellWhile(store: QuiesceStore, text: string): () => void {
  const id = addNotice(store, { tone: 'tide', text, next: null })
  return () => {
    closeNotice(store, id)
  }
}

/** Closes a notice. */
export const closeNotice = (store: QuiesceStore, id: number): void => {
  store.setState(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) }))
}

export const AppContext = createContext<App | null>(null)

/** The app of this window. */
export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('A view was rendered outside the window')
  return app
}

/** One part of the state; the component renders again when that part changes. */
export const useQuiesce = <T>(select: (state: QuiesceState) => T): T =>
  useStore(useApp().store, select)
