import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  contrasted,
  contrastSheet,
  galleryReadme,
  sheetOf,
  sheets,
  sortOntoSheets,
} from './gallery-sheets.ts'
import { galleryViews } from './gallery-views.ts'

const folder = join(import.meta.dirname, '../../../docs/gallery')
const names = galleryViews.map(([name]) => name)

describe('a view of the gallery', () => {
  it.each([
    ['services, thousand', '01-services'],
    ['service', '02-service'],
    ['service, edited', '12-editors'],
    ['unit', '03-unit'],
    ['unit run, held', '05-run'],
    ['unit run, asking', '06-asking'],
    ['run, found', '06-asking'],
    ['unit run, after a timeout', '07-after'],
    ['something new', '13-over'],
  ])('stands on the sheet with the longest beginning of its name: %s on %s', (view, file) => {
    expect(sheetOf(view).file).toBe(file)
  })

  it('has a name of its own', () => {
    expect(new Set(names).size).toBe(names.length)
  })

  it('stands on one sheet', () => {
    const sorted = sortOntoSheets(galleryViews).flatMap((one) => one.views.map(([name]) => name))
    expect(sorted.toSorted()).toEqual(names.toSorted())
  })
})

describe('the gallery', () => {
  it('contrasts only views that there are', () => {
    expect(contrasted.filter((name) => !names.includes(name))).toEqual([])
  })

  it('leaves out a sheet without a view', () => {
    expect(sortOntoSheets([['unit, log']]).map((one) => one.sheet.file)).toEqual(['03-unit'])
  })

  it('has a picture of each sheet, and no other', () => {
    const pictures = readdirSync(folder).filter((file) => file.endsWith('.webp'))
    expect(pictures).toEqual([...sheets, contrastSheet].map(({ file }) => `${file}.webp`))
  })

  it('is listed with a sentence for each sheet', () => {
    const page = readFileSync(join(folder, 'README.md'), 'utf8')
    const said = galleryReadme(names)
    for (const { file, says } of [...sheets, contrastSheet]) {
      expect(said).toContain(`](${file}.webp)`)
      expect(page).toContain(says)
      expect(page).toContain(`](${file}.webp)`)
    }
  })

  it('stays small enough for a clone', () => {
    const sizes = readdirSync(folder).map((file) => readFileSync(join(folder, file)).length)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(5_000_000)
  })
})
