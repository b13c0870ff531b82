/** The window in a real browser before a real systemd: a look at a unit, and what a plain user may do. */
import { beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { actor, service } from '../hosts/shapes.ts'
import { answerByPolkit } from '../hosts/users.ts'
import { AxeBuilder } from './axe.ts'
import type { HostWindow } from './host-window.ts'
import { useHostWindow } from './use-host-window.ts'

const stage = useHostWindow({
  'granted.service': service(actor('--as=e2e-granted', 'ignores'), { TimeoutStopSec: 8 }),
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
})

describe('a look at a unit', () => {
  it('says what stops too, and leads there through the dependencies', async () => {
    const { page } = stage.window
    await stage.window.openUnit('parent.service')
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
    await stage.window.title(/bound\.service/)
    await page.getByRole('link', { name: 'Properties' }).click()
    await page.getByRole('searchbox', { name: 'Search the properties' }).fill('BindsTo')
    await page.getByRole('cell', { name: 'parent.service' }).waitFor()
    expect(await new AxeBuilder(page).analyze()).toEqual([])
  })

  it('follows its log as it speaks', async () => {
    const { page } = stage.window
    await stage.window.openUnit('talks.service', '?look=log')
    await page.getByRole('log', { name: 'Log lines' }).waitFor()
    await stage.host.systemctl('kill', '--signal=USR1', '--kill-whom=main', 'talks.service')
    await page.getByText('main got USR1').waitFor()
    await stage.host.systemctl('kill', '--signal=USR2', '--kill-whom=main', 'talks.service')
    await page.getByText('main got USR2').waitFor()
    expect(await page.getByText('main got USR1').count()).toBe(1)
  })

  it('freezes it after its traps were read, shows it frozen, and thaws it', async () => {
    const { page } = stage.window
    await stage.window.openUnit('frozen.service')
    await page.getByRole('button', { name: 'Freeze…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Freeze it' }).click()
    await page.getByRole('button', { name: 'Thaw' }).waitFor()
    expect(await stage.host.show('frozen.service', 'FreezerState')).toMatchObject({
      FreezerState: 'frozen',
    })
    await page.getByRole('button', { name: 'Thaw' }).click()
    await page.getByRole('button', { name: 'Freeze…' }).waitFor()
    expect(await stage.host.show('frozen.service', 'FreezerState')).toMatchObject({
      FreezerState: 'running',
    })
  })
})

describe('a plain user', () => {
  const asAda = async (play: (ada: HostWindow) => Promise<void>): Promise<void> => {
    const { host } = stage
    if ((await host.exec(['id', 'ada'])).status !== 0) await host.addUser('ada')
    await answerByPolkit(host, 'ada', { 'talks.service': 'no', 'granted.service': 'yes' })
    const ada = await stage.openAs('ada')
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
    expect(await stage.host.show('talks.service', 'ActiveState', 'SubState')).toMatchObject({
      ActiveState: 'active',
      SubState: 'running',
    })
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
