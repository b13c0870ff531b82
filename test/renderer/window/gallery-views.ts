/** The views for the picture gallery: those that the tests look at, and states beside them. */
import type { Page } from 'playwright-core'
import { views } from './views.ts'

type Shown = readonly [string, string, (page: Page) => Promise<void>]

const nothing = (): Promise<void> => Promise.resolve()
const run = (phase: string): string => `?scene=quiet&run=${phase}#/run/run-412`

/** The engine stops answering, or refuses this window's token. */
const connection = (to: 'lost' | 'refused') => async (page: Page) => {
  await page.evaluate((connection) => {
    window.scene.store.setState({ connection })
  }, to)
}

const press = (key: string, then: string) => async (page: Page) => {
  await page.keyboard.press(key)
  await page.locator(then).waitFor()
}

const typeInPalette = (text: string) => async (page: Page) => {
  await press('Control+k', '.palette')(page)
  await page.keyboard.type(text)
  await page.getByRole('option').first().waitFor()
}

const outcomes = [
  'already-stopped',
  'came-back',
  'abandoned',
  'hung',
  'interrupted',
  'refused',
  'failed',
]

const more: readonly Shown[] = [
  ['services, thousand', '?scene=thousand#/services', nothing],
  ['palette', '?scene=everyday#/services', press('Control+k', '.palette')],
  ['palette, found', '?scene=thousand#/services', typeInPalette('stop 12')],
  ['services, disconnected', '?scene=everyday#/services', connection('lost')],
  ['services, wrong token', '?scene=everyday#/services', connection('refused')],
  ['run, forcing', run('forcing'), nothing],
  ['run, somebody else’s', '?scene=quiet&run=waiting&foreign#/run/run-412', nothing],
  ...outcomes.map((outcome): Shown => [`after, ${outcome}`, run(outcome), nothing]),
]

/** Every view and state, by name. */
export const galleryViews: readonly Shown[] = [...views, ...more]
