/** `app`: readiness, one instance, quitting in Electron's order, paths. */
import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type Electron from 'electron'
import { askChromium, Preventable } from './link.ts'
import { becomeReady } from './session.ts'
import { SingleInstance } from './single-instance.ts'
import { StandInContents } from './web-contents.ts'
import { StandInWindow, windowEvents } from './window.ts'

type Promised = Pick<
  Electron.App,
  | ('whenReady' | 'isReady' | 'quit' | 'exit' | 'relaunch' | 'focus' | 'getPath' | 'setPath')
  | ('getName' | 'setName' | 'getVersion' | 'getAppPath' | 'getLocale' | 'isPackaged')
  | ('requestSingleInstanceLock' | 'hasSingleInstanceLock' | 'releaseSingleInstanceLock')
  | ('setAppUserModelId' | 'setDesktopName' | 'enableSandbox' | 'disableHardwareAcceleration')
  | ('setLoginItemSettings' | 'setBadgeCount')
>

/** The one `app`. */
export class StandInApp extends EventEmitter implements Promised {
  readonly isPackaged = false
  readonly switches: string[] = []
  loginItem: Electron.Settings | null = null
  readonly commandLine = {
    appendSwitch: (name: string, value = '') => this.switches.push(`${name}=${value}`),
    hasSwitch: (name: string): boolean => process.argv.includes(`--${name}`),
    getSwitchValue: (name: string): string =>
      process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  }
  readonly #ready = Promise.withResolvers<undefined>()
  readonly #paths = new Map<string, string>()
  #isReady = false
  #name = 'quiesce'
  #instance: SingleInstance | null = null

  constructor() {
    super()
    windowEvents.on('created', (window: StandInWindow) => {
      if (!this.#isReady) throw new Error('Cannot create BrowserWindow before app is ready')
      this.emit('web-contents-created', {}, window.webContents)
      this.emit('browser-window-created', {}, window)
    })
    windowEvents.on('focus', (window) => this.emit('browser-window-focus', {}, window))
    windowEvents.on('blur', (window) => this.emit('browser-window-blur', {}, window))
    windowEvents.on('all-closed', () => {
      if (!this.emit('window-all-closed')) this.quit()
    })
  }

  whenReady = (): Promise<void> => this.#ready.promise
  isReady = (): boolean => this.#isReady
  /** Electron is ready once `main.js` has been evaluated, and not before. */
  becomeReady(): void {
    becomeReady()
    this.#isReady = true
    this.emit('will-finish-launching')
    this.emit('ready', {}, {})
    this.#ready.resolve(undefined)
  }

  quit(): void {
    const before = new Preventable()
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    for (const window of StandInWindow.getAllWindows()) {
      window.close()
      if (!window.isDestroyed()) return
    }
    const will = new Preventable()
    this.emit('will-quit', will)
    if (!will.defaultPrevented) this.exit(0)
  }
  exit(status = 0): void {
    for (const window of StandInWindow.getAllWindows()) window.destroy()
    this.emit('quit', {}, status)
    this.#instance?.release()
    process.exit(status)
  }
  /** Electron starts the new process when this one exits; here the test does. */
  relaunch({ args = [] }: Electron.RelaunchOptions = {}): void {
    void askChromium('relaunch', args)
  }
  focus(): void {}

  requestSingleInstanceLock(data: unknown = null): boolean {
    const note = { argv: process.argv, cwd: process.cwd(), data }
    this.#instance ??= new SingleInstance(this.getPath('userData'), note, (heard) => {
      void this.whenReady().then(() =>
        this.emit('second-instance', {}, heard.argv, heard.cwd, heard.data),
      )
    })
    return this.#instance.first
  }
  hasSingleInstanceLock = (): boolean => this.#instance?.first ?? false
  releaseSingleInstanceLock(): void {
    this.#instance?.release()
    this.#instance = null
  }

  getName = (): string => this.#name
  setName(name: string): void {
    this.#name = name
  }
  getVersion = (): string => '0.0.0-stand-in'
  getAppPath = (): string => join(import.meta.dirname, '../../..')
  getLocale = (): string => 'en-GB'
  getPath(name: string): string {
    const config = process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config')
    const known: Record<string, string> = {
      ...{ home: homedir(), temp: tmpdir(), exe: process.execPath, appData: config },
      ...{ userData: join(config, this.#name), sessionData: join(config, this.#name) },
      logs: join(config, this.#name, 'logs'),
    }
    const path = this.#paths.get(name) ?? known[name]
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }
  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }
  setAppUserModelId(): void {}
  setDesktopName(): void {}
  enableSandbox(): void {
    this.switches.push('enable-sandbox=')
  }
  disableHardwareAcceleration(): void {}
  setBadgeCount = (): boolean => false
  setLoginItemSettings(settings: Electron.Settings): void {
    this.loginItem = settings
  }
  getLoginItemSettings = (): Partial<Electron.LoginItemSettings> => ({ openAtLogin: false })

  /** All contents that are alive. */
  contents = (id: number): StandInContents | undefined => StandInContents.all.get(id)
}

export const app = new StandInApp()
