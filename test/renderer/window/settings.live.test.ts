import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noBrowser, openStage, type Stage } from '../browser.ts'

const changes = (...all: readonly [readonly string[], unknown][]) =>
  all.map(([path, value]) => ({ changes: [{ path, value }] }))

const goTo = (page: Page, place: string): Promise<void> =>
  page.evaluate((to) => {
    window.location.hash = `#/settings/${to}`
  }, place)

describe.skipIf(noBrowser !== null)('the settings', () => {
  let stage: Stage
  beforeAll(async () => {
    stage = await openStage()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('are changed at once, say where that was written, and go back to the default', async () => {
    const { page, asked, troubles } = await stage.open('?scene=settings&desktop#/services')
    await page.keyboard.press('Alt+5')
    const scheme = page.locator('html')
    await page.getByRole('radiogroup', { name: 'Appearance' }).last().getByText('Dark').click()
    await page.getByText('written to services.yaml').waitFor()
    await page.waitForFunction(
      () => document.documentElement.getAttribute('data-mantine-color-scheme') === 'dark',
    )
    await page.getByRole('radiogroup', { name: 'Contrast' }).getByText('More').click()
    await page.waitForFunction(() => document.documentElement.dataset.contrast === 'more')
    await page.getByRole('button', { name: 'Reset Contrast to its default' }).click()
    await page.waitForFunction(() => document.documentElement.dataset.contrast === undefined)
    expect(await scheme.getAttribute('data-mantine-color-scheme')).toBe('dark')
    expect(await asked('settings.change')).toEqual(
      changes(
        [['window', 'appearance'], 'dark'],
        [['window', 'contrast'], 'more'],
        [['window', 'contrast'], null],
      ),
    )
    // Single keys, switched off: "?" opens nothing, Alt goes on.
    await page.getByRole('switch', { name: 'Single keys' }).press(' ')
    await page.locator('h1').click()
    await page.keyboard.press('?')
    await page.keyboard.press('Alt+1')
    await page.getByRole('heading', { name: /^Services/ }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(troubles).toEqual([])
  })

  it('keep what is wrong at its field, and write nothing of it', async () => {
    const { page, asked } = await stage.open('?scene=settings&desktop#/settings/schedules')
    const schedule = page.getByRole('textbox', { name: 'Default schedule' })
    await schedule.fill('stop/30/forever')
    await page.getByText('refused at column 9').waitFor()
    await schedule.press('Enter')
    expect(await asked('settings.change')).toEqual([])
    await schedule.fill('stop/90/KILL/5')
    await page.getByText('and nothing before it asks you').waitFor()
    await schedule.press('Enter')
    await page.getByText('written to services.yaml').waitFor()
    await page.evaluate(() => {
      window.scene.client.failNext('settings.change', {
        code: 'bad-configuration',
        message: 'The file cannot be read.',
        next: 'Mend it first.',
        place: '/home/ops/services.yaml:7:5',
      })
    })
    await goTo(page, 'notifications')
    const ended = page.getByRole('switch', { name: 'A stop is over' })
    await ended.press(' ')
    await page.getByText('The file cannot be read. Mend it first.').waitFor()
    await page.getByText('/home/ops/services.yaml:7:5').waitFor()
    expect(await ended.isChecked()).toBe(true)
    // Half a time is no time.
    await page.getByLabel('From').fill('7:')
    await page.getByLabel('From').blur()
    await page.getByText('As 22:00').waitFor()
    await page.getByLabel('From').fill('21:30')
    await page.getByLabel('From').blur()
    await page.getByText('written to services.yaml').waitFor()
    expect((await asked('settings.change')).slice(2)).toEqual(
      changes([['notify', 'quiet'], { from: '21:30', to: '06:30', urgent: true }]),
    )
  })

  it('of the desktop, and those of the machine, stand there and cannot be changed', async () => {
    const { page, asked } = await stage.open('?scene=settingsFixed#/settings/tray')
    await page.getByText('This window is the console, in a browser').waitFor()
    expect(await page.getByRole('switch', { name: 'Start at login' }).isDisabled()).toBe(true)
    await goTo(page, 'schedules')
    await page.getByText('/etc/quiesce/services.d/10-site.yaml:38:3').waitFor()
    expect(await page.getByRole('textbox', { name: 'Default schedule' }).isDisabled()).toBe(true)
    expect(await page.getByRole('textbox', { name: 'Default schedule' }).inputValue()).toBe(
      'stop/120/ask',
    )
    // Limits add up: the machine's is told, one's own may be stricter.
    await goTo(page, 'limits')
    await page.getByText('Force is allowed by a person’s own word only.').waitFor()
    await page.getByRole('region', { name: 'Limits' }).getByText('Never', { exact: true }).click()
    await page.getByLabel('Name of another machine').fill('sip.example.org')
    await page.keyboard.press('Enter')
    const far = page.getByRole('radiogroup', { name: 'Force' }).last()
    await far.getByText('By a person').click()
    const added = page.getByRole('combobox', {
      name: 'Add to Never stopped from here',
      exact: true,
    })
    await added.fill('backup')
    await added.press('Enter')
    await page.getByRole('button', { name: 'Take backup away' }).waitFor()
    expect(await asked('settings.change')).toEqual(
      changes(
        [['limits', 'force'], 'never'],
        [['limits', 'hosts', 'sip.example.org', 'force'], 'person'],
        [['limits', 'never'], ['backup']],
      ),
    )
  })

  it('ask for permission now, show while it lasts, and give it back', async () => {
    const { page, asked } = await stage.open('?scene=settings#/settings/permission')
    await page.getByRole('button', { name: 'Ask now: Init scripts' }).click()
    await page.getByText(/^Allowed since \d\d:\d\d$/).waitFor()
    await page.getByText(/Root, for init scripts: allowed since/).waitFor()
    expect(await asked('permission.ask')).toEqual([{ action: 'init-scripts' }])
    await page.getByRole('button', { name: 'Give it back' }).last().click()
    await page.getByText('As ops; root is asked for when it is needed').waitFor()
    expect(await asked('permission.drop')).toEqual([{}])
    await page.evaluate(() => {
      window.scene.client.failNext('permission.ask', {
        code: 'no-permission',
        message: 'The system refused it.',
        next: 'Ask somebody who may.',
      })
      const { host } = window.scene.store.getState()
      if (host === null) throw new Error('no host')
      const permission = { ...host.permission, asking: 'signals' as const }
      window.scene.client.push({ name: 'host', payload: { ...host, permission } })
    })
    // Somebody else's run has the dialog open: it is told, and not asked twice.
    await page.getByText('The system is asking you for permission').waitFor()
    await page.getByRole('button', { name: 'Ask now: Stale files' }).click({ force: true })
    expect(await asked('permission.ask')).toHaveLength(1)
    await page.evaluate(() => {
      const { host } = window.scene.store.getState()
      if (host === null) throw new Error('no host')
      const permission = { ...host.permission, asking: null }
      window.scene.client.push({ name: 'host', payload: { ...host, permission } })
    })
    await page.getByRole('button', { name: 'Ask now: Stale files' }).click()
    await page.getByText('The system refused it.').waitFor()
  })

  it('give force by typing the name, where a person chose that', async () => {
    const { page, asked } = await stage.open('?scene=settings&run=asking#/run/run-412')
    await page.getByRole('button', { name: 'Force…' }).click()
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Cancel')
    const field = page.getByLabel('Type kamailio to force')
    const force = page.getByRole('button', { name: 'Force 4 processes' })
    await field.fill('kamaili')
    await force.click({ force: true })
    await field.press('Enter')
    expect(await asked('run.decide')).toEqual([])
    await field.press('Escape')
    await page.getByRole('alertdialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Force…' }).click()
    expect(await field.inputValue()).toBe('')
    await field.fill('kamailio')
    await field.press('Enter')
    expect(await asked('run.decide')).toEqual([])
    await force.click()
    await page.getByRole('heading', { name: 'kamailio is down; force was needed' }).waitFor()
    expect(await asked('run.decide')).toMatchObject([{ decision: { kind: 'force', scope: 'all' } }])
  })
})
