import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'
import { loadAxe } from './check-page.ts'
import { views } from './views.ts'

describe.skipIf(noBrowser !== null)('every view can be read in the dark', () => {
  let stage: Stage
  let check: Awaited<ReturnType<typeof loadAxe>>
  beforeAll(async () => {
    stage = await openStage()
    check = await loadAxe()
  })
  afterAll(async () => {
    await stage.close()
  })

  // Nothing but its colours is different there.
  it.each(views)('%s', async (_name, address, act) => {
    const { page, troubles } = await stage.open(address, { colorScheme: 'dark' })
    await page.locator('h1').first().waitFor()
    await act(page)
    expect(await check(page, ['color-contrast'])).toEqual([])
    expect(troubles).toEqual([])
  })
})
