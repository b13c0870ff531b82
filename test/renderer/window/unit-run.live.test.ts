import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { UnitRunScene } from '../../fakes/scene-unit-runs.ts'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

const answer = (decision: object, turn = 3) => ({ run: 'run-412', turn, decision })

describe.skipIf(noBrowser !== null)('the run of a unit in the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const open = (kind: UnitRunScene, scene = 'units'): Promise<View> =>
    stage.open(`?scene=${scene}&run=${kind}#/run/run-412`)
  const needConsent = (page: Page): Promise<void> =>
    page.evaluate(() => {
      window.scene.client.failNext('run.decide', {
        code: 'needs-consent',
        message: 'systemd has to be reloaded while postgresql.service is on its way.',
        next: 'Agree to it, or leave the deadline.',
        candidates: ['postgresql.service', 'redis.service'],
      })
    })

  it('draws systemd’s deadline on the axis of ours, and says what systemd does', async () => {
    const { page, troubles } = await open('unit-waiting')
    const chart = page.locator('.rest-chart')
    await chart.waitFor()
    const words = await chart.locator('text').allTextContents()
    expect(words.join('|')).toMatch(/asks you at 30/)
    expect(words.join('|')).toMatch(/systemd’s own SIGKILL at 1:30/)
    await page.getByText('SIGTERM sent by systemd, waiting').waitFor()
    await page.getByText('If you leave it: systemd sends SIGKILL by itself at').waitFor()
    expect(troubles).toEqual([])
  })

  it('says from when on it may come, where ExecStop= may end sooner', async () => {
    const { page } = await open('unit-exec-stop')
    await page.getByText('systemd: running ExecStop=').waitFor()
    const words = await page.locator('.rest-chart text').allTextContents()
    expect(words.join('|')).toMatch(/systemd’s own SIGKILL from 1:30/)
  })

  it.each<[UnitRunScene, RegExp]>([
    ['unit-waiting', /Extend and Hold move\s*Quiesce’s clock\s*systemd’s clock$/],
    ['unit-moved', /systemd’s clock, moved to \d\d:\d\d:\d\d by you/],
    ['unit-held', /systemd’s clock, held by you: nobody forces/],
    ['unit-fixed', /systemd’s clock stays\s*only root can write the drop-in/],
  ])('%s says which clocks Extend and Hold move', async (kind, words) => {
    const { page } = await open(kind)
    const clocks = page.locator('.clocks p').first()
    await clocks.waitFor()
    expect((await clocks.innerText()).trim()).toMatch(words)
  })

  it('extends ours where systemd’s cannot be moved', async () => {
    const { page, asked } = await open('unit-fixed')
    await page.getByRole('timer').waitFor()
    await page.keyboard.press('e')
    await expect.poll(() => asked('run.decide')).toEqual([answer({ kind: 'extend', ms: 30_000 })])
  })

  it.each([
    ['e', 'Reload and extend', { kind: 'extend', ms: 30_000 }, true],
    ['h', 'Reload and hold', { kind: 'hold' }, true],
    ['h', 'Only Quiesce’s clock', { kind: 'hold' }, false],
  ])(
    'asks before %s reloads systemd under other units: %s sends the same turn',
    async (key, button, decision, reload) => {
      const { page, asked } = await open('unit-waiting')
      await page.getByRole('timer').waitFor()
      await needConsent(page)
      await page.keyboard.press(key)
      const dialog = page.getByRole('dialog')
      await dialog.getByText('redis.service', { exact: true }).waitFor()
      await dialog.getByRole('button', { name: button }).click()
      await expect
        .poll(() => asked('run.decide'))
        .toEqual([answer(decision), answer({ ...decision, reload })])
      await dialog.waitFor({ state: 'detached' })
    },
  )

  it('reloads nothing when the dialog is left, by Escape or by the button in focus', async () => {
    const { page, asked } = await open('unit-waiting')
    await page.getByRole('timer').waitFor()
    for (const leave of ['Escape', 'Enter']) {
      await needConsent(page)
      await page.keyboard.press('h')
      await page.getByRole('dialog').waitFor()
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent))
        .toContain('Cancel')
      await page.keyboard.press('l')
      await page.keyboard.press(leave)
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
    expect(await asked('run.decide')).toEqual([answer({ kind: 'hold' }), answer({ kind: 'hold' })])
  })

  it('puts systemd’s clock first while it asks, with a way to hold it back', async () => {
    const { page, asked } = await open('unit-asking')
    const strip = page.getByRole('group', { name: 'Somebody else’s clock' })
    await strip.getByText('systemd sends SIGKILL by itself').waitFor()
    expect(await strip.innerText()).toMatch(/in 2\d\u00a0s/)
    await page.keyboard.press('h')
    await expect.poll(() => asked('run.decide')).toEqual([answer({ kind: 'hold' })])
  })

  it('names systemd’s deadline in the force dialog', async () => {
    const { page } = await open('unit-asking')
    await page.getByRole('button', { name: 'Force…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/Cancel sends nothing. systemd sends SIGKILL by itself at/).waitFor()
    await dialog.getByText('Kept running on purpose: rtpp-notify.sh 5120').waitFor()
    await dialog.getByText('The unit is hit as a whole').waitFor()
  })

  it('says that polkit may be asking, to who is not root', async () => {
    const plain = await open('unit-calling')
    await plain.page.getByText('Waiting for permission').waitFor()
    const root = await open('unit-calling', 'rootUnits')
    await root.page.getByRole('timer').waitFor()
    const from = await root.page.evaluate(() => window.scene.store.getState().now)
    await root.page.waitForFunction((then) => window.scene.store.getState().now > then + 1500, from)
    expect(await root.page.getByText('Waiting for permission').count()).toBe(0)
  })

  it.each<[UnitRunScene, RegExp]>([
    ['unit-killed', /Force\s+used by ops$/m],
    ['unit-timeout', /Force\s+used by systemd, not Quiesce/],
    ['unit-abandoned', /nobody used it\s+From now on\s+Still running: systemd sends SIGKILL/],
  ])('%s says who forced, and how the unit stands', async (kind, words) => {
    const { page, troubles } = await open(kind)
    const end = page.getByRole('region', { name: 'What systemd says' })
    await end.waitFor()
    expect(await end.innerText()).toMatch(words)
    expect(troubles).toEqual([])
  })

  it('resets the mark that a killed unit keeps, and then offers it no more', async () => {
    const { page, asked } = await open('unit-timeout')
    const end = page.getByRole('region', { name: 'What systemd says' })
    await end.getByText('failed: one of its steps took longer than systemd allows').waitFor()
    await end.getByRole('button', { name: 'Reset failed' }).click()
    await expect
      .poll(() => asked('unit.control'))
      .toEqual([{ target: 'kamailio.service', action: 'reset-failed', confirmed: false }])
    await end.getByRole('button', { name: 'Reset failed' }).waitFor({ state: 'detached' })
  })

  it('says what would help where permission was refused', async () => {
    const { page } = await open('unit-refused')
    await page.getByRole('heading', { level: 1, name: /could not be signalled/ }).waitFor()
    await page.getByText('Run Quiesce as root.').waitFor()
  })
})
