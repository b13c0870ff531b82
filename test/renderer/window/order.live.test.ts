import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Look, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('stopping several services', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const plan = (choice: string, look: Look = {}): Promise<View> =>
    stage.open(`?scene=known#/order?${choice}`, look)
  const running = (state: string): Promise<View> =>
    stage.open(`?scene=known&order=${state}#/order/order-7`)
  const voice = 'group=voice'
  const go = (page: Page) => page.getByRole('button', { name: /^Stop \d+ services? now/ })

  it('lets one tick services, and asks for their plan alone', async () => {
    const { page, asked } = await stage.open('?scene=known#/services')
    await page.keyboard.press('Alt+4')
    await page.getByRole('heading', { name: 'Stop several services' }).waitFor()
    expect(await asked('order.plan')).toEqual([])
    await page.getByRole('checkbox', { name: 'kamailio', exact: true }).check()
    await page.keyboard.press('/')
    await page.getByRole('searchbox', { name: 'Search services to stop' }).fill('asterisk')
    await page.getByRole('checkbox', { name: 'asterisk' }).check()
    await page.getByRole('button', { name: 'Show the plan of 2' }).click()
    await page.getByRole('heading', { name: 'Stop the services that you chose' }).waitFor()
    const of = { kind: 'chosen', targets: ['asterisk', 'kamailio'] }
    expect(await asked('order.plan')).toEqual([{ of }])
  })

  it('shows who goes when, why, and who is left out; nothing is sent', async () => {
    const { page, asked } = await plan('all')
    const order = page.getByRole('region', { name: 'The order' })
    await order.getByText('after kamailio, asterisk').waitFor()
    await order.locator('summary').filter({ hasText: 'redis-server' }).click()
    await order.getByText('kamailio needs it (Required-Start of its init script)').waitFor()
    await page.getByText('Your own session hangs on sshd (803).').waitFor()
    await page.getByText('SIGKILL, only if you force.').waitFor()
    expect(await asked('order.begin')).toEqual([])
  })

  it('starts by Enter on the plan, and goes to it', async () => {
    const { page, asked } = await plan(voice)
    await go(page).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/order\/order-new$/)
    await page.getByRole('heading', { level: 1, name: 'Stopping 3 services' }).waitFor()
    expect(await asked('order.begin')).toEqual([
      { of: { kind: 'group', name: 'voice' }, person: true },
    ])
  })

  it('never starts everything by Enter alone, nor anything by a letter', async () => {
    const { page, asked } = await plan('all')
    await go(page).waitFor()
    for (const key of ['Enter', 's', 'g', 'h', 'l', 'e']) await page.keyboard.press(key)
    expect(await asked('order.begin')).toEqual([])
    await go(page).focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/order\/order-new$/)
  })

  it('offers the configured groups, and follows a change of them', async () => {
    const { page, asked } = await stage.open('?scene=known#/order')
    const groups = page.getByRole('list', { name: 'Groups' }).getByRole('listitem')
    expect(await groups.allInnerTexts()).toEqual([
      expect.stringMatching(/^voice\s+kamailio, asterisk/),
      expect.stringMatching(/^caches\s+redis-server/),
    ])
    await page.evaluate(() => {
      window.scene.store.setState({ groups: [] })
    })
    await page.getByRole('link', { name: 'Configure one' }).waitFor()
    await page.evaluate(() => {
      const { client, store } = window.scene
      const { settings } = store.getState()
      if (settings !== null) client.push({ name: 'settings', payload: settings })
    })
    await page.getByRole('button', { name: 'Show the plan of the group voice' }).click()
    await page.getByRole('heading', { name: 'Stop the group voice' }).waitFor()
    expect(await asked('order.plan')).toEqual([{ of: { kind: 'group', name: 'voice' } }])
    expect(await asked('order.begin')).toEqual([])
  })

  it('names the groups that were probably meant', async () => {
    const { page } = await plan('group=voise')
    await page.getByText('There is no group "voise".').waitFor()
    await page.getByRole('button', { name: 'Show the plan of voice' }).click()
    await go(page).waitFor()
  })

  it('leads from each service to its run, and says for whom others wait', async () => {
    const { page } = await running('stopping')
    const rows = page.getByRole('region', { name: 'Each service' }).getByRole('listitem')
    await rows.filter({ hasText: 'redis-server' }).getByText('for kamailio, asterisk').waitFor()
    const presence = rows.filter({ hasText: 'kamailio-presence' })
    expect(await presence.innerText()).toMatch(/Stopping\s+1[5-8]\ss\s+1 left/)
    await presence.getByRole('link').click()
    await page.waitForURL(/#\/run\/run-kamailio-presence$/)
    await page.getByRole('link', { name: 'Stop of 8 services' }).click()
    await page.waitForURL(/#\/order\/order-7$/)
  })

  it('stands in the side as one, with its runs folded into it', async () => {
    const { page } = await running('asking')
    const live = page.getByRole('group', { name: 'Under way' })
    expect(await live.getByRole('link').count()).toBe(1)
    expect(await live.innerText()).toMatch(/8 services\s+asks you/)
  })

  it('pauses by H and leaves by L; going on has no key', async () => {
    const { page, asked } = await running('stopping')
    await page.getByRole('button', { name: 'Pause' }).waitFor()
    await page.keyboard.press('h')
    await page.getByRole('heading', { level: 1, name: /is paused$/ }).waitFor()
    for (const key of ['h', 'g', 'r', 'Enter']) await page.keyboard.press(key)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('heading', { level: 1, name: 'Stopping 8 services' }).waitFor()
    await page.keyboard.press('l')
    await page.getByRole('heading', { level: 1, name: /was left/ }).waitFor()
    const kinds = (await asked('order.decide')).map(
      (one) => (one as { decision: { kind: string } }).decision.kind,
    )
    expect(kinds).toEqual(['pause', 'resume', 'leave'])
  })

  it('passes over one that hangs', async () => {
    const { page, asked } = await running('asking')
    await page.getByText('and 2 services wait: asterisk, redis-server').waitFor()
    await page.getByRole('button', { name: 'Pass over kamailio' }).click()
    await page.getByText(', passed over').waitFor()
    expect(await asked('order.decide')).toEqual([
      { order: 'order-7', turn: 3, decision: { kind: 'pass', target: 'kamailio' } },
    ])
  })

  it('forces only by holding, after it said who dies and what was not tried', async () => {
    const { page, asked } = await running('asking')
    await page.getByRole('button', { name: 'Force…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('SIGTERM to all that are left.').waitFor()
    expect(await dialog.getByRole('row').count()).toBe(4)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Cancel')
    const hold = page.getByRole('button', { name: /^Hold to force 4 processes/ })
    await hold.click()
    expect(await asked('order.decide')).toEqual([])
    await hold.focus()
    await page.keyboard.down('Space')
    await page.getByRole('heading', { level: 1, name: '8 services are down' }).waitFor()
    await page.keyboard.up('Space')
    expect(await asked('order.decide')).toEqual([
      { order: 'order-7', turn: 3, decision: { kind: 'force' } },
    ])
  })

  it('shows ten services at once, and scrolls a hundred', async () => {
    const fits = (page: Page): Promise<boolean> =>
      page
        .getByRole('region', { name: 'The order' })
        .evaluate((list) => list.scrollHeight <= list.clientHeight + 1)
    const ten = Array.from({ length: 10 }, (_, at) => `target=worker-00${at}`).join('&')
    const few = await stage.open(`?scene=hundred#/order?${ten}`)
    await few.page.getByRole('button', { name: 'Stop 10 services now' }).waitFor()
    expect(await fits(few.page)).toBe(true)
    const many = await stage.open('?scene=hundred#/order?all')
    await many.page.getByRole('button', { name: 'Stop 100 services now' }).waitFor()
    expect(await fits(many.page)).toBe(false)
  })

  it('follows what is pushed', async () => {
    const { page } = await running('stopping')
    await page.getByRole('heading', { level: 1, name: 'Stopping 8 services' }).waitFor()
    await page.evaluate(() => {
      const { client, store } = window.scene
      const order = store.getState().orders.get('order-7')
      if (order === undefined) throw new Error('no order')
      client.push({
        name: 'order',
        payload: {
          ...order,
          revision: 99,
          phase: { kind: 'ended', how: 'interrupted', at: order.startedAt },
        },
      })
    })
    await page.getByText('Quiesce went down in mid-order.').waitFor()
  })

  it('says that there is no such order', async () => {
    const { page } = await stage.open('?scene=known#/order/nobody')
    await page.getByText('There is no such order.').waitFor()
  })
})
