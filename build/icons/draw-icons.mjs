/**
 * Draws every PNG beside this file from its SVG: `node build/icons/draw-icons.mjs [FOLDER]`. The
 * PNGs are in the repository, so that nobody needs librsvg to build; test/installers/icons.test.ts
 * draws them again and compares.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawTrayIcon, trayInks, trayStates } from './tray-marks.mjs'

const here = import.meta.dirname

/** Sizes of the icon theme (hicolor) that desktops ask for, in pixels. */
export const iconSizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]

/** Below 32 pixels the tile's trail and light are dirt, so a simpler drawing stands in. */
const smallest = 32

/** Every picture: its path below the folder, its SVG and its width. */
export function listPictures() {
  const app = iconSizes.map((size) => ({
    path: `app/${size}x${size}.png`,
    svg: readFileSync(join(here, size < smallest ? 'quiesce-small.svg' : 'quiesce.svg'), 'utf8'),
    size,
  }))
  const tray = trayStates.flatMap((state) =>
    trayInks.flatMap((ink) =>
      [1, 1.5, 2].map((scale) => ({
        path: `tray/tray-${state}-${ink}${scale === 1 ? '' : `@${scale}x`}.png`,
        svg: drawTrayIcon(state, ink),
        size: 22 * scale,
      })),
    ),
  )
  return [...app, ...tray]
}

/** Draws all of them; throws what librsvg says against a drawing. @param {string} folder */
export function drawIcons(folder) {
  for (const part of ['app', 'tray']) mkdirSync(join(folder, part), { recursive: true })
  for (const { path, svg, size } of listPictures()) {
    const args = ['--width', String(size), '--output', join(folder, path)]
    const { status, stderr, error } = spawnSync('rsvg-convert', args, {
      input: svg,
      encoding: 'utf8',
    })
    if (error) throw new Error('No rsvg-convert. apt install librsvg2-bin', { cause: error })
    if (status !== 0) throw new Error(`${path}: ${stderr}`)
  }
}

if (process.argv[1] === import.meta.filename) drawIcons(process.argv[2] ?? here)
