import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('a run in the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const run = (phase: string, more = ''): string => `?scene=quiet&run=${phase}${more}#/run/run-412`

  it('says how many seconds are left and what comes then', async () => {
    const { page } = await stage.open(run('waiting'))
    const ring = page.getByRole('timer')
    await ring.waitFor()
    expect(await ring.getAttribute('aria-label')).toMatch(/^1\d seconds left, then it asks you$/)
    expect(await page.title()).toMatch(/^Stopping kamailio, 1\d\u00a0s left · sip-edge-03$/)
  })

  it.each([
    ['e', { kind: 'extend', ms: 30_000 }],
    ['Shift+E', { kind: 'extend', ms: 120_000 }],
    ['h', { kind: 'hold' }],
    ['g', { kind: 'go-on' }],
    ['l', { kind: 'leave' }],
  ])('answers the turn on the screen by %s', async (key, decision) => {
    const { page, asked } = await stage.open(run('waiting'))
    await page.getByRole('timer').waitFor()
    await page.keyboard.press(key)
    await expect.poll(() => asked('run.decide')).toEqual([{ run: 'run-412', turn: 3, decision }])
  })

  it('releases a held run by the same key', async () => {
    const { page, asked } = await stage.open(run('held'))
    await page.getByText('The stop of kamailio is held').waitFor()
    await page.keyboard.press('h')
    await expect
      .poll(() => asked('run.decide'))
      .toEqual([{ run: 'run-412', turn: 3, decision: { kind: 'release' } }])
  })

  it('says that a decision came too late, and shows the run as it stands', async () => {
    const { page, asked } = await stage.open(run('waiting'))
    await page.getByRole('timer').waitFor()
    await page.evaluate(() => {
      const view = window.scene.client.runs.get('run-412')
      if (view === undefined) throw new Error('no run')
      const since = { mono: view.run.startedAt.mono + 30_000, wall: Date.now() }
      const phase = { kind: 'asking', step: 2, why: 'schedule', since } as const
      window.scene.client.runs.set('run-412', { ...view, run: { ...view.run, phase, turn: 4 } })
    })
    await page.keyboard.press('h')
    await page.getByText('This decision came too late').waitFor()
    await page.getByText('decide again', { exact: false }).waitFor()
    await page.getByRole('heading', { name: 'kamailio has not stopped' }).waitFor()
    expect(await asked('run.get')).toEqual([{ run: 'run-412' }])
  })

  it('offers the mildest choice first and force last, with no key', async () => {
    const { page } = await stage.open(run('asking'))
    const choices = page.locator('.choices button')
    await choices.first().waitFor()
    expect(await choices.allInnerTexts()).toEqual([
      expect.stringContaining('Wait 30'),
      expect.stringContaining('Wait 2'),
      expect.stringContaining('Leave it'),
      expect.stringContaining('Force…'),
    ])
    expect(await choices.last().getAttribute('aria-keyshortcuts')).toBeNull()
  })

  it('never goes on into force by G', async () => {
    const { page, asked } = await stage.open(run('asking'))
    await page.locator('.choices').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.press('e')
    await expect
      .poll(() => asked('run.decide'))
      .toEqual([{ run: 'run-412', turn: 3, decision: { kind: 'extend', ms: 30_000 } }])
  })

  it('takes up a found run only by Resume', async () => {
    const { page, asked } = await stage.open(run('found'))
    await page.getByText('when Quiesce went down').waitFor()
    expect(await page.getByRole('button', { name: /Wait 30/ }).count()).toBe(0)
    await page.getByRole('button', { name: 'Resume the stop' }).click()
    await expect.poll(() => asked('run.resume')).toEqual([{ run: 'run-412', person: true }])
  })

  it("shows somebody else's run without deciding it", async () => {
    const { page, asked } = await stage.open(run('waiting', '&foreign'))
    await page.getByText('alice runs this stop in another Quiesce').waitFor()
    await page.keyboard.press('l')
    await page.getByRole('button', { name: 'Hold' }).click({ force: true })
    await page.getByRole('button', { name: 'Force…' }).click({ force: true })
    expect(await page.getByRole('alertdialog').count()).toBe(0)
    expect(await asked('run.decide')).toEqual([])
  })

  it('shows a member lying down when it leaves', async () => {
    const { page } = await stage.open(run('waiting'))
    await page.getByText('9 of 18 gone').waitFor()
    await page.evaluate(() => {
      const view = window.scene.client.runs.get('run-412')
      if (view === undefined) throw new Error('no run')
      const at = { mono: view.run.startedAt.mono + 12_500, wall: Date.now() }
      const members = view.run.members.map((one) =>
        one.member.identity.pid === 4699
          ? { ...one, gone: { at, how: 'by-itself' as const } }
          : one,
      )
      window.scene.client.push({ name: 'run', payload: { ...view, run: { ...view.run, members } } })
    })
    await page.getByText('10 of 18 gone').waitFor()
    const line = page.locator('.mem li', { hasText: '4699' })
    expect(await line.getAttribute('class')).toContain('gone')
    await page
      .locator('[role=status].sr', { hasText: '10 of 18 processes gone.' })
      .waitFor({ state: 'attached' })
  })

  it.each([
    ['stopped', 'kamailio has stopped by itself'],
    ['killed', 'kamailio is down; force was needed'],
    ['survived', 'kamailio outlived SIGKILL'],
    ['came-back', 'kamailio came back'],
    ['abandoned', 'kamailio was left running'],
    ['hung', 'kamailio has not stopped'],
    ['interrupted', 'The stop of kamailio was interrupted'],
    ['already-stopped', 'kamailio was not running'],
    ['refused', 'kamailio could not be signalled'],
    ['failed', 'The stop of kamailio failed'],
  ])('says the outcome %s as its heading', async (outcome, sentence) => {
    const { page, troubles } = await stage.open(run(outcome))
    const heading = page.getByRole('heading', { level: 1 })
    await heading.waitFor()
    expect(await heading.innerText()).toContain(sentence)
    expect(troubles).toEqual([])
  })

  it('argues its advice and offers the restart that it recommends', async () => {
    const { page, asked } = await stage.open(run('killed'))
    await page.getByText('When to reboot').waitFor()
    expect(await page.locator('.ladder [aria-current=step]').innerText()).toBe('try a restart')
    await page.getByRole('button', { name: 'Try a restart' }).click()
    await page.getByText('is up and stayed up').waitFor()
    expect(await asked('service.start')).toEqual([{ target: 'kamailio' }])
  })

  it('warns as long as the engine does not answer', async () => {
    const { page } = await stage.open(run('waiting'))
    await page.evaluate(() => {
      window.scene.store.setState({ connection: 'lost' })
    })
    await page.getByText('Quiesce is not answering; what was sent stays sent.').waitFor()
  })
})
