/** Pictures of the scene page's views, each the same whenever it is taken. */
import type { Browser, Page } from 'playwright-core'
import type { galleryViews } from '../renderer/window/gallery-views.ts'

type View = (typeof galleryViews)[number]

/** How a picture is taken. `forced` are the system's own few colours. */
export interface Look {
  readonly width: number
  readonly scheme: 'light' | 'dark'
  readonly contrast?: 'more' | 'forced'
}

const height = 800

/** The clock stands still, so that no second of it is in a picture by chance. */
const moment = new Date('2026-03-22T03:12:34Z')

/** A page of the scenes, for all pictures. */
export async function openGallery(browser: Browser, origin: string): Promise<Page> {
  const page = await browser.newPage({
    viewport: { width: 1280, height },
    reducedMotion: 'reduce',
    timezoneId: 'UTC',
    locale: 'en-GB',
  })
  await page.clock.setFixedTime(moment)
  await page.goto(`${origin}/?scene=quiet#/services`)
  await page.locator('h1').first().waitFor()
  return page
}

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

async function setLook(page: Page, look: Look): Promise<void> {
  await page.setViewportSize({ width: look.width, height })
  await page.emulateMedia({
    colorScheme: look.scheme,
    contrast: look.contrast === 'more' ? 'more' : 'no-preference',
    forcedColors: look.contrast === 'forced' ? 'active' : 'none',
  })
  await page.mouse.move(2, 2)
  await settle(page)
}

/** Opens a view, wide and light, and takes a PNG of it with each look. */
export async function takePictures(
  page: Page,
  [, address, act]: View,
  looks: readonly Look[],
): Promise<readonly Buffer[]> {
  await setLook(page, { width: 1280, scheme: 'light' })
  await page.evaluate((to) => {
    window.scene.play(`/${to}`)
  }, address)
  await page.waitForFunction(() => window.scene.store.getState().connection === 'connected')
  await page.locator('h1').first().waitFor()
  await act(page)
  const pictures: Buffer[] = []
  for (const look of looks) {
    await setLook(page, look)
    pictures.push(await page.screenshot())
  }
  return pictures
}
