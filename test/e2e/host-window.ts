/** The window before a private host: the console runs inside, Chromium shares its network. */
import type { Page } from 'playwright-core'
import type { HostProcess } from '../hosts/host-process.ts'
import type { RunOptions } from '../hosts/private-host.ts'
import { SystemdHost } from '../hosts/systemd-host.ts'
import { Browser, type Chromium } from './browser.ts'

const cli = [SystemdHost.node, `${SystemdHost.checkout}/dist/cli.js`]

export class HostWindow {
  readonly page: Page
  /** What the page complained about: a clean run has none. */
  readonly complaints: readonly string[]
  readonly #console: HostProcess
  readonly #browser: Browser
  readonly #url: string

  private constructor(program: HostProcess, browser: Browser, url: string) {
    this.#console = program
    this.#browser = browser
    this.#url = url
    this.page = browser.page
    this.complaints = browser.complaints
  }

  /**
   * Starts `quiesce console` inside, as root or as a user of the host, and opens it in a Chromium
   * that shares the host's network (`startChromium(host.initPid)`).
   */
  static async open(
    host: SystemdHost,
    chromium: Chromium,
    options: RunOptions & { readonly scheme?: 'light' | 'dark' } = {},
  ): Promise<HostWindow> {
    const program = host.start([...cli, 'console', '--json'], options)
    const { openerFile } = JSON.parse(await firstLine(program)) as { openerFile: string }
    const opener = host.readFile(openerFile) ?? ''
    const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(opener)?.[0]
    if (url === undefined) throw new Error(`the opener file holds no address: ${opener}`)
    const browser = await Browser.open(options.scheme ?? 'light', chromium)
    const window = new HostWindow(program, browser, url)
    await browser.page.goto(url)
    return window
  }

  /** Goes to the view of a unit. */
  async openUnit(name: string, look = ''): Promise<void> {
    const { origin } = new URL(this.#url)
    await this.page.goto(`${origin}/#/service/${encodeURIComponent(name)}${look}`)
    await this.page.getByRole('heading', { level: 1, name }).waitFor()
    // The name stands there before anything of it is read.
    await this.page.locator('.facts').waitFor()
  }

  /** Opens the plan of the unit on the screen, writes the schedule and starts it by its button. */
  async stop(name: string, schedule: string): Promise<void> {
    await this.openUnit(name)
    await this.page.keyboard.press('s')
    const plan = this.page.getByRole('dialog')
    await plan.getByText('Nothing has been sent.').waitFor()
    await plan.getByLabel('Schedule').fill(schedule)
    await plan.getByRole('button', { name: /^Stop now/ }).click()
  }

  /** Waits for what the run says as its title. */
  async title(words: RegExp): Promise<void> {
    await this.page.getByRole('heading', { level: 1, name: words }).waitFor({ timeout: 40_000 })
  }

  async close(): Promise<void> {
    await this.#browser.close()
    this.#console.kill('SIGTERM')
    await this.#console.ended()
  }
}

/** The first line it says. Its stdout stays open: whose output is gone ends. */
function firstLine({ child }: HostProcess): Promise<string> {
  let said = ''
  let trouble = ''
  child.stderr?.on('data', (text: Buffer) => {
    trouble += text.toString()
  })
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (text: Buffer) => {
      said += text.toString()
      const end = said.indexOf('\n')
      if (end !== -1) resolve(said.slice(0, end))
    })
    child.once('exit', () => {
      reject(new Error(`the console did not start: ${trouble}`))
    })
  })
}
