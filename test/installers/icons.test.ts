import { readFileSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { iconSizes, listPictures } from '../../build/icons/draw-icons.mjs'
import { drawTrayIcon, trayInks, trayStates } from '../../build/icons/tray-marks.mjs'

const folder = resolve(import.meta.dirname, '../../build/icons')
const pictures = listPictures()

/** Width and height in the first chunk of a PNG (RFC 2083, 4.1.1). */
function sizeOf(path: string): [number, number] {
  const bytes = readFileSync(join(folder, path))
  expect(bytes.toString('latin1', 1, 4)).toBe('PNG')
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
}

describe('the pictures', () => {
  it.each(pictures)('are as large as their names say: $path', ({ path, size }) => {
    expect(sizeOf(path)).toEqual([size, size])
  })

  it('are all drawn by the script, and nothing else is there', () => {
    const there = ['app', 'tray'].flatMap((part) =>
      readdirSync(join(folder, part)).map((name) => `${part}/${name}`),
    )
    expect(there.toSorted()).toEqual(pictures.map(({ path }) => path).toSorted())
  })

  it('have every size that a desktop asks for', () => {
    expect(iconSizes).toEqual(expect.arrayContaining([16, 24, 32, 48, 64, 128, 256, 512]))
  })
})

describe('what the tray shows', () => {
  it('has a shape of its own for each state, whatever the colour', () => {
    for (const ink of trayInks) {
      const bytes = trayStates.map((state) =>
        readFileSync(join(folder, `tray/tray-${state}-${ink}.png`)).toString('base64'),
      )
      expect(new Set(bytes).size).toBe(trayStates.length)
    }
  })

  it.each(['light', 'dark', 'contrast-light', 'contrast-dark'])('is of one ink: %s', (ink) => {
    for (const state of trayStates) {
      const colours = new Set(drawTrayIcon(state, ink).match(/#[0-9a-f]{6}/g))
      expect(colours.size).toBe(1)
    }
  })

  it.each([
    ['contrast-light', '#ffffff'],
    ['contrast-dark', '#000000'],
  ])('is pure where contrast is asked for: %s', (ink, colour) => {
    expect(drawTrayIcon('at-rest', ink)).toContain(`fill="${colour}"`)
  })

  it('can be told from its tile by everybody: 4.5 to 1 at least', () => {
    for (const state of trayStates) {
      const [tile = ''] = drawTrayIcon(state, 'colour').match(/#[0-9a-f]{6}/) ?? []
      expect(contrast(tile, '#ffffff')).toBeGreaterThan(4.5)
    }
  })
})

/** WCAG 2.2. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
