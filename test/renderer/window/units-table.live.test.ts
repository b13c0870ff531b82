import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('units in the services table', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

  it.each([
    ['postgresql.service', /^Stopping\s+4\d\u00a0s to force/],
    ['backup.service', /^Stopping\s+ExecStop=/],
    ['redis.service', /^Starting\s+redis/],
    ['flaky.service', /^Starting\s+by Restart=/],
    ['node-exporter.service', /^Failed\s+with an error/],
    ['stuck.service', /^Failed\s+took too long/],
    ['batch.service', /^Frozen/],
    ['nftables.service', /^Exited.*Active with nothing running/s],
    ['apache2.service', /^Stopped/],
    ['syncthing.service', /^Running.*user/s],
  ])('shows %s as what it is', async (name, words) => {
    const { page } = await stage.open('?scene=units#/services')
    await row(page, name).waitFor()
    expect((await row(page, name).innerText()).trim()).toMatch(words)
  })

  it('counts each state under its own chip', async () => {
    const { page } = await stage.open('?scene=units#/services')
    const chips = page.getByRole('group', { name: 'Filter' }).getByRole('button')
    await chips.first().waitFor()
    expect((await chips.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))).toEqual([
      'All 13',
      'Running 6',
      'Stopping 2',
      'Failed 2',
      'Frozen 1',
      'Exited 1',
      'Stopped 1',
    ])
  })

  it('offers what fits the state, and starts a stopped one', async () => {
    const { page, asked } = await stage.open('?scene=units#/services')
    await row(page, 'kamailio.service').hover()
    const acts = row(page, 'kamailio.service').locator('.acts').getByRole('button')
    expect(await acts.count()).toBe(2)
    await page.getByRole('button', { name: 'Restart… kamailio.service' }).click()
    await page.getByRole('button', { name: /^Restart now/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await row(page, 'apache2.service').hover()
    await page.getByRole('button', { name: 'Start apache2.service' }).click()
    await expect.poll(() => asked('service.start')).toEqual([{ target: 'apache2.service' }])
  })

  it('touches only what is seen when one of a thousand units changes', async () => {
    const { page } = await stage.open('?scene=thousandUnits#/services')
    await page.locator('tbody tr[role=row]').first().waitFor()
    expect(await page.locator('tr[aria-rowindex]').count()).toBeLessThanOrEqual(60)
    const touched = await page.evaluate(async () => {
      const { client, store } = window.scene
      const rows = [...(store.getState().services?.values() ?? [])]
      const shown = document.querySelector('tbody tr[role=row] .mid .sr')?.textContent
      const body = document.querySelector('tbody')
      if (body === null) throw new Error('no table')
      const seen: MutationRecord[] = []
      // Clocks tick whatever changes.
      const isClock = ({ target }: MutationRecord): boolean =>
        (target instanceof Element ? target : target.parentElement)?.closest('small') !== null
      const observer = new MutationObserver((records) => {
        seen.push(...records.filter((record) => !isClock(record)))
      })
      observer.observe(body, { subtree: true, childList: true, characterData: true })
      const change = async (of: (title: string) => boolean): Promise<number> => {
        seen.length = 0
        const changed = rows
          .filter((one) => of(one.title))
          .map((one) => ({ ...one, memberCount: 77 }))
        client.push({ name: 'services', payload: { changed, removed: [], at: Date.now() } })
        await new Promise((resolve) => setTimeout(resolve))
        return seen.length
      }
      return {
        unseen: await change((title) => title === 'worker@0987.service'),
        seen: await change((title) => title === shown),
      }
    })
    expect(touched.unseen).toBe(0)
    expect(touched.seen).toBeGreaterThan(0)
  })
})
