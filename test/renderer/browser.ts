/** A real headless Chromium on the window over its fake client. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type BrowserContext, type Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { browserSwitches } from '../e2e/browser-switches.ts'
import { canRun, chromium as found } from '../../build/can-run.mjs'
import type { Asked } from '../fakes/client.ts'

const chromium = process.env.QUIESCE_CHROMIUM ?? found

/** Why there is nothing to click with, or null. Printed, because a silent skip proves nothing. */
export const noBrowser = chromium === null ? canRun.chromium.missing : null
if (noBrowser !== null) console.log(`Not run here: the window in a browser. ${noBrowser}.`)

export interface View {
  readonly page: Page
  /** What went wrong in the page: errors, refused resources, violations of the policy. */
  readonly troubles: string[]
  /** What the window asked the engine so far, by name. */
  readonly asked: (name: string) => Promise<Asked['input'][]>
}

export interface Stage {
  /** Opens an address like `?scene=everyday#/services`, for this test, on a page that no other uses meanwhile. */
  readonly open: (address: string, look?: Look) => Promise<View>
  readonly close: () => Promise<void>
}

export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce'
  readonly width?: number
  readonly height?: number
  /** It stays after the test, until the stage is closed: for `window.scene.play()`. */
  readonly stays?: boolean
}

/** A page that shows one scene after the other: to load it takes a second, to play another does not. */
interface Shown {
  readonly page: Page
  troubles: string[]
  isFree: boolean
}

async function openPage(context: BrowserContext): Promise<Shown> {
  const page = await context.newPage()
  const shown: Shown = { page, troubles: [], isFree: true }
  page.on('pageerror', (error) => shown.troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon'))
      shown.troubles.push(message.text())
  })
  return shown
}

/** As if it had just been opened: nothing of the test before, and the pointer nowhere. */
async function show({ page }: Shown, address: string, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width ?? 1280, height: look.height ?? 800 })
  await page.emulateMedia({
    colorScheme: look.colorScheme ?? 'light',
    contrast: 'no-preference',
    forcedColors: 'none',
    reducedMotion: look.reducedMotion ?? 'no-preference',
  })
  const { origin } = new URL(address)
  if (new URL(page.url()).origin === origin) {
    await page.mouse.move(-1, -1)
    await page.evaluate((to) => {
      window.scene.play(to)
    }, address.slice(origin.length))
    await page.locator(`html[data-mantine-color-scheme=${look.colorScheme ?? 'light'}]`).waitFor({
      state: 'attached',
    })
  } else {
    await page.goto(address)
  }
  await page.waitForFunction(() => window.scene.store.getState().connection === 'connected')
}

const askedOf =
  ({ page }: Shown): View['asked'] =>
  (name) =>
    page.evaluate(
      (wanted) =>
        window.scene.client.asked.filter((one) => one.name === wanted).map((one) => one.input),
      name,
    )

/** Starts a browser before the page that scene-site.ts serves; a fresh user-data folder each time. */
export async function openStage(): Promise<Stage> {
  const origin = inject('sceneOrigin')
  // Whoever asks first waits for the build, which takes longer than a page may.
  const first = await fetch(origin)
  if (!first.ok) throw new Error(await first.text())
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-chromium-'))
  const context = await playwright.launchPersistentContext(folder, {
    executablePath: chromium ?? '',
    args: [...browserSwitches],
    headless: true,
  })
  const pages: Shown[] = []
  const open = async (address: string, look: Look = {}): Promise<View> => {
    const found = pages.find(({ isFree }) => isFree) ?? (await openPage(context))
    if (!pages.includes(found)) pages.push(found)
    found.isFree = false
    found.troubles = []
    // What it shows goes on, as nobody else is there to be slowed down by it.
    if (look.stays !== true) onTestFinished(() => void (found.isFree = true))
    await show(found, `${origin}/${address}`, look)
    return { page: found.page, troubles: found.troubles, asked: askedOf(found) }
  }
  return {
    open,
    close: async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
