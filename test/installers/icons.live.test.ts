/** The pictures in the repository are what the script draws now. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { drawIcons, listPictures } from '../../build/icons/draw-icons.mjs'

/** Debian 12's; another one may smooth edges in another way. */
const drawnWith = 'rsvg-convert version 2.54.7'

it('is drawn from the sources as they are', ({ skip }) => {
  const { stdout } = spawnSync('rsvg-convert', ['--version'], { encoding: 'utf8' })
  // Without the program there is no output at all, whatever the types say.
  const version = (stdout as string | null) ?? ''
  if (!version.startsWith(drawnWith)) return skip(`No ${drawnWith}. apt install librsvg2-bin`)
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-icons-'))
  try {
    drawIcons(folder)
    const icons = resolve(import.meta.dirname, '../../build/icons')
    const changed = listPictures().filter(
      ({ path }) => !readFileSync(join(folder, path)).equals(readFileSync(join(icons, path))),
    )
    expect(changed.map(({ path }) => path)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
