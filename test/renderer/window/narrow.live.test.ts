import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'
import { views } from './views.ts'

describe.skipIf(noBrowser !== null)('a window of 420 pixels', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it.each(views)('needs no sideways scrolling: %s', async (_name, address, act) => {
    const { page } = await stage.open(address, { width: 420, height: 760, reducedMotion: 'reduce' })
    await page.locator('h1').first().waitFor()
    await act(page)
    const wide = await page.evaluate(() =>
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
    expect(wide).toEqual([])
  })
})
