/** Tells every door when settings change, whoever changed them and however it is noticed. */
import { isDeepStrictEqual } from 'node:util'
import type { ConfigurationStore } from '../configuration/configuration.ts'
import { toQuiesceError } from '../../../shared/errors.ts'
import type { SettingsView } from '../../../shared/settings.ts'
import type { Pushes } from '../pushes.ts'
import type { SettingsStore } from './settings.ts'

interface PushSettings {
  readonly world: {
    readonly configuration: Pick<ConfigurationStore, 'subscribe' | 'watch'>
    readonly settings: Pick<SettingsStore, 'view'>
  }
  /** As doors show them. */
  readonly shown: () => Promise<SettingsView>
  readonly pushes: Pick<Pushes, 'push'>
  /** Services that were described otherwise look otherwise in the list. */
  readonly feed: { lookSoon(): void }
  /** The files are watched; a door that comes and goes reads them once. */
  readonly watches: boolean
}

/** What could not be looked at is told among what is wrong. */
const withProblem = (view: SettingsView, thrown: unknown): SettingsView => ({
  ...view,
  problems: [...view.problems, toQuiesceError(thrown).message],
})

/** Pushes `settings` after each reading that changed them, until the result is called. */
export function pushSettings({ world, shown, pushes, feed, watches }: PushSettings): () => void {
  let last = world.settings.view()
  let pushed = Promise.resolve()
  const stop = world.configuration.subscribe(() => {
    feed.lookSoon()
    const view = world.settings.view()
    if (isDeepStrictEqual(view, last)) return
    last = view
    // One after the other: the newest is pushed last.
    pushed = pushed.then(async () => {
      const payload = await shown().catch((thrown: unknown) => withProblem(view, thrown))
      pushes.push({ name: 'settings', payload })
    })
  })
  // Each reading is told to whoever subscribed; the watch itself has nothing to add.
  const unwatch = watches ? world.configuration.watch(() => undefined) : () => undefined
  return () => {
    unwatch()
    stop()
  }
}
