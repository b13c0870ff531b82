/** The windows of one `main.js`, as pages of a Chromium; what they ask goes to `main.js`. */
import type { Browser, BrowserContext, Frame, Page, Request, Route } from 'playwright-core'
import type { Calls } from '../standin/calls.ts'
import type { Appearance, ChromiumTable, MainTable, PageSettings } from '../standin/tables.ts'
import { toChromium, toMain } from './address.ts'
import { ContentsPage } from './contents-page.ts'
import { setPermissions } from './permissions.ts'

type Main = Calls<MainTable, ChromiumTable>

/** A way out that a page tried, and what came of it. */
export interface Attempt {
  readonly kind: 'navigate' | 'open' | 'fetch'
  readonly url: string
  readonly prevented: boolean
}

export class Windows implements ChromiumTable {
  readonly #context: BrowserContext
  readonly #main: () => Main
  readonly #contents = new Map<number, ContentsPage>()
  readonly #settings = new Map<number, PageSettings>()
  /** Windows whose page went down, and is not there again. */
  readonly #crashed = new Set<number>()
  readonly #opened = new Map<number, PromiseWithResolvers<Page>>()
  /** Pages that `main.js` loads something into, so that nobody else navigates them. */
  readonly #loading = new Set<number>()
  #closed = false
  readonly #headers = new Map<string, Record<string, string>>()
  /** Addresses that were asked for and answered by `main.js`. */
  readonly served: string[] = []
  readonly attempts: Attempt[] = []
  /** What pages complained about: a clean run has none. */
  readonly complaints: string[] = []
  /** Arguments with which `main.js` wants to be started once more, or null. */
  relaunched: readonly string[] | null = null

  private constructor(context: BrowserContext, main: () => Main) {
    this.#context = context
    this.#main = main
  }

  /** In a context of its own: storage, cache and permissions are nobody else's. */
  static async open(browser: Browser, main: () => Main): Promise<Windows> {
    const viewport = { width: 1280, height: 820 }
    const context = await browser.newContext({ viewport, colorScheme: 'light' })
    const windows = new Windows(context, main)
    await context.route('**/*', (route) =>
      windows.#route(route).catch((thrown: unknown) => {
        // What was asked of a main process that has gone since has no answer.
        if (!windows.#closed) throw thrown
      }),
    )
    return windows
  }

  close = (): Promise<void> => {
    this.#closed = true
    return this.#context.close()
  }

  /** The page of a window, as soon as there is one. */
  pageOf = (id: number): Promise<Page> => this.#promised(id).promise

  /** Headers with which an address was answered last. */
  headersOf = (url: string): Record<string, string> => this.#headers.get(url) ?? {}

  openPage = async (settings: PageSettings): Promise<void> => {
    const { id } = settings
    this.#settings.set(id, settings)
    const page = await this.#context.newPage()
    this.#watch(page, id)
    const contents = await ContentsPage.prepare(page, settings, {
      message: ({ answers, frame, channel, args }) =>
        this.#main().ask(answers ? 'invoke' : 'message', id, frame, channel, args),
      navigated: (url) => {
        this.#tell(id, 'did-navigate-in-page', url)
      },
      opens: (url) => void this.#askToOpen(id, url),
    })
    await setPermissions(this.#context, settings.permissions)
    this.#contents.set(id, contents)
  }

  load = async (id: number, url: string): Promise<void> => {
    if (this.#crashed.has(id)) await this.#openAnew(id)
    const { page } = this.#of(id)
    this.#loading.add(id)
    try {
      await page.goto(toChromium(url), { waitUntil: 'load' })
      this.#promised(id).resolve(page)
    } finally {
      this.#loading.delete(id)
    }
  }

  /** Ends the page's renderer, as a fault in it would. */
  crash = async (id: number): Promise<void> => {
    const { page } = this.#of(id)
    const crashed = page.waitForEvent('crash')
    // It is never answered: nobody is there any more.
    const session = await page.context().newCDPSession(page)
    session.send('Page.crash').catch(() => null)
    await crashed
  }

  relaunch = (args: readonly string[]): void => {
    this.relaunched = args
  }

  send = (id: number, channel: string, args: readonly unknown[]): Promise<void> =>
    this.#of(id).send(channel, args)

  closePage = async (id: number): Promise<void> => {
    const { page } = this.#of(id)
    this.#contents.delete(id)
    this.#opened.delete(id)
    await page.close()
  }

  /** A tab that crashed cannot be used any more in Playwright: another stands for it. */
  async #openAnew(id: number): Promise<void> {
    const settings = this.#settings.get(id)
    if (settings === undefined) throw new Error(`no page for window ${id}`)
    await this.#of(id).page.close()
    await this.openPage(settings)
    this.#crashed.delete(id)
  }

  appear = async (id: number, { dark, forcedColors }: Appearance): Promise<void> => {
    const colorScheme = dark ? 'dark' : 'light'
    await this.#of(id).page.emulateMedia({
      colorScheme,
      forcedColors: forcedColors ? 'active' : 'none',
    })
  }

  /** A main process that is gone by now hears of nothing. */
  #tell(...news: Parameters<MainTable['pageEvent']>): void {
    this.#main()
      .ask('pageEvent', ...news)
      .catch(() => undefined)
  }

  #watch(page: Page, id: number): void {
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
    page.on('crash', () => {
      this.#crashed.add(id)
      this.#opened.delete(id)
      this.#tell(id, 'render-process-gone', '')
    })
  }

  /** Chromium opens first; what the handler denies is closed before it has loaded anything. */
  async #askToOpen(id: number, url: string): Promise<void> {
    const answer = await this.#main().ask('opens', id, url)
    this.attempts.push({ kind: 'open', url, prevented: answer === 'deny' })
    if (answer === 'allow') return
    const ours = [...this.#contents.values()].map(({ page }) => page)
    for (const page of this.#context.pages()) if (!ours.includes(page)) await page.close()
  }

  async #route(route: Route): Promise<void> {
    const request = route.request()
    const url = toMain(request.url())
    const frame = frameOf(request)
    const id = this.#idOf(frame)
    if (request.isNavigationRequest() && (id === null || !this.#loading.has(id))) {
      if (await this.#isPrevented(id, frame, url)) return route.abort('aborted')
    }
    const answer = await this.#main().ask('serve', url, request.method())
    if (answer === null) {
      this.attempts.push({ kind: 'fetch', url, prevented: true })
      return route.abort('accessdenied')
    }
    this.served.push(url)
    this.#headers.set(url, answer.headers)
    const { status, headers, body } = answer
    await route.fulfill({ status, headers, body: Buffer.from(body) })
  }

  /** Asks `main.js`, as Electron's will-navigate does. A page that is no window has no say. */
  async #isPrevented(id: number | null, frame: Frame | null, url: string): Promise<boolean> {
    const mainFrame = frame?.parentFrame() === null
    const prevented = id === null || (await this.#main().ask('navigates', id, url, mainFrame))
    this.attempts.push({ kind: 'navigate', url, prevented })
    return prevented
  }

  #idOf(frame: Frame | null): number | null {
    for (const [id, { page }] of this.#contents) if (page === frame?.page()) return id
    return null
  }

  #of(id: number): ContentsPage {
    const contents = this.#contents.get(id)
    if (contents === undefined) throw new Error(`no page for window ${id}`)
    return contents
  }

  #promised(id: number): PromiseWithResolvers<Page> {
    const known = this.#opened.get(id) ?? Promise.withResolvers<Page>()
    this.#opened.set(id, known)
    return known
  }
}

/** A popup that is just being made has no frame yet. */
function frameOf(request: Request): Frame | null {
  try {
    return request.frame()
  } catch {
    return null
  }
}
