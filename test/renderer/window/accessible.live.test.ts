import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'
import { findHiddenFocus, loadAxe } from './check-page.ts'
import { views } from './views.ts'

/** Plays another scene in the page, as if it had just been opened. */
async function play({ page, troubles }: View, address: string): Promise<void> {
  troubles.length = 0
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' })
  await page.evaluate((to) => {
    window.scene.play(`/${to}`)
  }, address)
  await page.waitForFunction(() => window.scene.store.getState().connection === 'connected')
  await page.locator('html[data-mantine-color-scheme=light]').waitFor({ state: 'attached' })
  await page.locator('h1').first().waitFor()
}

/** Puts the lights out, and waits until every colour has changed. */
async function darken(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.waitForFunction(
    () => document.documentElement.getAttribute('data-mantine-color-scheme') === 'dark',
  )
  await page.evaluate(async () => {
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
  })
}

/** Asks for more contrast, as a system can, and waits until the window has it. */
async function sharpen(page: Page): Promise<void> {
  await page.emulateMedia({ contrast: 'more' })
  await page.locator('html[data-contrast=more]').waitFor({ state: 'attached' })
}

/** What is wider than its place. */
const findWide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'body, main, .body, .head, .side, .dock, .chips, .facts, .panel, .clocks, .strip, dialog, section[role=dialog]',
      ),
    ]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(
        (element) =>
          `${element.className || element.tagName} ${element.scrollWidth} > ${element.clientWidth}`,
      ),
  )

/** Views that between them have every kind of part. */
const sharpened: ReadonlySet<string> = new Set([
  'services',
  'services, weaker guarantee',
  'plan of a unit',
  'unit run, asking',
  'force',
  'after, survived',
  'known service',
  'order, asking',
  'activity',
])

describe.skipIf(noBrowser !== null)('every view', () => {
  let stage: Stage
  let view: View
  let check: Awaited<ReturnType<typeof loadAxe>>
  beforeAll(async () => {
    stage = await openStage()
    view = await stage.open('?scene=quiet#/services', { reducedMotion: 'reduce', stays: true })
    check = await loadAxe()
  })
  afterAll(async () => {
    await stage.close()
  })

  it.each(views)(
    'is accessible in the light and in the dark, shows the focus, and fits 420 pixels: %s',
    async (name, address, act) => {
      const { page, troubles } = view
      await play(view, address)
      await act(page)
      expect(await check(page)).toEqual([])
      await darken(page)
      // Nothing but the colours is different in the dark.
      expect(await check(page, ['color-contrast'])).toEqual([])
      // The colours themselves are measured in styles/contrast.test.ts; some views prove their use.
      if (sharpened.has(name)) {
        await sharpen(page)
        expect(await check(page, ['color-contrast'])).toEqual([])
      }
      expect(await findHiddenFocus(page)).toEqual([])
      await page.setViewportSize({ width: 420, height: 640 })
      expect(await findWide(page)).toEqual([])
      expect(await findHiddenFocus(page)).toEqual([])
      expect(troubles).toEqual([])
    },
  )
})
