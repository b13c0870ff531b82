/** The contents of a window: a page of the test's Chromium. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type Electron from 'electron'
import { askChromium, Preventable } from './link.ts'
import { nativeTheme } from './power.ts'
import { defaultSession, permissionOf } from './session.ts'
import type { PageSettings } from './tables.ts'

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]
type Promised = Pick<
  Electron.WebContents,
  'isDestroyed' | 'getURL' | 'setWindowOpenHandler' | 'send' | 'loadURL' | 'isLoading' | 'isCrashed'
>

const withoutFragment = (url: string): string => url.replace(/#.*/, '')

/** Permissions that Chromium is told of in advance, by Electron's names. */
export const permissionNames = [
  ...['media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'clipboard-read'],
  ...['clipboard-sanitized-write', 'idle-detection', 'storage-access', 'window-management'],
  ...['local-fonts', 'sensors', 'screen-wake-lock', 'persistent-storage', 'background-sync'],
] as const

export class StandInContents extends EventEmitter implements Promised {
  static readonly all = new Map<number, StandInContents>()
  static #count = 0
  readonly id: number
  readonly session = defaultSession
  readonly web: NonNullable<Electron.BrowserWindowConstructorOptions['webPreferences']>
  #url = ''
  #loading = false
  #opened: Promise<void> | null = null
  #openHandler: OpenHandler = () => ({ action: 'allow' })

  constructor(web: StandInContents['web']) {
    super()
    StandInContents.#count += 1
    this.id = StandInContents.#count
    this.web = web
    StandInContents.all.set(this.id, this)
  }

  isDestroyed = (): boolean => !StandInContents.all.has(this.id)
  isCrashed = (): boolean => false
  isLoading = (): boolean => this.#loading
  getURL = (): string => this.#url
  get mainFrame(): { url: string; parent: null } {
    return { url: this.#url, parent: null }
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }
  setZoomFactor(): void {}
  setVisualZoomLevelLimits = (): Promise<void> => Promise.resolve()
  closeDevTools(): void {}
  focus(): void {}

  send(channel: string, ...args: unknown[]): void {
    if (this.isDestroyed()) throw new TypeError('Object has been destroyed')
    // Refused here and now what cannot cross, as Electron does.
    const crossing = structuredClone(args)
    this.#told(this.#open().then(() => askChromium('send', this.id, channel, crossing)))
  }

  async loadURL(url: string): Promise<void> {
    const sameDocument = url.includes('#') && withoutFragment(url) === withoutFragment(this.#url)
    this.#loading = true
    await this.#open()
    try {
      await askChromium('load', this.id, url)
      this.#url = url
      this.#loading = false
      // Only another fragment: the document stays, and no load is announced.
      if (sameDocument) return
      for (const name of ['dom-ready', 'did-finish-load', 'did-stop-loading']) this.emit(name, {})
    } catch (thrown) {
      this.#loading = false
      this.emit('did-fail-load', {}, -2, String(thrown), url, true)
      throw thrown
    }
  }
  reload(): void {
    this.#told(this.loadURL(this.#url))
  }
  navigatedInPage(url: string): void {
    this.#url = url
    this.emit('did-navigate-in-page', {}, url, true)
  }

  /** Asks `will-navigate` and `will-frame-navigate`; true when one prevented it. */
  wouldNavigate(url: string, isMainFrame: boolean): boolean {
    const event = Object.assign(new Preventable(), { url, isMainFrame, isSameDocument: false })
    this.emit('will-frame-navigate', event)
    if (isMainFrame) this.emit('will-navigate', event, url)
    return event.defaultPrevented
  }
  wouldOpen(url: string): 'allow' | 'deny' {
    const details = { url, frameName: '', features: '', disposition: 'foreground-tab' } as const
    return this.#openHandler({ ...details, referrer: { url: '', policy: 'default' } }).action
  }
  /** Whether a webview would be let in; asked by tests, since Chromium knows no webviews. */
  wouldAttachWebview(): boolean {
    const event = new Preventable()
    this.emit('will-attach-webview', event, { preload: '/tmp/foreign.js' }, { src: 'https://x/' })
    return !event.defaultPrevented
  }

  async appear(): Promise<void> {
    await this.#open()
    await askChromium('appear', this.id, nativeTheme.now())
  }
  async destroy(): Promise<void> {
    if (!StandInContents.all.delete(this.id)) return
    this.emit('destroyed')
    if (this.#opened === null) return
    await this.#opened
    await askChromium('closePage', this.id)
  }

  #open(): Promise<void> {
    this.#opened ??= this.#settings().then((settings) => askChromium('openPage', settings))
    return this.#opened
  }
  async #settings(): Promise<PageSettings> {
    const { preload } = this.web
    const web = { ...this.web }
    delete web.session
    const permissions: Record<string, boolean> = {}
    for (const name of permissionNames) permissions[name] = (await permissionOf(name)).asked
    return {
      ...{ id: this.id, web, permissions, width: 1280, height: 820 },
      preload: preload === undefined ? null : readFileSync(preload, 'utf8'),
    }
  }
  /** What fails after the page has gone is of no interest; all else is a fault of the stand-in. */
  #told(done: Promise<unknown>): void {
    done.catch((thrown: unknown) => {
      if (!this.isDestroyed()) console.error('stand-in:', thrown)
    })
  }
}
