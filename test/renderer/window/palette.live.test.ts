import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

const field = (page: Page) => page.getByRole('combobox', { name: 'Find or do' })
/** The option that a screen reader would read now. */
const read = async (page: Page): Promise<string> => {
  const id = await field(page).getAttribute('aria-activedescendant')
  return page.locator(`[id="${id ?? ''}"][aria-selected=true]`).innerText()
}

describe.skipIf(noBrowser !== null)('the palette', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('finds among a thousand services by the keyboard alone, and only shows the plan', async () => {
    const { page, asked, troubles } = await stage.open('?scene=thousand#/services')
    const search = page.getByRole('searchbox')
    await search.focus()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('stop daemon 0777')
    await page.getByRole('option', { name: /daemon-0777/ }).waitFor()
    expect(await page.getByRole('option').count()).toBeLessThanOrEqual(50)
    expect(await read(page)).toMatch(/Stop….*daemon-0777/s)
    await page.keyboard.press('Escape')
    await page.locator('.palette').waitFor({ state: 'detached' })
    expect(await search.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.press('Control+k')
    await page.keyboard.type('stop 0777')
    await page.getByRole('option', { name: /daemon-0777/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'Stop daemon-0777' }).waitFor()
    expect(await asked('run.stop')).toEqual([])
    expect(troubles).toEqual([])
  })

  it('goes round by ↓ and ↑, leads to a view, and tells when nothing fits', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.getByRole('button', { name: /Find or do/ }).click()
    const first = await read(page)
    await page.keyboard.press('ArrowUp')
    expect(await read(page)).not.toBe(first)
    await page.keyboard.press('ArrowDown')
    expect(await read(page)).toBe(first)
    await page.keyboard.type('zzzz')
    await page.getByText('Nothing is called so.').waitFor()
    await field(page).fill('activity')
    await page.getByRole('option', { name: /^Activity/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/activity$/)
  })

  it('stays shut over the question before force', async () => {
    const { page } = await stage.open('?scene=quiet&run=asking#/run/run-412?force')
    await page.getByRole('alertdialog').waitFor()
    await page.keyboard.press('Control+k')
    expect(await page.locator('.palette').count()).toBe(0)
  })
})
