/** Which picture stands in the panel. */
import type { Settings } from '../../shared/settings.ts'
import type { TrayState } from './tray-state.ts'

/** What is known of the panel: nobody tells its colour, so the desktop's own stands for it. */
export interface Panel {
  readonly dark: boolean
  readonly highContrast: boolean
}

/**
 * Name of the file, without its folder. `light` is light ink, for a dark panel. High contrast, asked
 * for by the desktop or in Quiesce, goes before a colour: it is pure black or white.
 */
export function trayIconFile(
  state: TrayState,
  { tray, window }: Pick<Settings, 'tray' | 'window'>,
  panel: Panel,
): string {
  const ink = inkOf(tray.icon, panel)
  const contrast = panel.highContrast || window.contrast === 'more'
  if (!contrast) return `tray-${state}-${ink}.png`
  return `tray-${state}-contrast-${ink === 'colour' ? byPanel(panel) : ink}.png`
}

const byPanel = ({ dark }: Panel): 'light' | 'dark' => (dark ? 'light' : 'dark')

/** `light` and `dark` name the ink that somebody chose; `auto` goes by the desktop. */
const inkOf = (chosen: Settings['tray']['icon'], panel: Panel): 'light' | 'dark' | 'colour' =>
  chosen === 'auto' ? byPanel(panel) : chosen
