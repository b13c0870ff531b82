/** The views for the picture gallery: those that the tests look at, and states beside them. */
import type { Page } from 'playwright-core'
import { afterPictures } from './after-views.ts'
import { settingsPictures } from './settings-views.ts'
import { views } from './views.ts'

type Shown = readonly [string, string, (page: Page) => Promise<void>]

const nothing = (): Promise<void> => Promise.resolve()
const run = (phase: string): string => `?scene=quiet&run=${phase}#/run/run-412`

const select = (target: string) => async (page: Page) => {
  await page.evaluate((to) => {
    window.scene.store.setState({ selected: to })
  }, target)
  await page.locator('.dock').waitFor()
}
const click = (name: string, then: string) => async (page: Page) => {
  await page.getByRole('button', { name }).click()
  await page.locator(then).first().waitFor()
}

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

/** Presses the footer's word on signals. */
const explain = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /^Signals:/ }).click()
  await page.locator('.promise').first().waitFor()
}

/** The journal cannot be read. */
const noJournal = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    window.scene.store.setState({
      journal: [],
      journalError: {
        code: 'journal-unwritable',
        message: 'The journal cannot be read: EACCES.',
        next: 'Make its folder readable for you.',
      },
    })
  })
}

const chooseForce = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Force', exact: false }).first().click()
}

const outcomes = ['already-stopped', 'abandoned', 'hung', 'interrupted', 'refused', 'failed']

const more: readonly Shown[] = [
  ['services, thousand', '?scene=thousand#/services', nothing],
  ['palette, found', '?scene=thousand#/services', typeInPalette('stop 12')],
  ['services, disconnected', '?scene=everyday#/services', connection('lost')],
  ['services, wrong token', '?scene=everyday#/services', connection('refused')],
  ['services, limits', '?scene=limited#/services', select('redis-server')],
  ['services, a free unit', '?scene=units#/services', select('syncthing.service')],
  ['promise', '?scene=quiet#/services', explain],
  ['activity, force', '?scene=quiet&run=killed#/activity', chooseForce],
  ['activity, unreadable', '?scene=quiet#/activity', noJournal],
  ['activity, not by run', '?scene=quiet&run=killed#/activity', click('By run', '.log-row.entry')],
  ['run, forcing', run('forcing'), nothing],
  ['run, somebody else’s', '?scene=quiet&run=waiting&foreign#/run/run-412', nothing],
  ...outcomes.map((outcome): Shown => [`after, ${outcome}`, run(outcome), nothing]),
]

/** Every view and state, by name. */
export const galleryViews: readonly Shown[] = [
  ...views,
  ...settingsPictures,
  ...afterPictures,
  ...more,
]
