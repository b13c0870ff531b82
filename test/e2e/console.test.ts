/** The window in a real browser, on daemons that were started outside Quiesce, by clicks and keys. */
import { AxeBuilder } from './axe.ts'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import { isHere, seeDaemon } from '../live/proc.ts'
import { Home, type Daemon } from '../live/quiesce.ts'
import {
  Browser,
  startChromium,
  startConsole,
  stopConsole,
  type Chromium,
  type ConsoleDoor,
} from './browser.ts'

let chromium: Chromium
let home: Home
let door: ConsoleDoor
let browser: Browser
let page: Page

beforeAll(async () => {
  if (!canRun.chromium.here) return
  chromium = await startChromium()
  home = new Home()
  door = await startConsole(home)
  browser = await Browser.open('light', chromium)
  page = browser.page
  await page.goto(door.url)
})
beforeEach(({ skip }) => {
  if (!canRun.chromium.here) skip(canRun.chromium.missing)
})
afterEach(() => {
  if (canRun.chromium.here) expect(browser.complaints).toEqual([])
})
afterAll(async () => {
  if (!canRun.chromium.here) return
  await browser.close()
  await stopConsole(door)
  home.close()
  await chromium.end()
})

/** Opens the services and waits for the row of this very daemon: others may run beside it. */
async function openRow({ pid }: Pick<Daemon, 'pid'>): Promise<void> {
  await page.goto(`${door.origin}/#/services`)
  await page.getByRole('row', { name: new RegExp(`\\b${pid}\\b`) }).click()
}

/** Selects the daemon, looks at its plan, writes the schedule and stops it. */
async function stopByClicks(daemon: Pick<Daemon, 'pid'>, schedule?: string): Promise<void> {
  await openRow(daemon)
  await page.keyboard.press('s')
  const plan = page.getByRole('dialog')
  await plan.getByText('Nothing has been sent.').waitFor()
  if (schedule !== undefined) await plan.getByLabel('Schedule').fill(schedule)
  await plan.getByRole('button', { name: /Stop now/ }).click()
}

const outcome = (words: RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: words }).waitFor({ timeout: 40_000 })

/** Holds a button down for as long as it asks. */
async function hold(name: RegExp): Promise<void> {
  const box = await page.getByRole('button', { name }).boundingBox()
  if (box === null) throw new Error('the button is not on the screen')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  await page.getByRole('alertdialog').waitFor({ state: 'hidden' })
  await page.mouse.up()
}

// First, as the home is new only once.
describe('practice', () => {
  it('is offered at the first start, and starts a daemon that can be stopped', async () => {
    await page
      .getByRole('button', { name: /Choose a practice daemon/ })
      .first()
      .click()
    await page.getByRole('button', { name: /^Start the/ }).click()
    await expect.poll(() => seeDaemon(home.folder).length, { timeout: 20_000 }).toBe(1)
    const [started] = seeDaemon(home.folder)
    if (started === undefined) throw new Error('it did not start')
    await stopByClicks(started)
    await outcome(/has stopped/)
    expect(seeDaemon(home.folder)).toEqual([])
  })
})

describe('daemons that stop when asked', () => {
  it.each(['obeys', 'slow', 'stopped', 'respawns', 'forks', 'leaves-files', 'double-forks'])(
    '%s is stopped by clicks, and nobody is left',
    async (vice) => {
      const daemon: Daemon = await home.practice(vice, '--seconds', '2')
      await stopByClicks(daemon)
      await outcome(/has stopped/)
      expect(seeDaemon(daemon.folder)).toEqual([])
    },
  )
})

describe.each(['ignores-term', 'catches-term'])('%s', (vice) => {
  it('is asked about, forced with open eyes, and the advice is to try a restart', async () => {
    const daemon = await home.practice(vice)
    await stopByClicks(daemon, 'stop/1/ask/KILL/5')
    await outcome(/has not stopped/)
    expect(isHere(daemon.pid)).toBe(true)
    await page.getByRole('button', { name: /^Force…/ }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(String(daemon.pid)).first().waitFor()
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toMatch(/Cancel/)
    await hold(/Hold to force/)
    await outcome(/force was needed/)
    expect(seeDaemon(daemon.folder)).toEqual([])
    await page.getByText('Try a restart, and watch whether it stays up.').waitFor()
    await page.getByText(/a reboot is recommended/).waitFor()
    await page.goto(`${door.origin}/#/activity`)
    await page
      .getByText(/SIGKILL/)
      .first()
      .waitFor()
  })

  it('is left running when the person leaves it', async () => {
    const daemon = await home.practice(vice)
    await stopByClicks(daemon, 'stop/1/ask/KILL/5')
    await outcome(/has not stopped/)
    await page.getByRole('button', { name: /^Leave it/ }).click()
    await outcome(/left running/)
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe('the force dialog', () => {
  it('sends nothing when it is clicked, cancelled or left by Escape', async () => {
    const daemon = await home.practice('ignores-term')
    await stopByClicks(daemon, 'stop/1/ask/KILL/5')
    await outcome(/has not stopped/)
    const dialog = page.getByRole('alertdialog')
    await page.getByRole('button', { name: /^Force…/ }).click()
    await dialog.getByRole('button', { name: /Hold to force/ }).click()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: /^Force…/ }).click()
    await dialog.getByRole('button', { name: /Cancel/ }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: /^Leave it/ }).click()
    await outcome(/left running/)
    expect(isHere(daemon.pid)).toBe(true)
  })
  it('tells when the process leaves while it is open, and cannot force nobody', async () => {
    const daemon = await home.practice('catches-term')
    await stopByClicks(daemon, 'stop/1/ask/KILL/5')
    await outcome(/has not stopped/)
    await page.getByRole('button', { name: /^Force…/ }).click()
    await page.getByRole('alertdialog').waitFor()
    process.kill(daemon.pid, 'SIGKILL')
    await outcome(/has stopped/)
  })
})

/** What was meant to be sent so far, as the journal has it. */
const intents = async (): Promise<readonly unknown[]> =>
  (await home.quiesce(['journal', '--json'])).lines.filter(({ kind }) => kind === 'intent')

describe('letters', () => {
  it('never send anything by themselves', async () => {
    const daemon = await home.practice('obeys')
    const before = await intents()
    await openRow(daemon)
    for (const key of 'abcdefghijklmnopqrstuvwxyz') {
      await page.keyboard.press(key)
      await page.keyboard.press('Escape')
    }
    expect(await intents()).toEqual(before)
    expect(isHere(daemon.pid)).toBe(true)
  })
})

describe('two windows', () => {
  it('show the same run, and one follows what the other decides', async () => {
    const daemon = await home.practice('ignores-term')
    await stopByClicks(daemon, 'stop/1/ask/KILL/5')
    await outcome(/has not stopped/)
    const second = await Browser.open('dark', chromium)
    try {
      await second.page.goto(door.url)
      await second.page.getByRole('link', { name: /ignores-term/ }).click()
      await second.page.getByRole('heading', { level: 1, name: /has not stopped/ }).waitFor()
      await page.getByRole('button', { name: /^Leave it/ }).click()
      await second.page.getByRole('heading', { level: 1, name: /left running/ }).waitFor()
    } finally {
      await second.close()
    }
  })
})

describe('every view', () => {
  it('is clean for axe, in the light and in the dark', async () => {
    const deaf = await home.practice('ignores-term')
    const forks = await home.practice('forks', '--workers', '6')
    await openRow(forks)
    expect(await violations()).toEqual([])
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /practice forks/ }).waitFor()
    expect(await violations()).toEqual([])
    await page.goto(`${door.origin}/#/practice`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(await violations()).toEqual([])
    await stopByClicks(deaf, 'stop/6/ask/KILL/5')
    await page.getByRole('button', { name: /^Hold/ }).waitFor()
    expect(await violations()).toEqual([])
    await outcome(/has not stopped/)
    expect(await violations()).toEqual([])
    await page.getByRole('button', { name: /^Force…/ }).click()
    await page.getByRole('alertdialog').waitFor()
    expect(await violations()).toEqual([])
    await hold(/Hold to force/)
    await outcome(/force was needed/)
    expect(await violations()).toEqual([])
    await page.goto(`${door.origin}/#/activity`)
    await page
      .getByText(/SIGKILL/)
      .first()
      .waitFor()
    expect(await violations()).toEqual([])
  })
})

/** In the dark nothing but the colours is different. */
async function violations(): Promise<string[]> {
  const axe = new AxeBuilder(page)
  const inLight = await axe.analyze()
  await page.emulateMedia({ colorScheme: 'dark' })
  await page.locator('html[data-mantine-color-scheme=dark]').waitFor({ state: 'attached' })
  const inDark = await axe.analyze(['color-contrast'])
  await page.emulateMedia({ colorScheme: 'light' })
  await page.locator('html[data-mantine-color-scheme=light]').waitFor({ state: 'attached' })
  return [...inLight, ...inDark]
}
