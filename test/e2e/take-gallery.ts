/**
 * Takes pictures of every view and state over its fake client, for people to look at. No test.
 *
 *   node test/e2e/take-gallery.ts FOLDER [WORD…]           each picture as a PNG
 *   node test/e2e/take-gallery.ts --sheets FOLDER [WORD…]  many on a sheet, as docs/gallery has them
 *
 * Words choose the views (of sheets: the sheets) whose name has one of them.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium as playwright, type Browser, type Page } from 'playwright-core'
import { chromium } from '../../build/can-run.mjs'
import { serveScenePage } from '../renderer/serve.ts'
import {
  contrasted,
  contrastSheet,
  galleryReadme,
  sortOntoSheets,
} from '../renderer/window/gallery-sheets.ts'
import { galleryViews } from '../renderer/window/gallery-views.ts'
import { browserSwitches } from './browser-switches.ts'
import { openGallery, takePictures, type Look } from './gallery-pictures.ts'
import { composeSheet } from './gallery-sheet.ts'

const args = process.argv.slice(2)
const asSheets = args[0] === '--sheets'
const [folder, ...words] = asSheets ? args.slice(1) : args
const usage = 'usage: node test/e2e/take-gallery.ts [--sheets] FOLDER [WORD…]'
if (folder === undefined) throw new Error(usage)
if (chromium === null) throw new Error('There is no Chromium here.')

const isChosen = (name: string): boolean =>
  words.length === 0 || words.some((word) => name.includes(word))

const looks: Readonly<Record<string, Look>> = {
  'wide-light': { width: 1280, scheme: 'light' },
  'wide-dark': { width: 1280, scheme: 'dark' },
  'narrow-light': { width: 420, scheme: 'light' },
  'narrow-dark': { width: 420, scheme: 'dark' },
  'forced-colours': { width: 1280, scheme: 'light', contrast: 'forced' },
  'more-contrast-light': { width: 1280, scheme: 'light', contrast: 'more' },
  'more-contrast-dark': { width: 1280, scheme: 'dark', contrast: 'more' },
}

const looksNamed = (names: readonly string[]): readonly Look[] =>
  names.flatMap((name) => looks[name] ?? [])

/** What a sheet shows of a view, and how large. */
const plain = { looks: ['wide-light', 'wide-dark', 'narrow-light'], scales: [0.6, 0.5, 0.5] }
const sharp = {
  looks: ['forced-colours', 'more-contrast-light', 'more-contrast-dark'],
  scales: [0.5, 0.5, 0.5],
}

async function takeEach(page: Page, to: string): Promise<void> {
  for (const view of galleryViews.filter(([name]) => isChosen(name))) {
    const [name] = view
    const names = Object.keys(looks)
    const pictures = await takePictures(page, view, looksNamed(names))
    const file = name.replaceAll(', ', '-').replaceAll(' ', '-')
    for (const [at, png] of pictures.entries()) {
      writeFileSync(join(to, `${file}-${names[at] ?? at}.png`), png)
    }
    console.log(name)
  }
}

async function takeSheets(browser: Browser, page: Page, to: string): Promise<void> {
  const all = [
    ...sortOntoSheets(galleryViews).map((one) => ({ ...one, shown: plain })),
    {
      sheet: contrastSheet,
      views: galleryViews.filter(([name]) => contrasted.includes(name)),
      shown: sharp,
    },
  ]
  for (const { sheet, views, shown } of all.filter((one) => isChosen(one.sheet.file))) {
    const rows = []
    for (const view of views) {
      rows.push({
        name: view[0],
        pictures: await takePictures(page, view, looksNamed(shown.looks)),
      })
    }
    const picture = await composeSheet(browser, rows, shown.scales)
    writeFileSync(join(to, `${sheet.file}.webp`), picture)
    console.log(`${sheet.file}: ${views.length} views, ${Math.round(picture.length / 1000)} kB`)
  }
  writeFileSync(join(to, 'README.md'), galleryReadme(galleryViews.map(([name]) => name)))
}

mkdirSync(folder, { recursive: true })
const site = await serveScenePage()
// Whoever asks first waits for the build, which takes longer than a page may.
await fetch(site.origin)
const browser = await playwright.launch({ executablePath: chromium, args: [...browserSwitches] })
const page = await openGallery(browser, site.origin)
await (asSheets ? takeSheets(browser, page, folder) : takeEach(page, folder))
await browser.close()
await site.close()
