/** The built desktop on the stand-in for Electron. */
import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { checkout, type Home } from '../live/quiesce.ts'
import { Windows } from './chromium/windows.ts'
import type { DesktopDriver, PowerEvent } from './driver.ts'
import { Calls } from './standin/calls.ts'
import type {
  ChromiumTable,
  DialogView,
  MainTable,
  NotificationView,
  TrayView,
  WindowView,
} from './standin/tables.ts'

const runner = join(import.meta.dirname, 'standin/run.ts')
const builtMain = join(checkout, 'dist/desktop/main.js')

/** How one desktop is started. */
export interface StartOptions {
  readonly args?: readonly string[]
  /** Another main.js than the built one. */
  readonly main?: string | undefined
}

export class StandInDriver implements DesktopDriver {
  readonly kind = 'stand-in'
  readonly home: Home
  readonly windowsOf: Windows
  readonly pid: number
  readonly ended: Promise<number | null>
  /** Everything that can be asked of the main process, beyond what a person can do. */
  readonly main: Calls<MainTable, ChromiumTable>
  readonly #child: ChildProcess
  readonly #start: StartOptions
  #said = ''

  private constructor(home: Home, windows: Windows, start: StartOptions) {
    this.home = home
    this.windowsOf = windows
    this.#start = start
    this.#child = launch(home, start)
    this.pid = this.#child.pid ?? 0
    const table: ChromiumTable = windows
    this.main = new Calls(this.#child, table)
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#said += chunk.toString()))
    }
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (status) => {
        this.main.end(`the main process ended with ${status ?? 'a signal'}. It said: ${this.#said}`)
        // Its renderers end with it.
        void windows.close().then(() => {
          resolve(status)
        })
      })
    })
  }

  static async start(browser: Browser, home: Home, how: StartOptions = {}): Promise<StandInDriver> {
    const windows: Windows = await Windows.open(browser, () => driver.main)
    const driver = new StandInDriver(home, windows, how)
    return driver
  }

  get said(): string {
    return this.#said
  }

  async page(): Promise<Page> {
    const ended = this.ended.then(() => {
      throw new Error(`it ended before it had a window. It said: ${this.#said}`)
    })
    const page = await Promise.race([this.windowsOf.pageOf(1), ended])
    // Its main process and its engine share two cores with other pages.
    page.setDefaultTimeout(60_000)
    return page
  }
  windows = (): Promise<readonly WindowView[]> => this.main.ask('windows')
  closeWindow = (): Promise<void> => this.main.ask('closeWindow', 1)
  focusWindow = (focused: boolean): Promise<void> => this.main.ask('focusWindow', 1, focused)
  tray = (): Promise<TrayView | null> => this.main.ask('tray')
  clickTray = (): Promise<void> => this.main.ask('clickTray')
  chooseInTray = (...path: readonly string[]): Promise<void> => this.main.ask('clickMenu', path)
  notifications = (): Promise<readonly NotificationView[]> => this.main.ask('notifications')
  chooseInNotification = (id: string, action: string | null): Promise<void> =>
    this.main.ask('clickNotification', id, action)
  dialogs = (): Promise<readonly DialogView[]> => this.main.ask('dialogs')
  answerDialog = (id: number, button: string): Promise<void> =>
    this.main.ask('answerDialog', id, button)
  power = (event: PowerEvent): Promise<void> => this.main.ask('power', event)
  crashPage = (): Promise<void> => this.windowsOf.crash(1)
  /** So long passes at once; asleep, as a suspended machine has it. */
  pass = (ms: number, asleep = false): Promise<void> => this.main.ask('pass', ms, asleep)
  /** What is asked in mid-quit may have no answer: the process is gone by then. */
  quit = (): Promise<void> =>
    Promise.race([this.main.ask('quit'), this.ended.then(() => undefined)])

  async startAgain(...args: readonly string[]): Promise<number | null> {
    const again = launch(this.home, { ...this.#start, args })
    return new Promise((resolve) => again.once('exit', resolve))
  }
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL')
    await this.ended
  }
  async close(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.kill()
  }
}

function launch(home: Home, { args = [], main = builtMain }: StartOptions): ChildProcess {
  return spawn(process.execPath, [runner, main, ...args], {
    env: home.env,
    cwd: home.folder,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
}
