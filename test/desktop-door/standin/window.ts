/** `BrowserWindow`: what is shown and what has the focus is kept here; the page is Chromium's. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { Preventable } from './link.ts'
import type { WindowView } from './tables.ts'
import { StandInContents } from './web-contents.ts'

type Promised = Pick<
  Electron.BrowserWindow,
  | ('id' | 'show' | 'showInactive' | 'hide' | 'focus' | 'blur' | 'minimize' | 'restore')
  | ('maximize' | 'unmaximize' | 'isMaximized' | 'isVisible' | 'isFocused' | 'isMinimized')
  | ('isDestroyed' | 'close' | 'destroy' | 'loadURL' | 'setTitle' | 'getTitle' | 'getBounds')
  | ('setMenuBarVisibility' | 'setSkipTaskbar' | 'isFullScreen' | 'flashFrame' | 'moveTop')
>

/** Told by `app` of what concerns all windows. */
export const windowEvents = new EventEmitter()

export class StandInWindow extends EventEmitter implements Promised {
  static readonly all: StandInWindow[] = []
  static readonly made: Electron.BrowserWindowConstructorOptions[] = []
  readonly id: number
  readonly webContents: StandInContents
  #title: string
  #visible: boolean
  #focused = false
  #minimized = false
  #maximized = false
  #gone = false
  #shownOnce = false
  #bounds: Electron.Rectangle

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    StandInWindow.made.push(options)
    const { title = 'Electron', show = true, width = 800, height = 600, x = 0, y = 0 } = options
    this.webContents = new StandInContents(options.webPreferences ?? {})
    this.id = this.webContents.id
    this.#title = title
    this.#visible = show
    this.#bounds = { x, y, width, height }
    StandInWindow.all.push(this)
    windowEvents.emit('created', this)
  }

  static getAllWindows = (): StandInWindow[] => [...StandInWindow.all]
  static fromId = (id: number): StandInWindow | null =>
    StandInWindow.all.find((window) => window.id === id) ?? null
  static getFocusedWindow = (): StandInWindow | null =>
    StandInWindow.all.find((window) => window.isFocused()) ?? null
  static fromWebContents = (contents: StandInContents): StandInWindow | null =>
    StandInWindow.fromId(contents.id)

  isVisible = (): boolean => this.#live().#visible
  isFocused = (): boolean => this.#live().#focused
  isMinimized = (): boolean => this.#live().#minimized
  isMaximized = (): boolean => this.#live().#maximized
  isFullScreen = (): boolean => false
  isDestroyed = (): boolean => this.#gone
  getTitle = (): string => this.#title
  getBounds = (): Electron.Rectangle => this.#bounds
  getNormalBounds = (): Electron.Rectangle => this.#bounds
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.#bounds = { ...this.#bounds, ...bounds }
  }
  setTitle(title: string): void {
    this.#title = title
  }
  setMenuBarVisibility(): void {}
  setSkipTaskbar(): void {}
  setBackgroundColor(): void {}
  setIcon(): void {}
  flashFrame(): void {}
  moveTop(): void {}
  removeMenu(): void {}

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.#live().#visible) return
    this.#visible = true
    this.emit('show', {})
  }
  hide(): void {
    this.#live()
    this.blur()
    if (!this.#visible) return
    this.#visible = false
    this.emit('hide', {})
  }
  focus(): void {
    // A window that is not on the screen cannot have the focus.
    if (!this.#live().#visible || this.#minimized || this.#focused) return
    for (const other of StandInWindow.all) other.blur()
    this.#focused = true
    this.emit('focus', {})
    windowEvents.emit('focus', this)
  }
  blur(): void {
    if (!this.#live().#focused) return
    this.#focused = false
    this.emit('blur', {})
    windowEvents.emit('blur', this)
  }
  minimize(): void {
    this.#live().blur()
    this.#minimized = true
    this.emit('minimize', {})
  }
  restore(): void {
    if (!this.#live().#minimized) return
    this.#minimized = false
    this.emit('restore', {})
  }
  maximize(): void {
    this.#live().#maximized = true
  }
  unmaximize(): void {
    this.#live().#maximized = false
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    if (this.#gone || this.#shownOnce) return
    this.#shownOnce = true
    this.emit('ready-to-show', {})
  }

  /** As a click on the window's ×: it may be prevented. */
  close(): void {
    const event = new Preventable()
    this.#live().emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.#gone) return
    if (this.#focused) this.blur()
    this.#gone = true
    StandInWindow.all.splice(StandInWindow.all.indexOf(this), 1)
    void this.webContents.destroy()
    this.emit('closed')
    if (StandInWindow.all.length === 0) windowEvents.emit('all-closed')
  }

  describe(): WindowView {
    const { id } = this
    const state = { visible: this.#visible, focused: this.#focused, minimized: this.#minimized }
    return { id, title: this.#title, url: this.webContents.getURL(), ...state }
  }

  /** Electron throws for whatever is asked of a window that is no more. */
  #live(): this {
    if (this.#gone) throw new TypeError('Object has been destroyed')
    return this
  }
}
