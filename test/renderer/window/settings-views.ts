/** The settings and the editors, for every check that looks at each view once. */
import type { Page } from 'playwright-core'
import { longServiceName } from '../../fakes/scene-configured.ts'

const nothing = (): Promise<void> => Promise.resolve()
const at = (place: string, scene = 'settings&desktop'): string =>
  `?scene=${scene}#/settings/${place}`

const seen = (text: string) => async (page: Page) => {
  await page.getByText(text).first().waitFor()
}

/** A new service with nothing but mistakes in it. */
const mistakes = async (page: Page): Promise<void> => {
  await page.getByLabel('Name', { exact: true }).fill('two words')
  await page.getByLabel('Schedule', { exact: true }).fill('stop/30/forever')
  await page.getByText('refused at column 9').first().waitFor()
}
const removal = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.locator('.ask-go').waitFor()
}
const refusal = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    window.scene.client.failNext('settings.change', {
      code: 'no-permission',
      message: 'services.yaml cannot be written.',
      next: 'Look at whom it belongs to.',
      place: '/home/ops/.config/quiesce/services.yaml',
    })
  })
  await page.getByText('Dark', { exact: true }).last().click()
  await page.getByText('services.yaml cannot be written.').first().waitFor()
}
const imported = async (page: Page): Promise<void> => {
  await page.setInputFiles('input[type=file]', {
    name: 'services.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from('services: {}'),
  })
  await page.getByRole('button', { name: 'Cancel' }).waitFor()
}
const typed = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'Force…' }).click()
  await page.getByLabel(/^Type kamailio/).waitFor()
}

export const settingsViews: readonly (readonly [string, string, (page: Page) => Promise<void>])[] =
  [
    ['settings, refused', at('window', 'settings'), refusal],
    ['settings, notifications', at('notifications'), nothing],
    ['settings, in the console', at('tray', 'settings'), nothing],
    ['settings, fixed', at('schedules', 'settingsFixed'), nothing],
    ['settings, services', at('services'), seen('services.yaml:3')],
    ['settings, limits', at('limits'), nothing],
    ['settings, no agent', at('permission', 'settingsFixed'), nothing],
    ['settings, granted', at('permission', 'settingsGranted'), nothing],
    ['settings, import', at('files'), imported],
    ['settings, about', at('about'), nothing],
    ['service, edited', at('services/iguana'), nothing],
    ['service, long name', at(`services/${longServiceName}`), nothing],
    ['service, new with mistakes', at('services?new'), mistakes],
    ['service, to be removed', at('services/postgres'), removal],
    ['service of the machine', at('services/backup'), nothing],
    ['group, edited', at('groups/voice'), nothing],
    ['profile, edited', at('profiles/iguana'), nothing],
    ['profile, changed one', at('profiles/nginx'), nothing],
    ['force, by typing', '?scene=settings&run=asking#/run/run-412', typed],
  ]

/** More for pictures alone: what they are made of is checked in those above. */
export const settingsPictures: typeof settingsViews = [
  ['settings', at('window'), nothing],
  ['settings, schedules', at('schedules'), nothing],
  ['settings, no services', at('services', 'quiet'), seen('No service is described')],
  ['settings, permission', at('permission'), nothing],
  ['settings, bad import', at('files', 'settingsFixed'), imported],
]
