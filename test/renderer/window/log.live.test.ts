import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('the live log', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const open = async (name = 'kamailio.service', scene = 'units') =>
    stage.open(`?scene=${scene}#/service/${name}?look=log`)
  const log = (page: Page) => page.getByRole('log', { name: 'Log lines' })
  const fromTheEnd = (page: Page): Promise<number> =>
    log(page).evaluate((at) => at.scrollHeight - at.clientHeight - at.scrollTop)

  /** So many lines that the unit says now. */
  const say = (page: Page, many: number, text: string, level = 6): Promise<void> =>
    page.evaluate(
      ([count, words, grade]) => {
        const lines = Array.from({ length: count }, (_, at) => ({
          cursor: `new ${words} ${at}`,
          at: Date.now(),
          level: grade,
          pid: 4698,
          from: 'kamailio',
          text: `${words} ${at}`,
        }))
        window.scene.client.say('kamailio.service', lines)
      },
      [many, text, level] as const,
    )

  it('opens at its end, and only what is seen is in the document', async () => {
    const { page } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    expect(await fromTheEnd(page)).toBeLessThan(12)
    expect(await page.locator('.log-line').count()).toBeLessThan(80)
  })

  it('follows with the cursor: each line once, nothing read twice', async () => {
    const { page, asked } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await say(page, 3, 'hello')
    await page.getByText('hello 2').waitFor()
    await say(page, 1, 'again')
    await page.getByText('again 0').waitFor()
    expect(await page.getByText('hello 2').count()).toBe(1)
    const polls = await asked('log.read')
    expect(polls[0]).toMatchObject({ level: 7, waitMs: 0 })
    expect(polls[0]).not.toHaveProperty('after')
    expect(polls[1]).toMatchObject({ after: 's=299', waitMs: 20_000 })
    expect(polls.at(-1)).toMatchObject({ after: 'new again 0', waitMs: 20_000 })
  })

  it('holds still while one reads further up, and says how much is new', async () => {
    const { page } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await log(page).hover()
    await page.mouse.wheel(0, -2000)
    const follow = page.getByRole('button', { name: /^Follow/ })
    await follow.waitFor()
    const before = await log(page).evaluate((at) => at.scrollTop)
    await say(page, 40, 'later')
    await page.getByRole('button', { name: 'Follow, 40 new lines' }).waitFor()
    expect(await log(page).evaluate((at) => at.scrollTop)).toBe(before)
    await follow.click()
    await page.getByText('later 39').waitFor()
    expect(await page.getByRole('button', { name: /^Follow/ }).count()).toBe(0)
    await expect.poll(() => fromTheEnd(page)).toBeLessThan(12)
  })

  it('keeps the newest two thousand lines and no more', async () => {
    const { page } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await say(page, 2500, 'flood')
    await page.getByText('flood 2499').waitFor()
    await log(page).focus()
    await page.keyboard.press('Home')
    await page.getByText('flood 500', { exact: true }).waitFor()
    expect(await page.getByText('registrar').count()).toBe(0)
  })

  it('shows only what is as grave as was chosen', async () => {
    const { page, asked } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await page.getByRole('combobox', { name: 'Least important level shown' }).selectOption('4')
    await page.getByText('289 messages wait behind').waitFor()
    expect(await page.getByText('valid contacts').count()).toBe(0)
    expect((await asked('log.read')).at(-1)).toMatchObject({ level: 4 })
  })

  it('says why it cannot be read, and reads it again when asked to', async () => {
    const { page } = await open('node-exporter.service')
    await page.getByText('ops is in none of the groups').waitFor()
    await page.evaluate(() => {
      const line = {
        cursor: 'a',
        at: Date.now(),
        level: 6,
        pid: 1,
        from: 'x',
        text: 'readable now',
      }
      window.scene.client.say('node-exporter.service', [line])
    })
    await page.getByRole('button', { name: 'Read it again' }).click()
    await page.getByText('readable now').waitFor()
  })

  it('is taken up again when a lost connection is back', async () => {
    const { page } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await page.evaluate(() => {
      window.scene.store.setState({ connection: 'lost' })
      window.scene.store.setState({ connection: 'connected' })
    })
    await say(page, 1, 'back')
    await page.getByText('back 0').waitFor()
    expect(await page.getByText('299 messages wait behind').count()).toBe(1)
  })

  it('shows escape sequences and overrides as harmless text', async () => {
    const { page, troubles } = await open()
    await page.getByText('299 messages wait behind').waitFor()
    await say(page, 1, '<img src=x onerror=alert(1)>\u001b[31m\u202e')
    await page.getByText('<img src=x onerror=alert(1)>\\x1b[31m\\u202e 0').waitFor()
    expect(troubles).toEqual([])
  })

  it('begins with the run in the view of a run', async () => {
    const { page, asked } = await stage.open('?scene=units&run=unit-waiting#/run/run-412')
    await page.getByText('since the start of the run, live').waitFor()
    await page.getByText('299 messages wait behind').waitFor()
    const [first] = await asked('log.read')
    const startedAt = await page.evaluate(
      () => window.scene.client.runs.get('run-412')?.run.startedAt.wall,
    )
    expect(first).toMatchObject({ target: 'kamailio.service', since: startedAt })
    expect(await page.getByText('280 valid contacts').count()).toBe(0)
  })
})
