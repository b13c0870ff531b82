/** The window in a real browser before a real systemd: stop, watch its clock, move it, force, restart. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { actor, service } from '../hosts/shapes.ts'
import type { SystemdHost } from '../hosts/systemd-host.ts'
import { useHost } from '../hosts/use-host.ts'
import { answerByPolkit } from '../hosts/users.ts'
import { AxeBuilder } from './axe.ts'
import { HostWindow } from './host-window.ts'

const units = {
  'obeys.service': service(actor('--as=e2e-obeys', 'obeys', 'obeys')),
  'moved.service': service(actor('--as=e2e-moved', 'ignores'), { TimeoutStopSec: 12 }),
  'forced.service': service(actor('--as=e2e-forced', 'ignores', 'ignores'), {
    TimeoutStopSec: 120,
  }),
  'joined.service': service(actor('--as=e2e-joined', 'ignores'), { TimeoutStopSec: 12 }),
  'granted.service': service(actor('--as=e2e-granted', 'ignores'), { TimeoutStopSec: 8 }),
  'killed.service': service(actor('--as=e2e-killed', 'ignores'), { TimeoutStopSec: 2 }),
  'slow.service': service(actor('--as=e2e-slow', 'slow:20'), { TimeoutStopSec: 60 }),
  'bystander.service': service(actor('--as=e2e-bystander', 'slow:15'), { TimeoutStopSec: 60 }),
  'parent.service': service(actor('--as=e2e-parent', 'obeys')),
  'bound.service': service(
    actor('--as=e2e-bound', 'obeys'),
    {},
    {
      BindsTo: 'parent.service',
      After: 'parent.service',
    },
  ),
  'frozen.service': service(actor('--as=e2e-frozen', 'obeys')),
  'talks.service': service(actor('--as=e2e-talks', 'ignores')),
}

let window: HostWindow
const hostOf = useHost(async (host) => {
  await host.writeUnits(units)
  await host.systemctl('start', ...Object.keys(units))
})

beforeEach(async ({ skip }) => {
  if (!canRun.chromium.here) skip(canRun.chromium.missing)
  if (!canRun.systemd.here) return
  window = await HostWindow.open(hostOf())
})
afterEach(async () => {
  if (canRun.chromium.here && canRun.systemd.here) await window.close()
})

const stateOf = async (host: SystemdHost, unit: string): Promise<string> => {
  const { ActiveState = '', SubState = '' } = await host.show(unit)
  return `${ActiveState}/${SubState}`
}

/** Passes so many seconds inside by an event: a unit that ends. */
const passSeconds = (host: SystemdHost, seconds: number): Promise<string> =>
  host.run(['systemd-run', '--wait', '--quiet', 'sleep', `${seconds}`])

/** Holds a button down for as long as it asks. */
async function hold(name: RegExp): Promise<void> {
  const { page } = window
  await page.getByRole('button', { name }).hover()
  await page.mouse.down()
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await page.mouse.up()
}

describe('a unit that obeys', () => {
  it('is stopped by clicks, and started again', async () => {
    const { page } = window
    await page.getByRole('searchbox', { name: 'Search services' }).fill('obeys.service')
    await page.getByRole('row', { name: /Running.*obeys\.service.*systemd/s }).click()
    await page.keyboard.press('s')
    await page.locator('.plan-go .btn.go:focus').waitFor()
    await page.keyboard.press('Enter')
    await window.title(/obeys\.service has stopped/)
    expect(await stateOf(hostOf(), 'obeys.service')).toBe('inactive/dead')
    await page.getByText('since the start of the run, live').waitFor()
    await page.getByText('main got TERM').waitFor()
    await window.openUnit('obeys.service')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByText(/obeys\.service.*(is up|stayed up)/).waitFor({ timeout: 20_000 })
    expect(await stateOf(hostOf(), 'obeys.service')).toBe('active/running')
    expect(window.complaints).toEqual([])
  })
})

describe('systemd’s own clock', () => {
  it('stands on the axis, moves with Extend, goes with Hold, and nobody is killed meanwhile', async () => {
    const host = hostOf()
    const { page } = window
    await window.stop('moved.service', 'stop/60/ask/KILL/5')
    await window.title(/Stopping moved\.service/)
    await page.getByText('SIGTERM sent by systemd, waiting').waitFor()
    await expect
      .poll(async () => (await page.locator('.rest-chart text').allTextContents()).join('|'))
      .toMatch(/systemd’s own SIGKILL at 12/)
    await page.keyboard.press('e')
    await page.getByText(/systemd’s clock, moved to \d\d:\d\d:\d\d by you/).waitFor()
    await page.keyboard.press('h')
    await page.getByText('systemd’s clock, held by you: nobody forces').waitFor()
    await passSeconds(host, 13)
    expect(await stateOf(host, 'moved.service')).toBe('deactivating/stop-sigterm')
    await page.getByRole('button', { name: /^Force…/ }).click()
    await page.getByRole('alertdialog').getByText('The unit is hit as a whole').waitFor()
    await hold(/Hold to force/)
    await window.title(/force was needed/)
    await page.getByText('used by root').waitFor()
    expect(host.processes().filter(({ args }) => args.includes('e2e-moved'))).toEqual([])
    expect(window.complaints).toEqual([])
  })

  it('that runs out is told as systemd’s force, and the mark can be reset', async () => {
    const host = hostOf()
    const { page } = window
    await window.stop('killed.service', 'stop/60/ask/KILL/5')
    await window.title(/killed it after .*, not Quiesce/)
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
    const host = hostOf()
    const { page } = window
    await host.systemctl('stop', '--no-block', 'joined.service')
    await host.waitFor('joined.service', 'deactivating/stop-sigterm')
    await window.openUnit('joined.service')
    await page.getByText(/\d\u00a0s to force/).waitFor()
    await window.stop('joined.service', 'stop/60/ask/KILL/5')
    await window.title(/Stopping joined\.service/)
    await page.keyboard.press('h')
    await page.getByText('systemd’s clock, held by you: nobody forces').waitFor()
    await passSeconds(host, 13)
    expect(await stateOf(host, 'joined.service')).toBe('deactivating/stop-sigterm')
    await page.getByRole('button', { name: /^Force…/ }).click()
    await hold(/Hold to force/)
    await window.title(/force was needed/)
  })

  it('is moved under another unit only with consent, which names that unit', async () => {
    const host = hostOf()
    const { page } = window
    await host.systemctl('stop', '--no-block', 'bystander.service')
    await host.waitFor('bystander.service', 'deactivating/stop-sigterm')
    await window.stop('slow.service', 'stop/55/ask/KILL/5')
    await window.title(/Stopping slow\.service/)
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
    await window.title(/slow\.service has stopped/)
    expect(host.readFolder('/run/systemd/system/slow.service.d')).toEqual([])
  })
})

describe('a unit that hangs', () => {
  it('asks with systemd’s clock first, is held back, forced with open eyes and restarted', async () => {
    const host = hostOf()
    const { page } = window
    await window.stop('forced.service', 'stop/1/ask/KILL/5')
    await window.title(/forced\.service has not stopped/)
    const strip = page.getByRole('group', { name: 'Somebody else’s clock' })
    await strip.getByText(/systemd sends SIGKILL by itself at/).waitFor()
    await strip.getByRole('button', { name: /Hold it back/ }).click()
    await page.getByText('systemd is held back: nobody forces.').waitFor()
    await page.getByRole('button', { name: /^Force…/ }).click()
    await hold(/Hold to force 2 processes/)
    await window.title(/force was needed/)
    expect(host.processes().filter(({ args }) => args.includes('e2e-forced'))).toEqual([])
    await page.getByRole('button', { name: 'Try a restart' }).click()
    await expect.poll(() => stateOf(host, 'forced.service')).toBe('active/running')
    expect(host.readFolder('/run/systemd/system/forced.service.d')).toEqual([])
  })

  it('is left to systemd, and the page says which deadline stays', async () => {
    const { page } = window
    await window.stop('forced.service', 'stop/1/ask/KILL/5')
    await window.title(/forced\.service has not stopped/)
    await page.getByRole('button', { name: /^Leave it/ }).click()
    await window.title(/left running/)
    await page.getByText(/Still running: systemd sends SIGKILL/).waitFor()
  })
})

describe('a look at a unit', () => {
  it('says what stops too, and leads there through the dependencies', async () => {
    const { page } = window
    await window.openUnit('parent.service')
    const impact = page.getByRole('region', { name: 'What hangs on it' })
    await impact.getByText('bound.service').first().waitFor()
    await page.keyboard.press('s')
    await page.getByRole('button', { name: 'Stop now, and 1 more unit' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Dependencies' }).click()
    await page
      .locator('.dep-group', { hasText: /^BoundBy/ })
      .getByRole('link')
      .click()
    await window.title(/bound\.service/)
    await page.getByRole('link', { name: 'Properties' }).click()
    await page.getByRole('searchbox', { name: 'Search the properties' }).fill('BindsTo')
    await page.getByRole('cell', { name: 'parent.service' }).waitFor()
    expect(await new AxeBuilder(page).analyze()).toEqual([])
  })

  it('follows its log as it speaks', async () => {
    const { page } = window
    await window.openUnit('talks.service', '?look=log')
    await page.getByRole('log', { name: 'Log lines' }).waitFor()
    await hostOf().systemctl('kill', '--signal=USR1', '--kill-whom=main', 'talks.service')
    await page.getByText('main got USR1').waitFor()
    await hostOf().systemctl('kill', '--signal=USR2', '--kill-whom=main', 'talks.service')
    await page.getByText('main got USR2').waitFor()
    expect(await page.getByText('main got USR1').count()).toBe(1)
  })

  it('freezes it after its traps were read, shows it frozen, and thaws it', async () => {
    const { page } = window
    await window.openUnit('frozen.service')
    await page.getByRole('button', { name: 'Freeze…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Freeze it' }).click()
    await page.getByRole('button', { name: 'Thaw' }).waitFor()
    expect(await hostOf().show('frozen.service', 'FreezerState')).toMatchObject({
      FreezerState: 'frozen',
    })
    await page.getByRole('button', { name: 'Thaw' }).click()
    await page.getByRole('button', { name: 'Freeze…' }).waitFor()
    expect(await hostOf().show('frozen.service', 'FreezerState')).toMatchObject({
      FreezerState: 'running',
    })
  })
})

describe('a plain user', () => {
  const asAda = async (play: (ada: HostWindow) => Promise<void>): Promise<void> => {
    const host = hostOf()
    if ((await host.exec(['id', 'ada'])).status !== 0) await host.addUser('ada')
    await answerByPolkit(host, 'ada', { 'talks.service': 'no', 'granted.service': 'yes' })
    const ada = await HostWindow.open(host, { user: 'ada' })
    try {
      await play(ada)
      expect(ada.complaints).toEqual([])
    } finally {
      await ada.close()
    }
  }
  beforeEach(({ skip }) => {
    if (!canRun.polkit.here) skip(canRun.polkit.missing)
  })

  it('is refused by polkit, with what would help, and nothing was sent', async () => {
    await asAda(async (ada) => {
      await ada.stop('talks.service', 'stop/5/ask/KILL/5')
      await ada.page.getByText('Refused').first().waitFor()
      await ada.page
        .getByText(/polkit|administrator|root/i)
        .first()
        .waitFor()
    })
    expect(await stateOf(hostOf(), 'talks.service')).toBe('active/running')
  })

  it('stops what polkit grants, and is told why systemd’s clock stays', async () => {
    await asAda(async (ada) => {
      await ada.stop('granted.service', 'stop/60/ask/KILL/5')
      await ada.title(/Stopping granted\.service/)
      await ada.page.getByText('systemd’s clock stays').waitFor()
      await ada.page.keyboard.press('e')
      await ada.page
        .getByText(/The other deadline stays/)
        .first()
        .waitFor()
      await ada.title(/killed it after .*, not Quiesce/)
    })
  })
})
