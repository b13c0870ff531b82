import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('a known daemon in the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const look = (target: string): Promise<View> => stage.open(`?scene=known#/service/${target}`)
  const signals = (view: View) => view.page.getByRole('region', { name: 'Signals' })

  it('names each signal by what it does, with where that is known from', async () => {
    const view = await look('nginx')
    const drain = signals(view).getByRole('listitem').filter({ hasText: 'Drain and stop' })
    await drain.getByText('closes the ports, lets running requests finish').waitFor()
    expect(await drain.locator('.basis').getAttribute('title')).toBe(
      'Tried with nginx 1.22.1, Debian 12.',
    )
    const stop = signals(view).getByRole('listitem').filter({ hasText: 'Stop now TERM' })
    expect(await stop.innerText()).toContain('running requests are cut')
  })

  it('folds away what harms or does nothing', async () => {
    const view = await look('kamailio')
    const quit = signals(view).getByText('kills the main process alone')
    await signals(view).getByText('Print statistics').waitFor()
    expect(await quit.isVisible()).toBe(false)
    await signals(view).getByText('Not to send').click()
    await quit.waitFor()
  })

  it('sends one without a price after a short question', async () => {
    const view = await look('kamailio')
    await view.page.getByRole('button', { name: 'Send… Print statistics (USR1)' }).click()
    await view.page.getByRole('dialog').getByText('writes statistics and the state').waitFor()
    expect(await view.asked('service.signal')).toEqual([])
    await view.page.getByRole('button', { name: 'Send SIGUSR1', exact: true }).click()
    await view.page.getByText('SIGUSR1 was sent to 4698.').waitFor()
    expect(await view.asked('service.signal')).toEqual([
      { target: 'kamailio', signal: 'USR1', scope: 'main' },
    ])
  })

  it('asks in a dialog where it has a price, with Cancel first, and says so to the engine', async () => {
    const { page, asked } = await look('kamailio')
    await page.getByText('Not to send').click()
    await page.getByRole('button', { name: 'Send… Quit (QUIT)' }).click()
    const dialog = page.getByRole('dialog', { name: 'Before SIGQUIT is sent' })
    await dialog.getByText('the workers keep port 5060').waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Cancel')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    expect(await asked('service.signal')).toEqual([])
    await page.getByRole('button', { name: 'Send… Quit (QUIT)' }).click()
    await page.getByRole('button', { name: 'Send SIGQUIT', exact: true }).click()
    await page.getByText('SIGQUIT was sent to 4698.').waitFor()
    expect(await asked('service.signal')).toEqual([
      { target: 'kamailio', signal: 'QUIT', scope: 'main', confirmed: true },
    ])
  })

  it('shows a doubt in the list and before sending', async () => {
    const { page } = await look('nginx')
    expect(await page.getByText('This process does not catch USR1').count()).toBe(1)
    await page.getByRole('button', { name: 'Send… Reopen logs (USR1)' }).click()
    await page.getByRole('dialog').getByText('This process does not catch USR1').waitFor()
  })

  it('asks once more where the engine wants something read first', async () => {
    const { page, asked } = await look('kamailio')
    await page.getByRole('button', { name: 'Send… Print statistics (USR1)' }).click()
    await page.evaluate(() => {
      window.scene.client.failNext('service.signal', {
        code: 'needs-consent',
        message: 'It no longer catches USR1.',
        next: 'Send it only if it may end.',
      })
    })
    await page.getByRole('button', { name: 'Send SIGUSR1', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Before SIGUSR1 is sent' })
    await dialog.getByText('It no longer catches USR1.').waitFor()
    await dialog.getByRole('button', { name: 'Send SIGUSR1', exact: true }).click()
    await page.getByText('SIGUSR1 was sent to 4698.').waitFor()
    expect(await asked('service.signal')).toMatchObject([{ scope: 'main' }, { confirmed: true }])
  })

  it('tells how it stops and what force costs, each with its source', async () => {
    const { page } = await look('kamailio')
    const known = page.getByRole('region', { name: 'What is known of Kamailio SIP server' })
    await known.getByText('Force is a high risk').waitFor()
    const text = await known.innerText()
    expect(text).toContain('Recognised by its init script')
    expect(text).toMatch(/Its own limit\s+60 s, then SIGKILL to its whole process group/)
    expect(text).toContain('End each worker with TERM')
    await known.getByText('Notes and sources').click()
    await known.getByText('kamailio src/main.c').waitFor()
  })

  it('tells the plan and the force dialog what it knows', async () => {
    const { page } = await look('kamailio')
    await page.keyboard.press('s')
    await page.locator('.plan-profile').getByText('All its workers to leave').waitFor()
    const forced = await stage.open('?scene=known&order=asking#/run/run-kamailio')
    await forced.page.getByRole('button', { name: 'Force…' }).click()
    const dialog = forced.page.getByRole('alertdialog')
    await dialog.getByText('What it costs Kamailio SIP server: a high risk').waitFor()
    await dialog.getByText('All its workers (24 of 24), under pid 1').waitFor()
  })

  it('says where the init script disagrees with the process table', async () => {
    const { page } = await look('faxspool')
    const script = page.getByRole('region', { name: 'Init script' })
    await script.getByText('The script says that it runs, but no process of it lives').waitFor()
    const text = await script.innerText()
    expect(text).toContain('2, dead, and its lock file is there')
    expect(text).toMatch(/\/var\/lock\/subsys\/faxspool is there, and nobody of it lives: stale/)
    expect(text).toContain('/run/lock/subsys/faxspool is not there')
    expect(text).toContain('2345, start at 85, stop at 15')
  })

  it('says why a script may not be run', async () => {
    const { page } = await look('vmware-tools-legacy')
    const script = page.getByRole('region', { name: 'Init script' })
    await script.getByText('can be written by others than root').waitFor()
    expect(await script.innerText()).toContain('it has no LSB header')
  })

  it('removes only what is proven and ticked, after a question', async () => {
    const { page, asked } = await look('faxspool')
    const left = page.getByRole('region', { name: 'Left behind' })
    await left.getByText('3120 lives and may be using the line.').waitFor()
    expect(await left.getByRole('checkbox').count()).toBe(2)
    await left.getByRole('checkbox', { name: 'Remove /run/faxspool.pid' }).uncheck()
    await left.getByRole('button', { name: 'Clean up 1…' }).click()
    await page.getByRole('dialog').getByText('/var/lock/subsys/faxspool').waitFor()
    expect(await asked('leftovers.remove')).toEqual([])
    await page.getByRole('button', { name: 'Remove 1 thing', exact: true }).click()
    await page.getByText('1 thing is removed.').waitFor()
    expect(await asked('leftovers.remove')).toEqual([
      { target: 'faxspool', ids: ['lock-file:/var/lock/subsys/faxspool'], confirmed: true },
    ])
  })

  it('tells how it is watched, and that it does not answer', async () => {
    const { page } = await look('kamailio')
    const watched = page.getByRole('region', { name: 'Watched' })
    await watched.getByText('on failure, after 5 s, at most 3 times in 10 min').waitFor()
    const text = await watched.innerText()
    expect(text).toMatch(/silent for [12]:\d\d, 4 times in a row: connection refused/)
    expect(text).toContain('Quiesce does that, and only while it runs')
  })

  it('tells what is noticed, and leads to the service', async () => {
    const { page } = await stage.open('?scene=known#/services')
    await page.evaluate(() => {
      window.scene.client.push({
        name: 'alert',
        payload: {
          id: 9,
          target: 'asterisk',
          title: 'asterisk',
          kind: 'gave-up',
          sentence: 'asterisk ended for the third time and is not started again.',
          at: Date.now(),
        },
      })
    })
    const notice = page.getByRole('alert').filter({ hasText: 'asterisk ended for the third time' })
    await notice.getByRole('link', { name: 'Look at it' }).click()
    await page.waitForURL(/#\/service\/asterisk$/)
    await page.goto(page.url().replace(/#.*/, '#/activity'))
    const noticed = page.getByRole('region', { name: 'Noticed' })
    await noticed.getByText('kamailio runs, but does not answer').waitFor()
    expect(await noticed.getByRole('link').first().innerText()).toContain('asterisk ended')
  })
})
