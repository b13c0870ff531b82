/**
 * Takes pictures of every view and state over its fake client, for people to look at:
 * `node test/e2e/take-gallery.ts FOLDER [WORD…]`. Words choose the pictures whose name has one of
 * them. No test. One browser and one page; each address is looked at wide and narrow, in the light
 * and in the dark.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright, type Page } from 'playwright-core'
import { chromium } from '../../build/can-run.mjs'
import { serveScenePage } from '../renderer/serve.ts'
import { galleryViews } from '../renderer/window/gallery-views.ts'
import { browserSwitches } from './browser-switches.ts'

const [folder, ...words] = process.argv.slice(2)
if (folder === undefined) throw new Error('usage: node test/e2e/take-gallery.ts FOLDER [WORD…]')
if (chromium === null) throw new Error('There is no Chromium here.')
mkdirSync(folder, { recursive: true })

const sizes = { wide: { width: 1280, height: 800 }, narrow: { width: 420, height: 800 } } as const

/** Waits until nothing moves, so that no picture is half way. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready
    for (let frame = 0; frame < 2; frame += 1) {
      await new Promise((drawn) => requestAnimationFrame(drawn))
    }
  })
  await page.waitForFunction(() =>
    document.getAnimations().every((one) => one.playState !== 'running'),
  )
}

const site = await serveScenePage()
const browser = await playwright.launch({ executablePath: chromium, args: [...browserSwitches] })
const page = await browser.newPage({ viewport: sizes.wide, reducedMotion: 'reduce' })
const chosen = galleryViews.filter(
  ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
)
for (const [name, address, act] of chosen) {
  await page.setViewportSize(sizes.wide)
  await page.emulateMedia({ colorScheme: 'light' })
  // A change behind the # alone would keep what the last picture left open.
  await page.goto('about:blank')
  await page.goto(`${site.origin}/${address}`)
  await page.locator('h1').first().waitFor()
  await act(page)
  const file = name.replaceAll(', ', '-').replaceAll(' ', '-')
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      await settle(page)
      await page.screenshot({ path: join(folder, `${file}-${size}-${colorScheme}.png`) })
    }
  }
  console.log(name)
}
await browser.close()
await site.close()
