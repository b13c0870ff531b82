/** The window in a real browser before a real systemd: stop, watch its clock, move it, force, restart. */
import { describe, expect, it } from 'vitest'
import { actor, service } from '../hosts/shapes.ts'
import type { SystemdHost } from '../hosts/systemd-host.ts'
import { useHostWindow } from './use-host-window.ts'

const stage = useHostWindow({
  'obeys.service': service(actor('--as=e2e-obeys', 'obeys', 'obeys')),
  'moved.service': service(actor('--as=e2e-moved', 'ignores'), { TimeoutStopSec: 20 }),
  'forced.service': service(actor('--as=e2e-forced', 'ignores', 'ignores'), {
    TimeoutStopSec: 120,
  }),
  'joined.service': service(actor('--as=e2e-joined', 'ignores'), { TimeoutStopSec: 25 }),
  'killed.service': service(actor('--as=e2e-killed', 'ignores'), { TimeoutStopSec: 2 }),
  'slow.service': service(actor('--as=e2e-slow', 'slow:20'), { TimeoutStopSec: 60 }),
  'bystander.service': service(actor('--as=e2e-bystander', 'slow:15'), { TimeoutStopSec: 60 }),
})

const stateOf = async (host: SystemdHost, unit: string): Promise<string> => {
  const { ActiveState = '', SubState = '' } = await host.show(unit)
  return `${ActiveState}/${SubState}`
}

/** Passes so many seconds inside by an event, a unit that ends, while other things are done. */
function pass(host: SystemdHost, seconds: number): Promise<string> {
  const passed = host.run(['systemd-run', '--wait', '--quiet', 'sleep', `${seconds}`])
  passed.catch(() => undefined) // It is awaited later, unless the test fails before.
  return passed
}

/** Holds a button down for as long as it asks. */
async function hold(name: RegExp): Promise<void> {
  const { page } = stage.window
  await page.getByRole('button', { name }).hover()
  await page.mouse.down()
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await page.mouse.up()
}

describe('a unit that obeys', () => {
  it('is stopped by clicks, and started again', async () => {
    const { page } = stage.window
    await page.getByRole('searchbox', { name: 'Search services' }).fill('obeys.service')
    await page.getByRole('row', { name: /Running.*obeys\.service.*systemd/s }).click()
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Enter')
    await stage.window.title(/obeys\.service has stopped/)
    expect(await stateOf(stage.host, 'obeys.service')).toBe('inactive/dead')
    await page.getByText('since the start of the run, live').waitFor()
    await page.getByText('main got TERM').waitFor()
    await stage.window.openUnit('obeys.service')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText(/obeys\.service.*(is up|stayed up)/).waitFor({ timeout: 20_000 })
    expect(await stateOf(stage.host, 'obeys.service')).toBe('active/running')
    expect(stage.window.complaints).toEqual([])
  })
})

describe('systemd’s own clock', () => {
  it('stands on the axis, moves with Extend, goes with Hold, and nobody is killed meanwhile', async () => {
    const { host } = stage
    const { page } = stage.window
    await stage.window.stop('moved.service', 'stop/60/ask/KILL/5')
    await stage.window.title(/Stopping moved\.service/)
    const timeout = pass(host, 21)
    await page.getByText('SIGTERM sent by systemd, waiting').waitFor()
    await expect
      .poll(async () => (await page.locator('.rest-chart text').allTextContents()).join('|'))
      .toMatch(/systemd’s own SIGKILL at 20/)
    await page.keyboard.press('e')
    await page.getByText(/systemd’s clock, moved to \d\d:\d\d:\d\d by you/).waitFor()
    await page.keyboard.press('h')
    await page.getByText('systemd’s clock, held by you: nobody forces').waitFor()
    await timeout
    expect(await stateOf(host, 'moved.service')).toBe('deactivating/stop-sigterm')
    await page.getByRole('button', { name: /^Force…/ }).click()
    await page.getByRole('alertdialog').getByText('The unit is hit as a whole').waitFor()
    await hold(/Hold to force/)
    await stage.window.title(/force was needed/)
    await page.getByText('used by root').waitFor()
    expect(host.processes().filter(({ args }) => args.includes('e2e-moved'))).toEqual([])
    expect(stage.window.complaints).toEqual([])
  })

  it('that runs out is told as systemd’s force, and the mark can be reset', async () => {
    const { host } = stage
    const { page } = stage.window
    await stage.window.stop('killed.service', 'stop/60/ask/KILL/5')
    await stage.window.title(/killed it after .*, not Quiesce/)
    const end = page.getByRole('region', { name: 'What systemd says' })
    await end.getByText(/used by systemd \(TimeoutStopSec=2s\), not Quiesce/).waitFor()
    await end.getByText(/^failed: .*longer than systemd allows/).waitFor()
    await end.getByRole('button', { name: 'Reset failed' }).click()
    await end.getByRole('button', { name: 'Reset failed' }).waitFor({ state: 'detached' })
    expect(await stateOf(host, 'killed.service')).toBe('inactive/dead')
    await page.getByRole('button', { name: 'Try a restart' }).click()
    await expect.poll(() => stateOf(host, 'killed.service')).toBe('active/running')
  })

  it('of a stop that somebody else began can be joined, and held', async () => {
    const { host } = stage
    const { page } = stage.window
    await host.systemctl('stop', '--no-block', 'joined.service')
    await host.waitFor('joined.service', 'deactivating/stop-sigterm')
    const timeout = pass(host, 26)
    await stage.window.openUnit('joined.service')
    await page.getByText(/\d\u00a0s to force/).waitFor()
    await stage.window.stop('joined.service', 'stop/60/ask/KILL/5')
    await stage.window.title(/Stopping joined\.service/)
    await page.keyboard.press('h')
    await page.getByText('systemd’s clock, held by you: nobody forces').waitFor()
    await timeout
    expect(await stateOf(host, 'joined.service')).toBe('deactivating/stop-sigterm')
    await page.getByRole('button', { name: /^Force…/ }).click()
    await hold(/Hold to force/)
    await stage.window.title(/force was needed/)
  })

  it('is moved under another unit only with consent, which names that unit', async () => {
    const { host } = stage
    const { page } = stage.window
    await host.systemctl('stop', '--no-block', 'bystander.service')
    await host.waitFor('bystander.service', 'deactivating/stop-sigterm')
    await stage.window.stop('slow.service', 'stop/55/ask/KILL/5')
    await stage.window.title(/Stopping slow\.service/)
    await page.getByText('systemd’s clock').first().waitFor()
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('bystander.service', { exact: true }).waitFor()
    await dialog.getByRole('button', { name: /^Cancel/ }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(host.readFolder('/run/systemd/system/slow.service.d')).toEqual([])
    await page.keyboard.press('e')
    await dialog.getByRole('button', { name: 'Reload and extend' }).click()
    await page.getByText(/systemd’s clock, moved to/).waitFor()
    expect(host.readFolder('/run/systemd/system/slow.service.d')).not.toEqual([])
    await stage.window.title(/slow\.service has stopped/)
    expect(host.readFolder('/run/systemd/system/slow.service.d')).toEqual([])
  })
})

describe('a unit that hangs', () => {
  it('asks with systemd’s clock first, is held back, forced with open eyes and restarted', async () => {
    const { host } = stage
    const { page } = stage.window
    await stage.window.stop('forced.service', 'stop/1/ask/KILL/5')
    await stage.window.title(/forced\.service has not stopped/)
    const strip = page.getByRole('group', { name: 'Somebody else’s clock' })
    await strip.getByText(/systemd sends SIGKILL by itself at/).waitFor()
    await strip.getByRole('button', { name: /Hold it back/ }).click()
    await page.getByText('systemd is held back: nobody forces.').waitFor()
    await page.getByRole('button', { name: /^Force…/ }).click()
    await hold(/Hold to force 2 processes/)
    await stage.window.title(/force was needed/)
    expect(host.processes().filter(({ args }) => args.includes('e2e-forced'))).toEqual([])
    await page.getByRole('button', { name: 'Try a restart' }).click()
    await expect.poll(() => stateOf(host, 'forced.service')).toBe('active/running')
    expect(host.readFolder('/run/systemd/system/forced.service.d')).toEqual([])
  })

  it('is left to systemd, and the page says which deadline stays', async () => {
    const { page } = stage.window
    await stage.window.stop('forced.service', 'stop/1/ask/KILL/5')
    await stage.window.title(/forced\.service has not stopped/)
    await page.getByRole('button', { name: /^Leave it/ }).click()
    await stage.window.title(/left running/)
    await page.getByText(/Still running: systemd sends SIGKILL/).waitFor()
  })
})
