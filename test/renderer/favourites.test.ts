import { describe, expect, it } from 'vitest'
import {
  favouriteAction,
  favouritesOf,
  toggleFavourite,
  withToggled,
} from '../../renderer/favourites.ts'
import { fillSettings } from '../../shared/settings.ts'
import type { QuiesceError } from '../../shared/errors.ts'
import { sceneSettings } from '../fakes/scene-settings.ts'
import { sceneRow } from '../fakes/scene-rows.ts'
import { createFakeApp, type FakeApp } from './fake-app.ts'

const view = (favourites: readonly string[]) => ({
  ...sceneSettings(),
  settings: fillSettings({ favourites: [...favourites] }),
})

function appWith(...favourites: string[]): FakeApp {
  const app = createFakeApp()
  app.store.setState({ settings: view(favourites) })
  return app
}

const refused: QuiesceError = {
  code: 'not-available',
  message: 'The settings cannot be written.',
  next: 'Look at the file.',
}

const shown = (app: FakeApp): readonly string[] => favouritesOf(app.store.getState())

describe('a star', () => {
  it.each([
    [[], 'a', ['a']],
    [['a', 'b'], 'c', ['a', 'b', 'c']],
    [['a', 'b', 'c'], 'b', ['a', 'c']],
  ] as const)('of %j and %s makes %j', (before, target, after) => {
    expect(withToggled(before, target)).toEqual(after)
  })
  it('is seen at once, and written as the whole list', async () => {
    const app = appWith('nginx')
    const done = toggleFavourite(app, 'kamailio')
    expect(shown(app)).toEqual(['nginx', 'kamailio'])
    await done
    expect(app.client.asked).toContainEqual({
      name: 'settings.change',
      input: { changes: [{ path: ['favourites'], value: ['nginx', 'kamailio'] }] },
    })
  })
  it('goes out again where it cannot be written, and the reason stays', async () => {
    const app = appWith('nginx')
    app.client.failNext('settings.change', refused)
    await toggleFavourite(app, 'kamailio')
    expect(shown(app)).toEqual(['nginx'])
    expect(app.store.getState().notices.map((notice) => [notice.tone, notice.text])).toEqual([
      ['amber', refused.message],
    ])
  })
  it('that was pressed later is not undone by the answer to an earlier one', async () => {
    const app = appWith()
    app.client.failNext('settings.change', refused)
    const first = toggleFavourite(app, 'a')
    const second = toggleFavourite(app, 'b')
    expect(shown(app)).toEqual(['a', 'b'])
    await first
    await second
    // What the engine answered to the second: not the list without either.
    expect(shown(app)).toEqual(['a', 'b'])
  })
  it('without any settings read yet is asked for all the same', async () => {
    const app = createFakeApp()
    await toggleFavourite(app, 'a')
    expect(shown(app)).toEqual(['a'])
  })
  it('has a key, which sends no signal', () => {
    const app = appWith()
    favouriteAction.run(app, sceneRow('kamailio', 0))
    expect(app.client.asked.map((one) => one.name)).toEqual(['settings.change'])
    expect(favouriteAction.key).toBe('F')
  })
})

describe('nobody’s favourites', () => {
  it('are none', () => {
    expect(favouritesOf({ settings: null })).toEqual([])
  })
})
