import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('favourites, and what an address opens', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('are set by F, seen at once, and go out again where they cannot be written', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/services')
    const star = page.getByRole('button', { name: 'Favourite asterisk', exact: true })
    await page.locator('tbody tr[role=row]').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.evaluate(() => {
      window.scene.client.failNext('settings.change', {
        code: 'no-permission',
        message: 'services.yaml cannot be written.',
        next: 'Make it writable for you.',
      })
    })
    await page.keyboard.press('f')
    await page.getByText('services.yaml cannot be written.').first().waitFor()
    expect(await star.getAttribute('aria-pressed')).toBe('false')
    expect(await asked('settings.change')).toEqual([
      {
        changes: [
          { path: ['favourites'], value: expect.arrayContaining(['asterisk']) as string[] },
        ],
      },
    ])
    await page.getByRole('button', { name: /^Favourites/ }).click()
    await page.locator('tbody tr[role=row]').nth(1).waitFor({ state: 'detached' })
    expect(await page.locator('tbody tr[role=row]').innerText()).toContain('kamailio')
  })

  it('opens the plan that the address names, twice if need be, and sends nothing', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/service/kamailio?plan=stop')
    const plan = page.getByRole('dialog', { name: 'Stop kamailio' })
    await plan.waitFor()
    expect(new URL(page.url()).hash).toBe('#/service/kamailio')
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await plan.waitFor({ state: 'detached' })
    await page.evaluate(() => {
      window.location.hash = '#/service/kamailio?plan=stop'
    })
    await plan.waitFor()
    expect(await asked('run.stop')).toEqual([])
  })
})
