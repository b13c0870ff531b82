/** A real headless Chromium on the window over its fake client. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type BrowserContext, type Page } from 'playwright-core'
import { inject, onTestFinished } from 'vitest'
import { browserSwitches } from '../e2e/browser-switches.ts'
import { canRun, chromium as found } from '../../build/can-run.mjs'
import type { Asked } from '../fakes/client.ts'
import { writeStepAside } from './step-aside.ts'

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
  /** Opens an address like `?scene=everyday#/services` on a page of its own, for this test. */
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

async function openView(context: BrowserContext, address: string, look: Look): Promise<View> {
  const page = await context.newPage()
  // Its clocks would go on and slow down the tests after this one.
  if (look.stays !== true) onTestFinished(() => page.close())
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon'))
      troubles.push(message.text())
  })
  await page.setViewportSize({ width: look.width ?? 1280, height: look.height ?? 800 })
  await page.emulateMedia({
    colorScheme: look.colorScheme ?? 'light',
    reducedMotion: look.reducedMotion ?? 'no-preference',
  })
  await page.goto(address)
  await page.waitForFunction(() => window.scene.store.getState().connection === 'connected')
  const asked = (name: string): Promise<Asked['input'][]> =>
    page.evaluate(
      (wanted) =>
        window.scene.client.asked.filter((one) => one.name === wanted).map((one) => one.input),
      name,
    )
  return { page, troubles, asked }
}

/** Starts a browser before the page that scene-site.ts serves; a fresh user-data folder each time. */
export async function openStage(): Promise<Stage> {
  const origin = inject('sceneOrigin')
  // Whoever asks first waits for the build, which takes longer than a page may.
  const first = await fetch(origin)
  if (!first.ok) throw new Error(await first.text())
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-chromium-'))
  const context = await playwright.launchPersistentContext(folder, {
    executablePath: writeStepAside(folder, chromium ?? ''),
    args: [...browserSwitches],
    headless: true,
  })
  return {
    open: (address, look = {}) => openView(context, `${origin}/${address}`, look),
    close: async () => {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
