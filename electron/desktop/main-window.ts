/** The one window, as the rest of the desktop uses it: where it is, and bringing it to the front. */
import { addressOf, readPlace, type Place } from './place.ts'

/** Electron's `BrowserWindow`, as far as it is used here. */
export interface NativeWindow {
  isDestroyed(): boolean
  isFocused(): boolean
  isMinimized(): boolean
  isVisible(): boolean
  restore(): void
  show(): void
  hide(): void
  focus(): void
  loadURL(address: string): Promise<void>
  readonly webContents: { getURL(): string; isDestroyed(): boolean }
}

export class MainWindow {
  readonly #window: NativeWindow
  readonly #report: (sentence: string) => void
  /** The page as it loads for the first time: going elsewhere before would break that off. */
  #loaded: Promise<void> = Promise.resolve()

  constructor(window: NativeWindow, report: (sentence: string) => void) {
    this.#window = window
    this.#report = report
  }

  get isVisible(): boolean {
    return !this.#window.isDestroyed() && this.#window.isVisible()
  }

  /** Somebody can see it, as far as the desktop tells: it is shown, and not minimized. */
  get isOnScreen(): boolean {
    return this.isVisible && !this.#window.isMinimized()
  }

  /** What a person is looking at now: null where the window is behind others, or shows a list. */
  get lookedAt(): Place | null {
    const window = this.#window
    if (window.isDestroyed() || !window.isFocused() || window.webContents.isDestroyed()) return null
    return readPlace(window.webContents.getURL())
  }

  /** Loads the page for the first time; rejects where that fails. */
  async open(address: string): Promise<void> {
    const loading = this.#window.loadURL(address)
    this.#loaded = loading.catch(() => {
      // Whoever awaits `open` hears of it.
    })
    await loading
  }

  /** Brings it to the front; with a place it goes there, within the page that it shows. */
  show(place: Place | null): void {
    const window = this.#window
    if (window.isDestroyed()) return
    if (place !== null) void this.#go(addressOf(place))
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  hide(): void {
    this.#window.hide()
  }

  async #go(address: string): Promise<void> {
    await this.#loaded
    const window = this.#window
    // The same address again would load the page anew, and with it everything that was typed.
    if (window.isDestroyed() || window.webContents.getURL() === address) return
    try {
      await window.loadURL(address)
    } catch (error) {
      this.#report(`The window could not go to ${address}: ${String(error)}`)
    }
  }
}
