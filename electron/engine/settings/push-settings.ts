/** Tells every door when settings change, whoever changed them and however it is noticed. */
import { isDeepStrictEqual } from 'node:util'
import type { ConfigurationStore } from '../configuration/configuration.ts'
import type { Pushes } from '../pushes.ts'
import type { SettingsStore } from './settings.ts'

interface PushSettings {
  readonly world: {
    readonly configuration: Pick<ConfigurationStore, 'subscribe' | 'watch'>
    readonly settings: Pick<SettingsStore, 'view'>
  }
  readonly pushes: Pick<Pushes, 'push'>
  /** Services that were described otherwise look otherwise in the list. */
  readonly feed: { lookSoon(): void }
  /** The files are watched; a door that comes and goes reads them once. */
  readonly watches: boolean
}

/** Pushes `settings` after each reading that changed them, until the result is called. */
export function pushSettings({ world, pushes, feed, watches }: PushSettings): () => void {
  let last = world.settings.view()
  const stop = world.configuration.subscribe(() => {
    feed.lookSoon()
    const view = world.settings.view()
    if (isDeepStrictEqual(view, last)) return
    last = view
    pushes.push({ name: 'settings', payload: view })
  })
  // Each reading is told to whoever subscribed; the watch itself has nothing to add.
  const unwatch = watches ? world.configuration.watch(() => undefined) : () => undefined
  return () => {
    unwatch()
    stop()
  }
}
