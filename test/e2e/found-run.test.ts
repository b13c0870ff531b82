/** Runs that this Quiesce did not begin: left by a crash, or under way in another one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { canRun } from '../../build/can-run.mjs'
import { isHere } from '../live/proc.ts'
import { endOf, Home, type Daemon } from '../live/quiesce.ts'
import { Browser, startConsole, stopConsole, type ConsoleDoor } from './browser.ts'

let home: Home
let browser: Browser
let page: Page
let daemon: Daemon

beforeEach(async ({ skip }) => {
  if (!canRun.chromium.here) skip(canRun.chromium.missing)
  home = new Home()
  browser = await Browser.open()
  page = browser.page
  daemon = await home.practice('ignores-term')
})
afterEach(async () => {
  if (!canRun.chromium.here) return
  await browser.close()
  home.close()
})

const title = (words: RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: words }).waitFor()

async function stopByClicks(door: ConsoleDoor, schedule: string): Promise<void> {
  await page.goto(door.url)
  await page.getByRole('row', { name: new RegExp(`\\b${daemon.pid}\\b`) }).click()
  await page.keyboard.press('s')
  await page.getByRole('dialog').getByLabel('Schedule').fill(schedule)
  await page.getByRole('button', { name: /Stop now/ }).click()
  await title(/Stopping/)
}

const intents = async (): Promise<number> => {
  const journal = await home.quiesce(['journal', '--json'])
  return journal.out.split('\n').filter((line) => line.includes('"kind":"intent"')).length
}

describe('a run whose Quiesce was killed', () => {
  it('is found by the next one, sends nothing, and goes on when a person resumes it', async () => {
    const first = await startConsole(home)
    await stopByClicks(first, 'stop/600/ask/KILL/5')
    const ended = endOf(first.child)
    first.child.kill('SIGKILL')
    await ended
    await page.getByText(/Quiesce is not answering/).waitFor()
    const before = await intents()

    const second = await startConsole(home)
    try {
      await page.goto(second.url)
      await page.reload()
      await page.getByRole('link', { name: /ignores-term/ }).click()
      await page
        .getByText(/went down/)
        .first()
        .waitFor()
      expect(await intents()).toBe(before)
      await page.getByRole('button', { name: /^Resume/ }).click()
      await title(/Stopping/)
      expect(await intents()).toBe(before)
      await page.getByRole('button', { name: /^Leave it/ }).click()
      await title(/left running/)
      expect(isHere(daemon.pid)).toBe(true)
    } finally {
      await stopConsole(second)
    }
  })
})

describe('a run of another Quiesce', () => {
  it('is shown as it moves, with whose it is, and cannot be decided here', async () => {
    const door = await startConsole(home)
    try {
      await page.goto(door.url)
      await page.getByRole('row', { name: new RegExp(`\\b${daemon.pid}\\b`) }).waitFor()
      const other = home.spawn([
        'stop',
        `pid:${daemon.pid}`,
        '--schedule',
        'stop/600/ask',
        '--json',
      ])
      const ended = endOf(other)
      await page.getByRole('link', { name: /ignores-term/ }).click()
      await title(/Stopping/)
      for (const name of [/^Force…/, /^Leave it/, /^Extend/]) {
        expect(await page.getByRole('button', { name }).isDisabled()).toBe(true)
      }
      await page
        .getByText(new RegExp(`\\b${other.pid ?? 0}\\b`))
        .first()
        .waitFor()
      other.kill('SIGTERM')
      await ended
      await title(/interrupted/)
    } finally {
      await stopConsole(door)
    }
  })
})
