import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('the services table', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('keeps at most 60 of a thousand rows in the document, wherever one scrolls', async () => {
    const { page } = await stage.open('?scene=thousand#/services')
    const rows = page.locator('tr[aria-rowindex]')
    await page.locator('tbody tr[role=row]').first().waitFor()
    expect(await rows.count()).toBeLessThanOrEqual(60)
    await page.keyboard.press('End')
    await page.getByText('daemon-0999', { exact: false }).first().waitFor()
    expect(await rows.count()).toBeLessThanOrEqual(60)
    expect(await page.locator('tbody tr[aria-selected=true]').getAttribute('aria-rowindex')).toBe(
      '1001',
    )
  })

  it('moves the selection by ↓ and ↑ and opens the service by Enter', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.locator('tbody tr').first().waitFor()
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp'])
      await page.keyboard.press(key)
    expect(await page.locator('tbody tr[aria-selected=true]').innerText()).toContain('mariadbd')
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/service\/mariadbd$/)
  })

  it('names the selected row to screen readers through the grid', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('ArrowDown')
    const active = await page.getByRole('grid').getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${active ?? ''}"]`).getAttribute('aria-selected')).toBe('true')
  })

  it('puts what wants a person first, and sorts by a column when it is pressed', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    const first = page.locator('tbody tr[role=row]').first()
    await first.waitFor()
    expect(await first.innerText()).toContain('iguana')
    await page.getByRole('button', { name: 'Members' }).click()
    expect(await first.innerText()).toContain('asterisk')
    expect(
      await page.getByRole('columnheader', { name: 'Members' }).getAttribute('aria-sort'),
    ).toBe('descending')
  })

  it('searches by / and leads from the search to the rows by ↓', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('kama')
    await page.keyboard.press('ArrowDown')
    expect(await page.locator('tbody tr[role=row]').count()).toBe(2)
    expect(await page.locator('tbody tr[aria-selected=true]').innerText()).toContain('kamailio')
  })

  it('types letters into the search without doing what they mean outside', async () => {
    const { page, asked } = await stage.open('?scene=everyday#/services')
    await page.locator('tbody tr').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('/')
    await page.keyboard.type('sShHr')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await asked('run.stop')).toEqual([])
  })

  it('filters by a chip that shows its count', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.getByRole('button', { name: /^Stopped\s*2$/ }).click()
    expect(await page.locator('tbody tr[role=row]').count()).toBe(2)
  })

  it('says in one sentence why a dead service has no numbers', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    const cell = page.getByRole('gridcell', { name: /No process, yet/ })
    await cell.waitFor()
    expect(await cell.getAttribute('colspan')).toBe('5')
  })

  it('shows the plan of the selected row before anything is sent', async () => {
    const { page, asked } = await stage.open('?scene=everyday#/services')
    await page.getByText('Kamailio SIP server').click()
    const dock = page.getByRole('region', { name: 'If you stop kamailio now' })
    await dock.getByText('Nothing has been sent.').waitFor()
    await dock.getByText('only if you say so').waitFor()
    expect(await asked('plan.make')).toEqual([{ target: 'kamailio' }])
    expect(await asked('run.stop')).toEqual([])
  })

  it('says why a protected service is refused, and what to do instead', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.getByText('/usr/sbin/nginx').click()
    const dock = page.getByRole('region', { name: 'If you stop nginx now' })
    await dock.getByText('nginx belongs to the systemd unit nginx.service.').waitFor()
    await dock.getByText('systemctl stop nginx.service').waitFor()
  })

  it('shows names with HTML, newlines and overrides as harmless text', async () => {
    const { page, troubles } = await stage.open('?scene=hostile#/services')
    const row = page.locator('tbody tr[role=row]')
    await row.waitFor()
    expect(await row.innerHTML()).not.toContain('<img')
    const name = await row.locator('.mid .sr').innerText()
    expect(name).toBe('<img src=x onerror=alert(1)>\\n\\u202egnp.exe\\x07')
    expect(troubles).toEqual([])
  })

  it('says so when there is no service, and when the configuration is refused', async () => {
    const empty = await stage.open('?scene=empty#/services')
    await empty.page.getByText('Quiesce sees no service here.').waitFor()
    const refused = await stage.open('?scene=problems#/services')
    await refused.page.getByText('services.yaml:7:5').waitFor()
  })

  it('follows what the engine pushes', async () => {
    const { page } = await stage.open('?scene=everyday#/services')
    await page.locator('tbody tr').first().waitFor()
    await page.evaluate(() => {
      const { client, store } = window.scene
      const row = store.getState().services?.get('asterisk')
      if (row === undefined) throw new Error('no asterisk')
      const dead = {
        ...row,
        state: { kind: 'dead-pid-file', path: '/run/a.pid' } as const,
        note: 'Its pid file is left',
      }
      client.push({
        name: 'services',
        payload: { changed: [dead], removed: ['redis-server'], at: Date.now() },
      })
    })
    await page.getByText('Its pid file is left').waitFor()
    expect(await page.getByText('redis-server').count()).toBe(0)
  })

  it('offers the practice daemons until the card is closed, and remembers that', async () => {
    const { page } = await stage.open('?scene=quiet&welcome#/services')
    await page.getByText('Rehearse before it counts').waitFor()
    await page.getByRole('button', { name: 'Do not show this again' }).click()
    expect(await page.getByText('Rehearse before it counts').count()).toBe(0)
    expect(await page.evaluate(() => localStorage.getItem('quiesce-welcome-dismissed'))).toBe('1')
  })
})
