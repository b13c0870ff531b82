import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('the plan of a unit', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const plan = async (name: string, key = 's'): Promise<View> => {
    const view = await stage.open(`?scene=units#/service/${encodeURIComponent(name)}`)
    await view.page.getByRole('heading', { level: 1, name }).waitFor()
    await view.page.keyboard.press(key)
    await view.page.getByRole('dialog').getByText('Nothing has been sent.').waitFor()
    return view
  }
  const focused = (page: Page): Promise<string | null | undefined> =>
    page.evaluate(() => document.activeElement?.textContent)

  it('starts by Enter where nothing hangs on it', async () => {
    const { page, asked } = await plan('batch.service')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/run\/run-new$/)
    expect(await asked('run.stop')).toEqual([{ target: 'batch.service', person: true }])
  })

  it('is closed by Escape, and the view behind it stays', async () => {
    const { page } = await plan('kamailio.service')
    await expect.poll(() => focused(page)).toBe('Nothing has been sent.')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('heading', { level: 1, name: 'kamailio.service' }).waitFor()
    expect(page.url()).toContain('#/service/kamailio.service')
  })

  it('is not started by Enter where more hangs on it than itself', async () => {
    const { page, asked } = await plan('kamailio.service')
    await page.getByRole('button', { name: 'Stop now, and 1 more unit' }).waitFor()
    await expect.poll(() => focused(page)).toBe('Nothing has been sent.')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await page.getByRole('dialog').count()).toBe(1)
    expect(await asked('run.stop')).toEqual([])
  })

  it('stops the triggers that were ticked, and only those', async () => {
    const { page, asked } = await plan('kamailio.service')
    await page.getByRole('checkbox', { name: 'Stop it too: kamailio-watch.timer' }).check()
    await page.getByRole('button', { name: 'Stop now, and 1 more unit' }).click()
    await page.waitForURL(/#\/run\/run-new$/)
    expect(await asked('run.stop')).toEqual([
      { target: 'kamailio.service', triggers: ['kamailio-watch.timer'], person: true },
    ])
  })

  it('of a restart offers no trigger: it would be started again anyway', async () => {
    const { page } = await plan('kamailio.service', 'r')
    await page.getByRole('button', { name: /^Restart now/ }).waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(1)
    expect(await page.getByRole('dialog').getByRole('checkbox').count()).toBe(0)
  })

  it('names systemd’s deadline before anything is sent', async () => {
    const { page } = await plan('kamailio.service')
    const dialog = page.getByRole('dialog')
    await dialog.getByText(/systemd sends SIGKILL by itself at \d\d:\d\d:\d\d/).waitFor()
    await dialog.getByText('rtpp-notify.sh 5120, on purpose').waitFor()
  })

  it('wants another way in to be confirmed where one’s own session hangs on it', async () => {
    const { page, asked } = await plan('getty@tty1.service')
    const start = page.getByRole('button', { name: /^Stop now/ })
    await page.getByText('Your own session hangs on it:').waitFor()
    expect(await start.getAttribute('aria-disabled')).toBe('true')
    await start.focus()
    await page.keyboard.press('Enter')
    expect(await asked('run.stop')).toEqual([])
    await page.getByRole('checkbox', { name: 'I have another way into this machine' }).check()
    await start.click()
    await page.waitForURL(/#\/run\/run-new$/)
  })

  it('shows in the dock what stops too, who is connected, what comes back, and when systemd forces', async () => {
    const { page } = await stage.open('?scene=units#/services')
    await page.getByText('Kamailio SIP server').click()
    const dock = page.getByRole('region', { name: 'If you stop kamailio.service now' })
    await dock.getByText('by kamailio-watch.timer').waitFor()
    const text = await dock.innerText()
    expect(text).toMatch(/Also stops\s+kamailio-exporter.service/)
    expect(text).toMatch(/Clients\s+214 connected/)
    expect(text).toMatch(/Ceiling\s+systemd: SIGKILL at \d\d:\d\d:\d\d/)
  })
})
