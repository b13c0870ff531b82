/** What every spec of the desktop begins with: a Chromium for the file, a home for each test. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { canRun } from '../../build/can-run.mjs'
import type { RequestInput, RequestName, RequestOutputs } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import type { Run } from '../../shared/run.ts'
import { startChromium, type Chromium } from '../e2e/browser.ts'
import { Home } from '../live/quiesce.ts'
import type { DesktopDriver } from './driver.ts'
import { ElectronDriver } from './electron-driver.ts'
import { StandInDriver, type StartOptions } from './standin-driver.ts'

/** Which of the two runs the specs; `npm run test:desktop` decides. */
export const driverKind = process.env['QUIESCE_DESKTOP'] === 'electron' ? 'electron' : 'stand-in'

export interface Desktops {
  /** The home of the test that runs. */
  readonly home: () => Home
  readonly start: (how?: StartOptions) => Promise<DesktopDriver>
  /** For what can only be asked of the stand-in. */
  readonly startStandIn: (how?: StartOptions) => Promise<StandInDriver>
}

/** Desktops end with their test, and a window that complained fails it. */
export function useDesktop(more: NodeJS.ProcessEnv = {}): Desktops {
  let chromium: Chromium | null = null
  let home: Home | null = null
  let running: DesktopDriver[] = []
  beforeAll(async () => {
    if (canRun.chromium.here) chromium = await startChromium()
  })
  afterAll(() => chromium?.end())
  beforeEach(({ skip }) => {
    if (!canRun.chromium.here) skip(canRun.chromium.missing)
    if (!canRun.native.here) skip(canRun.native.missing)
    home = new Home(more)
  })
  afterEach(async () => {
    await Promise.all(running.map((desktop) => desktop.close()))
    running = []
    home?.close()
  })
  const homeHere = (): Home => {
    if (home === null) throw new Error('no test runs')
    return home
  }
  const keep = <T extends DesktopDriver>(desktop: T): T => {
    running.push(desktop)
    return desktop
  }
  const startStandIn = async (how: StartOptions = {}): Promise<StandInDriver> => {
    if (chromium === null) throw new Error('no Chromium')
    return keep(await StandInDriver.start(chromium.browser, homeHere(), how))
  }
  return {
    home: homeHere,
    startStandIn,
    start: async (how = {}) =>
      driverKind === 'electron'
        ? keep(await ElectronDriver.start(homeHere(), how))
        : startStandIn(how),
  }
}

/** Writes the person's configuration; as root it may be nobody else's to write. */
export function configure(home: Home, text: string): void {
  const folder = join(home.folder, 'config/quiesce')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(join(folder, 'services.yaml'), text, { mode: 0o600 })
}

/** How often something was about to be sent, by the journal. */
export const intents = (home: Home): number =>
  journal(home).filter((line) => line.includes('"kind":"intent"')).length

/** Lines of the journal's files. */
export function journal(home: Home): readonly string[] {
  const folder = join(home.folder, 'state/quiesce/journal')
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
}

/** What the preload gives the page. */
export interface Bridged {
  readonly quiesce: {
    readonly request: (name: unknown, input: unknown) => Promise<unknown>
    readonly subscribe: (listener: (event: unknown) => void) => () => void
  }
}

/** Asks the engine through the page's own bridge, as the window does. */
export async function ask<K extends RequestName>(
  page: Page,
  name: K,
  input: RequestInput<K>,
): Promise<RequestOutputs[K]> {
  const answer = (await page.evaluate(
    ([wanted, given]) => (window as unknown as Bridged).quiesce.request(wanted, given),
    [name, input] as unknown[],
  )) as Result<RequestOutputs[K]>
  if (!answer.ok) throw new Error(`${name}: ${answer.error.message}`)
  return answer.value
}

export const phaseOf = async (page: Page, run: string): Promise<Run['phase']> =>
  (await ask(page, 'run.get', { run })).run.phase

/** Waits until what came of its first signal is known: that is written down first, and disks are busy. */
export const sentFirst = (page: Page, run: string): Promise<void> =>
  until(async () => (await phaseOf(page, run)).kind).not.toBe('stopping')

/** Waits until the window's heading says this. */
export const heading = (page: Page, words: RegExp): Promise<void> =>
  page.getByRole('heading', { level: 1, name: words }).waitFor()

/** Polls often: what is waited for comes within milliseconds, mostly. */
export const until = <T>(look: () => Promise<T> | T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(look, { timeout: 30_000, interval: 50 })

/** Labels of the tray's menu, separators apart. */
export async function trayLines(desktop: DesktopDriver): Promise<readonly string[]> {
  const tray = await desktop.tray()
  return (tray?.menu ?? []).filter(({ type }) => type !== 'separator').map(({ label }) => label)
}

/** Labels of a submenu that can be chosen now. */
export async function choices(desktop: DesktopDriver, of: string): Promise<readonly string[]> {
  const tray = await desktop.tray()
  const found = tray?.menu.find(({ label }) => label.startsWith(of))
  const shown = (found?.submenu ?? []).filter(
    ({ type, enabled }) => enabled && type !== 'separator',
  )
  return shown.map(({ label }) => label)
}
