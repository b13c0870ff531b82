/** A headless Chromium on the console of a Quiesce of its own, driven as a person would. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  chromium,
  type Browser as PlaywrightBrowser,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core'
import { chromium as chromiumPath } from '../../build/can-run.mjs'
import type { Home } from '../live/quiesce.ts'
import { endOf } from '../live/quiesce.ts'
import { browserSwitches } from './browser-switches.ts'

export interface ConsoleDoor {
  readonly child: ChildProcess
  readonly url: string
  readonly origin: string
  readonly token: string
}

/** Starts `quiesce console`; where it is stands in a file that only its owner can read. */
export async function startConsole(home: Home): Promise<ConsoleDoor> {
  const child = home.spawn(['console'])
  const opener = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const path = /(\/\S+\.html)/.exec(text)?.[1]
      if (path !== undefined) resolve(path)
    })
    child.once('exit', () => {
      reject(new Error(`the console did not start: ${text}`))
    })
  })
  const url = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(readFileSync(opener, 'utf8'))?.[0]
  if (url === undefined) throw new Error('the opener file holds no address')
  const { origin, hash } = new URL(url)
  return { child, url, origin, token: hash.slice('#token='.length) }
}

/** A window of a Chromium, with storage of its own. */
export class Browser {
  readonly page: Page
  readonly #close: () => Promise<void>
  /** What the page complained about: a clean run has none. */
  readonly complaints: string[] = []

  private constructor(page: Page, close: () => Promise<void>) {
    this.page = page
    this.#close = close
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
  }

  /** Opens a window of this Chromium, or starts one for it, which ends with the window. */
  static async open(scheme: 'light' | 'dark' = 'light', running?: Chromium): Promise<Browser> {
    const look = { colorScheme: scheme, viewport: { width: 1280, height: 800 } } as const
    if (running === undefined) return Browser.#start(look)
    const context = await running.browser.newContext(look)
    return new Browser(await context.newPage(), () => context.close())
  }

  static async #start(look: BrowserContextOptions): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-browser-'))
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: chromiumPath ?? '',
      headless: true,
      args: [...browserSwitches],
      ...look,
    })
    const page = context.pages()[0] ?? (await context.newPage())
    return new Browser(page, async () => {
      await context.close()
      rmSync(folder, { recursive: true, force: true })
    })
  }

  async close(): Promise<void> {
    await this.#close()
  }
}

export interface Chromium {
  readonly browser: PlaywrightBrowser
  readonly end: () => Promise<void>
}

/** `besidePid` is a process whose network it shares: a private host's own loopback, say. */
export async function startChromium(besidePid?: number): Promise<Chromium> {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-browser-'))
  const program = chromiumPath ?? ''
  const browser = await chromium.launch({
    executablePath: besidePid === undefined ? program : enterNetwork(folder, besidePid, program),
    headless: true,
    args: [...browserSwitches],
  })
  const end = async (): Promise<void> => {
    await browser.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { browser, end }
}

/** A program that is Chromium in the network of another process, and here in all else. */
function enterNetwork(folder: string, pid: number, program: string): string {
  const path = join(folder, 'chromium-beside')
  writeFileSync(path, `#!/bin/sh\nexec nsenter -t ${pid} -n -- '${program}' "$@"\n`, {
    mode: 0o755,
  })
  return path
}

/** Ends the console as Ctrl-C would, and waits. */
export async function stopConsole(door: ConsoleDoor): Promise<void> {
  const ended = endOf(door.child)
  door.child.kill('SIGTERM')
  await ended
}
