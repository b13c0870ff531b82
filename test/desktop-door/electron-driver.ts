/**
 * The built desktop on the real Electron, through Playwright's `_electron`. What Electron does not
 * tell (tray, notifications, dialogs) is kept by `electron-spy.cjs`. Thin on purpose: it runs only
 * where Electron's binary and a display are.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import type { BrowserWindow, Menu, Notification, NativeImage, MessageBoxOptions } from 'electron'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { findElectron } from '../../build/electron-binary.mjs'
import { checkout, type Home } from '../live/quiesce.ts'
import type { DesktopDriver, PowerEvent } from './driver.ts'
import type { StartOptions } from './standin-driver.ts'
import type {
  DialogView,
  MenuEntry,
  NotificationView,
  TrayView,
  WindowView,
} from './standin/tables.ts'

/** What the spy keeps in the main process. */
interface Spy {
  readonly trays: ReadonlyMap<
    { emit: (name: string) => void },
    { toolTip: string; title: string; image: NativeImage | null; menu: Menu | null }
  >
  readonly notifications: ReadonlyMap<string, Notification>
  readonly dialogs: ReadonlyMap<
    number,
    { options: MessageBoxOptions; answer: (response: number) => void }
  >
  readonly emit: (event: string) => void
  readonly quit: () => void
}
declare const quiesceSpy: Spy

const spyFile = join(import.meta.dirname, 'electron-spy.cjs')

export class ElectronDriver implements DesktopDriver {
  readonly kind = 'electron'
  readonly home: Home
  readonly pid: number
  readonly ended: Promise<number | null>
  said = ''
  readonly #app: ElectronApplication
  readonly #start: StartOptions

  private constructor(home: Home, app: ElectronApplication, start: StartOptions) {
    this.home = home
    this.#app = app
    this.#start = start
    const child = app.process()
    this.pid = child.pid ?? 0
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.said += chunk.toString()))
    }
    this.ended = new Promise((resolve) => child.once('exit', resolve))
  }

  static async start(home: Home, how: StartOptions = {}): Promise<ElectronDriver> {
    const app = await _electron.launch(launchOptions(home, how))
    return new ElectronDriver(home, app, how)
  }

  async page(): Promise<Page> {
    const page = await this.#app.firstWindow()
    await page.waitForLoadState('load')
    return page
  }
  windows = (): Promise<readonly WindowView[]> =>
    this.#app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => ({
        id: window.id,
        title: window.getTitle(),
        url: window.webContents.getURL(),
        visible: window.isVisible(),
        focused: window.isFocused(),
        minimized: window.isMinimized(),
      })),
    )
  closeWindow = (): Promise<void> =>
    this.#inWindow((window) => {
      window.close()
    })
  focusWindow = (focused: boolean): Promise<void> =>
    focused
      ? this.#inWindow((window) => {
          window.focus()
        })
      : this.#inWindow((w) => {
          w.blur()
        })
  tray = (): Promise<TrayView | null> =>
    this.#app.evaluate(() => {
      const describe = (menu: Pick<Menu, 'items'> | null): MenuEntry[] =>
        (menu?.items ?? [])
          .filter(({ visible }) => visible)
          .map(({ label, type, enabled, checked, submenu }) => ({
            ...{ label, type, enabled, checked },
            ...(submenu === undefined ? {} : { submenu: describe(submenu) }),
          }))
      const [shown] = [...quiesceSpy.trays.values()]
      if (shown === undefined) return null
      const { toolTip, title, image, menu } = shown
      return { toolTip, title, image: image?.toDataURL() ?? '', menu: describe(menu) }
    })
  clickTray = (): Promise<void> =>
    this.#app.evaluate(() => {
      for (const tray of quiesceSpy.trays.keys()) tray.emit('click')
    })
  chooseInTray = (...path: readonly string[]): Promise<void> =>
    this.#app.evaluate((_, labels) => {
      let items = [...quiesceSpy.trays.values()][0]?.menu?.items ?? []
      for (const [at, wanted] of labels.entries()) {
        const item = items.find(({ label }) => label.startsWith(wanted))
        if (item === undefined) throw new Error(`no item “${wanted}”`)
        if (at < labels.length - 1) items = item.submenu?.items ?? []
        else (item.click as () => void)()
      }
    }, path)
  notifications = (): Promise<readonly NotificationView[]> =>
    this.#app.evaluate(() =>
      [...quiesceSpy.notifications].map(([id, { title, body, urgency, silent, actions }]) => ({
        ...{ id, title, body, urgency, silent },
        actions: actions.map(({ text = '' }) => text),
      })),
    )
  chooseInNotification = (id: string, action: string | null): Promise<void> =>
    this.#app.evaluate(
      (_, [wanted, text]) => {
        const shown = quiesceSpy.notifications.get(wanted)
        if (shown === undefined) throw new Error(`no notification ${wanted}`)
        const at = shown.actions.findIndex((one) => one.text === text)
        if (text === null) shown.emit('click', {})
        else shown.emit('action', { actionIndex: at }, at, -1)
      },
      [id, action] as const,
    )
  dialogs = (): Promise<readonly DialogView[]> =>
    this.#app.evaluate(() =>
      [...quiesceSpy.dialogs].map(([id, { options }]) => ({
        ...{ id, message: options.message, detail: options.detail ?? '' },
        ...{ buttons: options.buttons ?? ['OK'], type: options.type ?? 'none' },
        ...{ defaultId: options.defaultId ?? 0, cancelId: options.cancelId ?? 0 },
        kind: options.type === 'error' ? ('error' as const) : ('message' as const),
      })),
    )
  answerDialog = (id: number, button: string): Promise<void> =>
    this.#app.evaluate(
      (_, [wanted, text]) => {
        const dialog = quiesceSpy.dialogs.get(wanted)
        dialog?.answer((dialog.options.buttons ?? ['OK']).indexOf(text))
      },
      [id, button] as const,
    )
  power = (event: PowerEvent): Promise<void> =>
    this.#app.evaluate((_, name) => {
      quiesceSpy.emit(name)
    }, event)
  crashPage = (): Promise<void> =>
    this.#inWindow(({ webContents }) => {
      webContents.forcefullyCrashRenderer()
    })
  quit = (): Promise<void> =>
    this.#app.evaluate(() => {
      quiesceSpy.quit()
    })

  startAgain(...args: readonly string[]): Promise<number | null> {
    const { executablePath, env } = launchOptions(this.home, this.#start)
    const again = spawn(executablePath, [checkout, ...args], { env, stdio: 'ignore' })
    return new Promise((resolve) => again.once('exit', resolve))
  }
  async kill(): Promise<void> {
    this.#app.process().kill('SIGKILL')
    await this.ended
  }
  async close(): Promise<void> {
    const { exitCode, signalCode } = this.#app.process()
    if (exitCode === null && signalCode === null) await this.kill()
  }

  async #inWindow(act: (window: BrowserWindow) => void): Promise<void> {
    const page = await this.#app.firstWindow()
    const window = await this.#app.browserWindow(page)
    await window.evaluate(act)
  }
}

/** Electron wants a display, and its own user-data below XDG_CONFIG_HOME, which the home has. */
function launchOptions(
  home: Home,
  { args = [] }: StartOptions,
): { executablePath: string; args: string[]; cwd: string; env: Record<string, string> } {
  const seen = ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'].map((name) => [name, process.env[name]])
  const env = { ...home.env, ...Object.fromEntries(seen) } as Record<string, string | undefined>
  const set = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return {
    executablePath: findElectron() ?? '',
    args: ['-r', spyFile, checkout, ...args],
    cwd: home.folder,
    env: Object.fromEntries(set),
  }
}
