/** An app without a window, for what works without one. */
import { createQuiesceStore, type App } from '../../renderer/store.ts'
import type { Route } from '../../renderer/route.ts'
import type { RunView } from '../../shared/contract.ts'
import { createFakeClient, type FakeClient } from '../fakes/client.ts'
import { scenes } from '../fakes/scenes.ts'

export interface FakeApp extends App {
  readonly client: FakeClient
  readonly went: Route[]
  readonly copied: string[]
  readonly saved: { readonly fileName: string; readonly text: string }[]
}

/** An app over the everyday scene with these runs. */
export function createFakeApp(...runs: RunView[]): FakeApp {
  const client = createFakeClient({ ...scenes.quiet(Date.now()), runs })
  const store = createQuiesceStore({ hash: '', now: Date.now(), welcome: false })
  store.setState({ runs: new Map(runs.map((view) => [view.run.id, view])) })
  const went: Route[] = []
  const copied: string[] = []
  const saved: { fileName: string; text: string }[] = []
  return {
    client,
    store,
    door: 'desktop',
    went,
    copied,
    saved,
    save: (fileName, text) => {
      saved.push({ fileName, text })
    },
    go: (route) => {
      went.push(route)
    },
    copy: (text) => {
      copied.push(text)
      return Promise.resolve()
    },
  }
}
