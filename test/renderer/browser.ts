/** A real headless Chromium on the window over its fake client. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium as playwright, type BrowserContext, type Page } from 'playwright-core'
import { browserSwitches } from '../e2e/browser-switches.ts'
import { canRun, chromium as found } from '../../build/can-run.mjs'
import type { Asked } from '../fakes/client.ts'
import { buildScenePage, serveScenePage } from './serve.ts'

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
  /** Opens an address like `?scene=everyday#/services` on a page of its own. */
  readonly open: (address: string, look?: Look) => Promise<View>
  readonly close: () => Promise<void>
}

export interface Look {
  readonly colorScheme?: 'light' | 'dark'
  readonly reducedMotion?: 'reduce'
  readonly width?: number
  readonly height?: number
}

async function openView(context: BrowserContext, address: string, look: Look): Promise<View> {
  const page = await context.newPage()
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

/** Builds, serves and starts everything; a fresh user-data folder each time. */
export async function openStage(): Promise<Stage> {
  await buildScenePage()
  const site = await serveScenePage()
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-chromium-'))
  const context = await playwright.launchPersistentContext(folder, {
    executablePath: chromium ?? '',
    args: [...browserSwitches],
    headless: true,
  })
  return {
    open: (address, look = {}) => openView(context, `${site.origin}/${address}`, look),
    close: async () => {
      await context.close()
      await site.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
