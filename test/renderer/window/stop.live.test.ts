import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('stopping from the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  const selectKamailio = async (): Promise<View> => {
    const view = await stage.open('?scene=quiet#/services')
    await view.page.getByText('Kamailio SIP server').click()
    return view
  }

  it('shows the plan by S and sends nothing', async () => {
    const { page, asked } = await selectKamailio()
    await page.keyboard.press('s')
    await page.getByRole('dialog').getByText('Nothing has been sent.').waitFor()
    await page.getByRole('button', { name: 'Stop now' }).waitFor()
    await page.keyboard.press('s')
    await page.keyboard.press('s')
    expect(await asked('run.stop')).toEqual([])
    expect(await asked('run.decide')).toEqual([])
  })

  it('starts by Enter once the plan is there, and goes to the run', async () => {
    const { page, asked } = await selectKamailio()
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/run\/run-new$/)
    expect(await asked('run.stop')).toEqual([{ target: 'kamailio', person: true }])
  })

  it('closes the plan by Escape, with nothing sent', async () => {
    const { page, asked } = await selectKamailio()
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await asked('run.stop')).toEqual([])
  })

  it('says at which column a schedule is wrong, and does not start it', async () => {
    const { page, asked } = await selectKamailio()
    await page.keyboard.press('s')
    await page.getByLabel('Schedule').fill('stop/30/forever')
    await page.getByText('refused at column 9', { exact: false }).waitFor()
    await page.getByRole('button', { name: 'Stop now' }).click({ force: true })
    expect(await asked('run.stop')).toEqual([])
  })

  it('starts the schedule that is on the screen', async () => {
    const { page, asked } = await selectKamailio()
    await page.keyboard.press('s')
    await page.getByLabel('Schedule').fill('TERM/5/ask')
    await page.getByText('Written by you').waitFor()
    await page.getByRole('button', { name: 'Stop now' }).click()
    await page.waitForURL(/#\/run\/run-new$/)
    expect(await asked('run.stop')).toEqual([
      { target: 'kamailio', schedule: 'TERM/5/ask', person: true },
    ])
  })

  it('signals a suspect only when a person ticked it', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/service/kamailio')
    await page.getByRole('checkbox').check()
    await page.keyboard.press('s')
    await page.getByText('1 suspect that you ticked').waitFor()
    await page.getByRole('button', { name: 'Stop now' }).click()
    await page.waitForURL(/#\/run\/run-new$/)
    expect(await asked('run.stop')).toMatchObject([
      { target: 'kamailio', suspects: [{ pid: 6120 }] },
    ])
  })

  it('shows a plan that would be refused, and cannot start it', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/services')
    await page.getByText('/usr/sbin/nginx').click()
    await page.keyboard.press('s')
    await page.getByText('Nothing has been sent, and nothing would be.').waitFor()
    await page.keyboard.press('Enter')
    expect(await page.getByRole('button', { name: 'Stop now' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    expect(await asked('run.stop')).toEqual([])
  })

  it('keeps an error on the screen, with what to do next', async () => {
    const { page } = await selectKamailio()
    await page.evaluate(() => {
      window.scene.client.failNext('run.stop', {
        code: 'busy',
        message: 'alice is stopping it already.',
        next: 'Watch that run.',
      })
    })
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Enter')
    const alert = page.getByRole('alert').filter({ hasText: 'alice is stopping it already.' })
    await alert.getByText('Watch that run.').waitFor()
    await alert.getByRole('button', { name: 'Close this message' }).click()
    await alert.waitFor({ state: 'detached' })
  })

  it('sends a signal only after a question, and never offers SIGKILL', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/service/kamailio')
    await page.getByRole('cell', { name: 'SIGUSR1' }).hover()
    await page.getByRole('button', { name: 'Send SIGUSR1…' }).click()
    await page.getByText('Its own handler decides what happens.').waitFor()
    expect(await asked('service.signal')).toEqual([])
    await page.getByRole('button', { name: 'Send SIGUSR1', exact: true }).click()
    await page.getByText('SIGUSR1 was sent to 4698.').waitFor()
    expect(await asked('service.signal')).toEqual([
      { target: 'kamailio', signal: 'USR1', scope: 'main' },
    ])
    expect(await page.getByRole('button', { name: /SIGKILL/ }).count()).toBe(0)
  })

  it('unfolds same-named members', async () => {
    const { page } = await stage.open('?scene=quiet#/service/kamailio')
    const fold = page.getByRole('button', { name: 'udp receiver, 6 processes' })
    await fold.click()
    expect(await fold.getAttribute('aria-expanded')).toBe('true')
    await page.getByRole('cell', { name: '4702', exact: true }).waitFor()
  })

  it('starts a practice daemon and shows it', async () => {
    const { page, asked } = await stage.open('?scene=quiet#/practice')
    await page.getByText('ignores SIGTERM').click()
    await page.getByRole('button', { name: 'Start the deaf one' }).click()
    await page.waitForURL(/#\/service\//)
    expect(await asked('practice.start')).toEqual([{ vice: 'ignores-term' }])
  })
})
