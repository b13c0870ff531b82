/** What the machine and the desktop tell: sleep, theme, screen. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { Appearance } from './tables.ts'

/** Sleep and wake; the events come from tests. */
export class StandInPowerMonitor
  extends EventEmitter
  implements Pick<Electron.PowerMonitor, 'getSystemIdleTime' | 'isOnBatteryPower'>
{
  readonly onBatteryPower = false
  getSystemIdleTime = (): number => 0
  getSystemIdleState = (): 'active' => 'active'
  isOnBatteryPower = (): boolean => false
}
export const powerMonitor = new StandInPowerMonitor()

type ThemePart = Pick<
  Electron.NativeTheme,
  'shouldUseDarkColors' | 'shouldUseHighContrastColors' | 'inForcedColorsMode' | 'themeSource'
>

/** The desktop's look, and what the application asks of it. */
export class StandInTheme extends EventEmitter implements ThemePart {
  #system: Appearance = { dark: false, forcedColors: false }
  #source: ThemePart['themeSource'] = 'system'
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#system.dark : this.#source === 'dark'
  }
  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#system.dark
  }
  get shouldUseHighContrastColors(): boolean {
    return this.#system.forcedColors
  }
  get inForcedColorsMode(): boolean {
    return this.#system.forcedColors
  }
  get themeSource(): ThemePart['themeSource'] {
    return this.#source
  }
  set themeSource(source: ThemePart['themeSource']) {
    const before = this.shouldUseDarkColors
    this.#source = source
    if (this.shouldUseDarkColors !== before) this.emit('updated')
  }
  /** The desktop changed. */
  become(look: Appearance): void {
    this.#system = look
    this.emit('updated')
  }
  /** What a page is to see. */
  now(): Appearance {
    return { dark: this.shouldUseDarkColors, forcedColors: this.#system.forcedColors }
  }
}
export const nativeTheme = new StandInTheme()

export const powerSaveBlocker = {
  start: (): number => 1,
  stop: (): boolean => true,
  isStarted: (): boolean => true,
} satisfies Pick<Electron.PowerSaveBlocker, 'start' | 'stop' | 'isStarted'>

const area = { x: 0, y: 0, width: 1920, height: 1080 }
const display = {
  id: 1,
  bounds: area,
  workArea: area,
  workAreaSize: area,
  size: area,
  scaleFactor: 1,
}
/** One screen. */
export class StandInScreen extends EventEmitter {
  getPrimaryDisplay = (): Partial<Electron.Display> => display
  getAllDisplays = (): Partial<Electron.Display>[] => [display]
  getDisplayMatching = (): Partial<Electron.Display> => display
  getDisplayNearestPoint = (): Partial<Electron.Display> => display
  getCursorScreenPoint = (): Electron.Point => ({ x: 0, y: 0 })
}
export const screen = new StandInScreen()

/** Addresses and files that were handed to the desktop. */
export const opened: string[] = []
export const shell = {
  openExternal(url: string): Promise<void> {
    opened.push(url)
    return Promise.resolve()
  },
  openPath(path: string): Promise<string> {
    opened.push(path)
    return Promise.resolve('')
  },
  showItemInFolder(path: string): void {
    opened.push(path)
  },
  beep: (): void => {},
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder' | 'beep'>
