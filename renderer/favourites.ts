/** Favourites: services that stand in the tray and behind one chip. Stored in the settings. */
import type { ServiceRow } from '../shared/service.ts'
import type { SettingsView } from '../shared/settings.ts'
import type { Action } from './actions.ts'
import type { QuiesceState } from './state.ts'
import { tellError, type App } from './store.ts'

const none: readonly string[] = []

/** Targets in the order of the tray; nobody's favourites are none. */
export const favouritesOf = (state: Pick<QuiesceState, 'settings'>): readonly string[] =>
  state.settings?.settings.favourites ?? none

/** With this one at the end, or without it. */
export const withToggled = (favourites: readonly string[], target: string): readonly string[] =>
  favourites.includes(target) ? favourites.filter((one) => one !== target) : [...favourites, target]

const withFavourites = (view: SettingsView, favourites: readonly string[]): SettingsView => ({
  ...view,
  settings: { ...view.settings, favourites },
})

/**
 * Adds or removes one. The star changes at once; where the settings cannot be written it changes
 * back, and the reason stays on the screen.
 */
export async function toggleFavourite(app: App, target: string): Promise<void> {
  const { store } = app
  const before = store.getState().settings
  const had = favouritesOf({ settings: before })
  const wanted = withToggled(had, target)
  if (before !== null) store.setState({ settings: withFavourites(before, wanted) })
  const value = [...wanted]
  const answer = await app.client.request('settings.change', {
    changes: [{ path: ['favourites'], value }],
  })
  const now = store.getState().settings
  // A later star was pressed meanwhile: its answer counts, not this one.
  const isLatest = now === null || now.settings.favourites === wanted
  if (answer.ok) {
    if (isLatest) store.setState({ settings: answer.value })
    return
  }
  if (isLatest && now !== null) store.setState({ settings: withFavourites(now, had) })
  tellError(store, answer.error)
}

export const favouriteAction: Action<ServiceRow> = {
  id: 'favourite',
  label: () => 'Favourite',
  icon: 'star',
  key: 'F',
  refuse: () => null,
  run: (app, row) => void toggleFavourite(app, row.target),
}
