import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

describe.skipIf(noBrowser !== null)('a stop that hangs in the window, and what comes of it', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('says why before force, and decides a remedy by its id', async () => {
    const { page, asked, troubles } = await stage.open(
      '?scene=quiet&run=asking&why=remote#/run/run-412',
    )
    const verdict = page.getByRole('region', { name: 'Why it does not stop' })
    await verdict.getByText('Worker 4711 waits for PostgreSQL').waitFor()
    await verdict.getByRole('img', { name: /^4698 main process waits for 4711/ }).waitFor()
    const choices = page.getByRole('region', { name: 'What you can do' }).getByRole('button')
    const words = await choices.allInnerTexts()
    expect(words[0]).toContain('Interrupt worker 4711 (INT)')
    expect(words.at(-1)).toContain('Force…')
    await choices.first().click()
    await page.getByRole('timer').waitFor()
    const decided = await asked('run.decide')
    const decision = { kind: 'remedy', remedy: 'signal-child 4711' }
    expect(decided).toEqual([{ run: 'run-412', turn: 3, decision }])
    expect(troubles).toEqual([])
  })

  it('saves evidence by one click, and lets nobody wait for it', async () => {
    const { page, asked } = await stage.open('?scene=quiet&run=asking&why=zombie#/run/run-412')
    await page.getByRole('button', { name: 'Force…' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText('kill -9 cannot help: 5120 is dead already').waitFor()
    await dialog.getByRole('checkbox', { name: /^Where each thread stands/ }).check()
    await dialog.getByRole('checkbox', { name: /^A core of each process/ }).check()
    await dialog.getByRole('button', { name: 'Save it now' }).click()
    await dialog.getByText('/home/ops/.local/state/quiesce/evidence/').waitFor()
    await dialog.getByText('Not saved: kernel stacks').waitFor()
    const input = { target: 'kamailio', run: 'run-412', core: 'gcore', stacks: true }
    expect(await asked('evidence.save')).toEqual([input])
    const hold = dialog.getByRole('button', { name: /^Hold to force/ })
    expect(await hold.getAttribute('aria-disabled')).toBe('false')
  })

  it('recommends no waiting for one that ignores the signal, and takes stacks on request', async () => {
    const { page, asked } = await stage.open('?scene=quiet&run=asking&why=zombie#/run/run-412')
    const panel = page.getByRole('region', { name: 'Where it stands in its program' })
    await panel.getByText('Each process stands still').waitFor()
    expect(await asked('stacks.take')).toEqual([])
    await panel.getByRole('button', { name: 'Take its stacks' }).click()
    await panel.getByText('db_postgres_store_result').waitFor()
    expect(await asked('stacks.take')).toEqual([{ target: 'kamailio', run: 'run-412' }])
    const choices = page.getByRole('region', { name: 'What you can do' })
    const wait = choices.getByRole('button', { name: /^Wait 30/ })
    expect(await wait.getAttribute('class')).not.toMatch(/\bgo\b/)
  })

  it('names the evidence and what is tidy, and copies the folder', async () => {
    const { page } = await stage.open('?scene=quiet&run=killed&left=dead&watch=over#/run/run-412')
    await page.getByText('Already tidy: pid file (systemd removes it), 3 ports, cgroup.').waitFor()
    const row = page.locator('.outc-row', { hasText: 'Evidence saved:' })
    await row.getByText('Secrets are masked').waitFor()
    await row.getByText('/home/ops/.local/state/quiesce/evidence/').waitFor()
    await row.getByRole('button', { name: 'Copy its path' }).waitFor()
  })

  it('advises no restart of one that runs again', async () => {
    const { page } = await stage.open('?scene=quiet&run=stopped&watch=back#/run/run-412')
    await page.getByRole('heading', { name: 'It runs again: stop what starts it first.' }).waitFor()
    expect(await page.getByRole('button', { name: 'Try a restart' }).count()).toBe(0)
    expect(await page.getByText('Nothing of it runs any more').count()).toBe(0)
  })

  it('calls off what somebody else planned by a second word, and warns a minute before', async () => {
    const { page, asked } = await stage.open(
      '?scene=quiet&run=survived&left=survivor&reboot=planned#/run/run-412',
    )
    await page.evaluate(() => {
      const { client, store } = window.scene
      const planned = store.getState().scheduledReboot
      if (planned === null) throw new Error('The scene plans nothing.')
      client.push({ name: 'reboot', payload: { kind: 'near', planned, stops: ['kamailio'] } })
    })
    const warning = page.getByRole('alert').filter({ hasText: 'as alice planned' })
    await warning.getByRole('button', { name: 'Show it, or call it off…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Call it off…' }).click()
    const keep = dialog.getByRole('button', { name: 'Keep it' })
    expect(await keep.evaluate((one) => one === document.activeElement)).toBe(true)
    expect(await asked('reboot.cancel')).toEqual([])
    await dialog.getByRole('button', { name: 'Call off this poweroff' }).click()
    await warning.waitFor({ state: 'detached' })
    expect(await asked('reboot.cancel')).toMatchObject([{ cancels: expect.any(Number) as number }])
  })

  it('starts no second copy without a person’s word', async () => {
    const { page, asked } = await stage.open('?scene=quiet&run=survived&left=survivor#/run/run-412')
    await page.evaluate(() => {
      window.scene.client.failNext('service.start', {
        code: 'needs-consent',
        message: 'A second copy would stand beside what still holds.',
        next: 'Both would write the same queue.',
        candidates: ['Port 5060/udp, held by 4698'],
      })
    })
    await page.getByRole('button', { name: 'Try a restart' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Port 5060/udp, held by 4698').waitFor()
    await dialog.getByRole('button', { name: 'Start a second copy' }).click()
    await page.getByText('kamailio is up and stayed up').waitFor()
    expect(await asked('service.start')).toEqual([
      { target: 'kamailio' },
      { target: 'kamailio', confirmed: true },
    ])
  })

  it('asks for a reboot only by the typed name, and calls it off again', async () => {
    const { page, asked } = await stage.open(
      '?scene=quiet&run=survived&left=survivor&reboot=blocked#/run/run-412',
    )
    await page.getByRole('button', { name: 'Plan a reboot…' }).click()
    const dialog = page.getByRole('dialog')
    const go = dialog.getByRole('button', { name: 'Reboot now' })
    await go.waitFor()
    expect(await go.getAttribute('title')).toContain('unattended-upgrades holds it back')
    await dialog.getByRole('checkbox', { name: /^Go on although unattended-upgrades/ }).check()
    expect(await go.getAttribute('title')).toContain('Type sip-edge-03')
    await go.click({ force: true })
    expect(await asked('reboot.request')).toEqual([])
    await dialog.getByRole('textbox', { name: /^Type sip-edge-03/ }).fill('sip-edge-03')
    await dialog.getByRole('textbox', { name: /^Message/ }).fill('Disks are stuck.')
    await dialog.getByLabel('At', { exact: true }).fill('03:30')
    await dialog.getByRole('button', { name: 'Reboot at 03:30:00' }).click()
    await page.getByRole('button', { name: 'reboot at 03:30:00' }).waitFor()
    const requests = await asked('reboot.request')
    expect(requests).toHaveLength(1)
    expect(requests[0]).toMatchObject({
      typed: 'sip-edge-03',
      message: 'Disks are stuck.',
      overrideInhibitors: ['unattended-upgrades'],
    })
  })

  it('looks at a service that nobody stops, by one key', async () => {
    const { page, asked } = await stage.open('?scene=quiet&why=nothing#/service/kamailio')
    await page.getByRole('button', { name: 'Diagnose' }).waitFor()
    await page.keyboard.press('d')
    await page.getByText('Nothing holds it up.').waitFor()
    expect(await asked('diagnosis.make')).toEqual([{ target: 'kamailio' }])
    await page.getByRole('button', { name: 'Close the diagnosis' }).click()
    expect(await page.getByText('Nothing holds it up.').count()).toBe(0)
  })
})
