/** A headless Chromium on the console of a Quiesce of its own, driven as a person would. */
import type { ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from 'playwright-core'
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

export class Browser {
  readonly page: Page
  readonly #context: BrowserContext
  readonly #folder: string
  /** What the page complained about: a clean run has none. */
  readonly complaints: string[] = []

  constructor(context: BrowserContext, page: Page, folder: string) {
    this.#context = context
    this.page = page
    this.#folder = folder
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
  }

  /** `besidePid` is a process whose network it shares: a private host's own loopback, say. */
  static async open(scheme: 'light' | 'dark' = 'light', besidePid?: number): Promise<Browser> {
    const folder = mkdtempSync(join(tmpdir(), 'quiesce-browser-'))
    const program = chromiumPath ?? ''
    const context = await chromium.launchPersistentContext(folder, {
      executablePath: besidePid === undefined ? program : enterNetwork(folder, besidePid, program),
      headless: true,
      args: [...browserSwitches],
      colorScheme: scheme,
      viewport: { width: 1280, height: 800 },
    })
    const page = context.pages()[0] ?? (await context.newPage())
    return new Browser(context, page, folder)
  }

  async close(): Promise<void> {
    await this.#context.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
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
