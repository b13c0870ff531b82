import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { longUnitName } from '../../fakes/scene-units.ts'
import { noBrowser, openStage, type Stage, type View } from '../browser.ts'

describe.skipIf(noBrowser !== null)('a systemd unit in the window', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })
  const look = (what = ''): Promise<View> =>
    stage.open(`?scene=units#/service/kamailio.service${what}`)
  const service = (name: string): Promise<View> =>
    stage.open(`?scene=units#/service/${encodeURIComponent(name)}`)

  it('says how systemd would stop it, in words', async () => {
    const { page } = await look()
    const unit = page.getByRole('region', { name: 'Unit', exact: true })
    await unit.getByText('SIGTERM to the main process only').waitFor()
    const text = await unit.innerText()
    expect(text).toMatch(/active \(running\) since/)
    expect(text).toContain('/etc/systemd/system/kamailio.service.d/limits.conf')
    expect(await page.locator('.facts').innerText()).toContain('1:30, then SIGKILL')
  })

  it('names who is kept apart from the members', async () => {
    const { page } = await look()
    await page.getByText('17 processes, each with why it belongs').waitFor()
    const kept = page.locator('.kept-line')
    expect(await kept.innerText()).toMatch(/5120\s+rtpp-notify.sh\s+KillMode=process/)
    expect(await page.getByRole('row', { name: /rtpp-notify/ }).count()).toBe(0)
    await page.getByRole('cell', { name: 'in its cgroup/timers' }).first().waitFor()
  })

  it('says what hangs on it, and offers to stop what would bring it back', async () => {
    const { page } = await look()
    const impact = page.getByRole('region', { name: 'What hangs on it' })
    await impact.getByText('214 clients').waitFor()
    const text = await impact.innerText()
    expect(text).toMatch(/kamailio-exporter.service\s*(.*)stops too\s+BindsTo=kamailio.service/s)
    expect(text).toContain('198 on port 5060: 10.20.4.81 (120), 10.20.4.12 (61)')
    await impact.getByRole('button', { name: 'Stop it too… kamailio-watch.timer' }).click()
    const box = page.getByRole('checkbox', { name: 'Stop it too: kamailio-watch.timer' })
    await box.waitFor()
    expect(await box.isChecked()).toBe(true)
  })

  it('leads from each dependency to its own view, and back', async () => {
    const { page } = await look('?look=dependencies')
    const bound = page.locator('.dep-group', { hasText: 'BoundBy' })
    await bound.getByText('they live with it').waitFor()
    await bound.getByRole('link').click()
    await page.waitForURL(/#\/service\/kamailio-exporter\.service$/)
    await page.goBack()
    await page.getByText('kamailio-watch.timer').first().waitFor()
    expect(await page.getByRole('link', { name: 'kamailio-watch.timer' }).count()).toBe(0)
  })

  it('folds what is order only, and opens what a search finds', async () => {
    const { page } = await look('?look=dependencies')
    const after = page.locator('.dep-group', { hasText: /^After/ })
    await after.waitFor()
    expect(await after.getAttribute('open')).toBeNull()
    await page.keyboard.press('/')
    await page.getByRole('searchbox', { name: 'Search the dependencies' }).fill('postgresql')
    await page.getByRole('link', { name: 'postgresql.service' }).waitFor()
    expect(await page.locator('.dep-group').count()).toBe(1)
    await page.getByRole('searchbox').fill('no such unit')
    await page.getByText('No unit fits the search.').waitFor()
  })

  it('finds a property by name or value', async () => {
    const { page } = await look('?look=properties')
    await page.getByText('5 properties, as the manager prints them.').waitFor()
    await page.getByRole('searchbox', { name: 'Search the properties' }).fill('1min')
    await page.getByText('1 property of 5').waitFor()
    await page.getByRole('rowheader', { name: 'TimeoutStopUSec' }).waitFor()
  })

  it('says that its file changed and systemd has not read it', async () => {
    const { page } = await service('node-exporter.service')
    await page.getByText('systemd has not read it again').waitFor()
    await page
      .getByText('exit-code: one of its commands exited with a status other than 0')
      .waitFor()
  })

  it('resets the mark of a failed unit, without a question', async () => {
    const { page, asked } = await service('node-exporter.service')
    await page.getByRole('button', { name: 'Reset failed' }).click()
    await page.getByText('reset-failed of node-exporter.service is done.').waitFor()
    expect(await asked('unit.control')).toEqual([
      { target: 'node-exporter.service', action: 'reset-failed', confirmed: false },
    ])
    expect(await page.getByRole('button', { name: 'Start' }).count()).toBe(1)
    expect(await page.getByRole('button', { name: /^Stop…/ }).count()).toBe(0)
  })

  it('freezes only after the traps were read, with Cancel in focus', async () => {
    const { page, asked } = await look()
    await page.getByRole('button', { name: 'Freeze…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('dies at once').waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain('Cancel')
    await page.keyboard.press('s')
    expect(await asked('run.stop')).toEqual([])
    await dialog.getByRole('button', { name: 'Freeze it' }).click()
    await page.getByText('freeze of kamailio.service is done.').waitFor()
    expect(await asked('unit.control')).toMatchObject([{ confirmed: false }, { confirmed: true }])
  })

  it('thaws a frozen one, and does not freeze it again', async () => {
    const { page, asked } = await service('batch.service')
    await page.getByRole('button', { name: 'Thaw' }).click()
    await page.getByText('thaw of batch.service is done.').waitFor()
    expect(await asked('unit.control')).toMatchObject([{ action: 'thaw' }])
    expect(await page.getByRole('button', { name: 'Freeze…' }).count()).toBe(0)
  })

  it('warns that Restart= fires when it is signalled, and asks whom to signal', async () => {
    const { page, asked } = await look()
    await page.getByRole('cell', { name: 'SIGTERM' }).hover()
    await page.getByRole('button', { name: 'Send SIGTERM…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send SIGTERM' })
    await dialog.getByText('Restart=on-failure').waitFor()
    expect(await dialog.getByRole('radio').count()).toBe(2)
    await dialog.getByRole('radio', { name: 'All 17 processes' }).check()
    await dialog.getByRole('button', { name: 'Send SIGTERM' }).click()
    await expect
      .poll(() => asked('service.signal'))
      .toEqual([{ target: 'kamailio.service', signal: 'TERM', scope: 'all' }])
  })

  it('warns of no restart for a signal that does not end anything', async () => {
    const { page } = await look()
    await page.getByRole('cell', { name: 'SIGWINCH' }).hover()
    await page.getByRole('button', { name: 'Send SIGWINCH…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Send SIGWINCH' })
    await dialog.waitFor()
    expect(await dialog.getByText('Restart=').count()).toBe(0)
  })

  it('shows the whole of a name that is too long for any line', async () => {
    const { page, troubles } = await service(longUnitName)
    const title = page.getByRole('heading', { level: 1 })
    await title.waitFor()
    expect(await title.innerText()).toBe(longUnitName)
    const { clientWidth, scrollWidth } = await page.locator('.head').evaluate((head) => ({
      clientWidth: head.clientWidth,
      scrollWidth: head.scrollWidth,
    }))
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth)
    expect(troubles).toEqual([])
  })
})
