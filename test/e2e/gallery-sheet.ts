/** One picture of many: each view a row with its name, its looks side by side. */
import type { Browser } from 'playwright-core'

export interface SheetRow {
  readonly name: string
  readonly pictures: readonly Buffer[]
}

/** Of a WebP, from 0 to 100: words can still be read, and all sheets weigh some megabytes. */
const quality = 24

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function rowHtml({ name, pictures }: SheetRow, scales: readonly number[]): string {
  const images = pictures.map((png, at) => {
    const width = Math.round(png.readUInt32BE(16) * (scales[at] ?? 1))
    return `<img alt="" width="${width}" src="data:image/png;base64,${png.toString('base64')}">`
  })
  return `<h2>${escapeHtml(name)}</h2><div>${images.join('')}</div>`
}

const style = `
  body { margin: 0; padding: 16px; width: max-content; background: #8a9490; }
  h2 { margin: 14px 0 6px; font: 600 15px sans-serif; color: #0b0f0e; }
  h2:first-child { margin-top: 0; }
  div { display: flex; gap: 10px; align-items: start; }
  img { display: block; }`

/** Composes the rows into one WebP. `scales`: how large each look is shown. */
export async function composeSheet(
  browser: Browser,
  rows: readonly SheetRow[],
  scales: readonly number[],
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 2000, height: 800 } })
  const parts = rows.map((row) => rowHtml(row, scales))
  await page.setContent(`<style>${style}</style>${parts.join('')}`)
  const size = await page.evaluate(async () => {
    await Promise.all([...document.images].map((image) => image.decode()))
    const { scrollWidth: width, scrollHeight: height } = document.body
    return { width, height }
  })
  // Playwright itself takes no WebP.
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp',
    quality,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, ...size, scale: 1 },
  })
  await page.close()
  return Buffer.from(data, 'base64')
}
