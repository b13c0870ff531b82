import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { trayIconFile, type Panel } from '../../electron/desktop/tray-icon.ts'
import { trayStates } from '../../electron/desktop/tray-state.ts'
import { fillSettings, type Settings } from '../../shared/settings.ts'

const panels: readonly Panel[] = [true, false].flatMap((dark) =>
  [true, false].map((highContrast) => ({ dark, highContrast })),
)
const inks = ['auto', 'light', 'dark', 'colour'] as const
const settingsWith = (
  icon: Settings['tray']['icon'],
  contrast: Settings['window']['contrast'] = 'system',
): Settings => {
  const settings = fillSettings()
  return {
    ...settings,
    tray: { ...settings.tray, icon },
    window: { ...settings.window, contrast },
  }
}

describe('the picture in the panel', () => {
  const cases: [Settings['tray']['icon'], boolean, boolean, string][] = [
    ['auto', true, false, 'light'],
    ['auto', false, false, 'dark'],
    ['light', false, false, 'light'],
    ['dark', true, false, 'dark'],
    ['colour', true, false, 'colour'],
    ['auto', true, true, 'contrast-light'],
    ['auto', false, true, 'contrast-dark'],
    ['light', false, true, 'contrast-light'],
    ['colour', true, true, 'contrast-light'],
    ['colour', false, true, 'contrast-dark'],
  ]
  it.each(cases)('%s, dark %s, high contrast %s: %s', (icon, dark, highContrast, expected) => {
    const file = trayIconFile('asks', settingsWith(icon), { dark, highContrast })
    expect(file).toBe(`tray-asks-${expected}.png`)
  })

  it('more contrast in Quiesce counts as the desktop’s own', () => {
    const panel = { dark: true, highContrast: false }
    const file = trayIconFile('at-rest', settingsWith('auto', 'more'), panel)
    expect(file).toBe('tray-at-rest-contrast-light.png')
  })

  it('is there for each state, ink and panel, also at twice the size', () => {
    const files = trayStates.flatMap((state) =>
      inks.flatMap((ink) => panels.map((panel) => trayIconFile(state, settingsWith(ink), panel))),
    )
    const all = [...new Set(files)].flatMap((file) => [file, file.replace('.png', '@2x.png')])
    expect(all).toHaveLength(4 * 5 * 2)
    const folder = new URL('../../build/icons/tray/', import.meta.url)
    expect(all.filter((file) => !existsSync(new URL(file, folder)))).toEqual([])
  })
})
