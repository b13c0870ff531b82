import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'
import { loadAxe } from './check-page.ts'
import { views } from './views.ts'

describe.skipIf(noBrowser !== null)('every view is accessible', () => {
  let stage: Stage
  let check: Awaited<ReturnType<typeof loadAxe>>
  beforeAll(async () => {
    stage = await openStage()
    check = await loadAxe()
  })
  afterAll(async () => {
    await stage.close()
  })

  it.each(views)('%s', async (_name, address, act) => {
    const { page, troubles } = await stage.open(address)
    await page.locator('h1').first().waitFor()
    await act(page)
    expect(await check(page)).toEqual([])
    expect(troubles).toEqual([])
  })
})
