/** One window's page: the preload in its own world, and IPC between it and `main.js`. */
import { randomUUID } from 'node:crypto'
import type { CDPSession, Page } from 'playwright-core'
import type { FrameView, PageSettings } from '../standin/tables.ts'
import { toMain } from './address.ts'
import { createWire } from './wire.ts'
import { makeBridge, makeIpcRenderer, pageWorld, preloadWorld } from './worlds.ts'
import type { WorldSettings } from './worlds.ts'

/** A message of the preload. */
export interface FromPreload {
  readonly frame: FrameView | null
  readonly channel: string
  readonly args: readonly unknown[]
  /** Not for `ipcRenderer.send`. */
  readonly answers: boolean
}

/** Who hears what a page does. */
export interface Hearer {
  readonly message: (message: FromPreload) => Promise<unknown>
  /** Within the document, by its fragment or history. */
  readonly navigated: (url: string) => void
  readonly opens: (url: string) => void
}

interface Context {
  readonly id: number
  readonly frameId: string
}

/** What Chromium tells of a context besides (the protocol does not type it). */
interface AuxData {
  readonly frameId: string
  readonly isDefault: boolean
}

const world = 'Electron Isolated Context'
const wire = createWire()

export class ContentsPage {
  readonly page: Page
  readonly #settings: WorldSettings
  readonly #session: CDPSession
  readonly #contexts = new Map<number, Context>()
  readonly #frames = new Map<string, { url: string; parentId: string | undefined }>()
  #mainFrame = ''

  private constructor(page: Page, session: CDPSession, { id, web }: PageSettings) {
    this.page = page
    this.#session = session
    this.#settings = {
      secret: `s${randomUUID().replaceAll('-', '')}`,
      argv: ['electron', '--type=renderer', ...(web.additionalArguments ?? []), `--id=${id}`],
      together: web.contextIsolation === false,
      node: web.nodeIntegration === true,
      subFrames: web.nodeIntegrationInSubFrames === true,
    }
  }

  /** Prepares a page that has loaded nothing yet. */
  static async prepare(page: Page, settings: PageSettings, heard: Hearer): Promise<ContentsPage> {
    const session = await page.context().newCDPSession(page)
    const contents = new ContentsPage(page, session, settings)
    contents.#follow(heard)
    await session.send('Page.enable')
    const { frameTree } = await session.send('Page.getFrameTree')
    contents.#mainFrame = frameTree.frame.id
    await session.send('Runtime.enable')
    if (settings.preload !== null) await contents.#addPreload(settings.preload)
    return contents
  }

  /** `webContents.send`: to the main frame. */
  async send(channel: string, args: readonly unknown[]): Promise<void> {
    await this.#tell(this.#mainContext(), { channel, args: wire.encode(args) })
  }

  async #addPreload(preload: string): Promise<void> {
    const { secret, together } = this.#settings
    const where = together ? {} : { executionContextName: world }
    await this.#session.send('Runtime.addBinding', { name: secret, ...where })
    const make = createWire.toString()
    const half = (of: (create: typeof createWire, secret: string) => unknown): string =>
      `() => (${of.toString()})(${make}, '${secret}')`
    const run = `function (require, process, module, exports) { ${preload}\n}`
    const worlds = `(${preloadWorld.toString()})(${JSON.stringify(this.#settings)}, ${half(makeBridge)}, ${half(makeIpcRenderer)}, ${run})`
    const page = `(${pageWorld.toString()})(${make}, '${secret}')`
    const add = 'Page.addScriptToEvaluateOnNewDocument'
    await this.#session.send(add, { source: page })
    await this.#session.send(add, { source: worlds, ...(together ? {} : { worldName: world }) })
  }

  #follow(heard: Hearer): void {
    const session = this.#session
    session.on('Page.frameNavigated', ({ frame }) => {
      const url = toMain(frame.url + (frame.urlFragment ?? ''))
      this.#frames.set(frame.id, { url, parentId: frame.parentId })
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const known = this.#frames.get(frameId)
      if (known !== undefined) known.url = toMain(url)
      if (frameId === this.#mainFrame) heard.navigated(toMain(url))
    })
    session.on('Page.windowOpen', ({ url }) => {
      heard.opens(toMain(url))
    })
    session.on('Page.frameDetached', ({ frameId }) => this.#frames.delete(frameId))
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId, isDefault } = context.auxData as unknown as AuxData
      const wanted = this.#settings.together ? isDefault : context.name === world
      if (wanted) this.#contexts.set(context.id, { id: context.id, frameId })
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.#contexts.delete(executionContextId),
    )
    session.on('Runtime.executionContextsCleared', () => {
      this.#contexts.clear()
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#settings.secret)
        void this.#hear(payload, executionContextId, heard.message)
    })
  }

  async #hear(
    payload: string,
    contextId: number,
    heard: (message: FromPreload) => Promise<unknown>,
  ): Promise<void> {
    const { id, channel, args } = JSON.parse(payload) as {
      id: number | null
      channel: string
      args: string
    }
    const frame = this.#frameOf(this.#contexts.get(contextId)?.frameId)
    const message = { frame, channel, args: wire.decode(args) as unknown[], answers: id !== null }
    try {
      const value = await heard(message)
      if (id !== null) await this.#tell(contextId, { answer: id, value: wire.encode(value) })
    } catch (thrown) {
      const words = thrown instanceof Error ? thrown.message : String(thrown)
      if (id !== null) await this.#tell(contextId, { answer: id, thrown: words })
    }
  }

  /** Whoever navigated or closed in the meantime hears nothing, as in Electron. */
  async #tell(contextId: number | null, message: object): Promise<void> {
    if (contextId === null) return
    const text = JSON.stringify(JSON.stringify(message))
    const expression = `globalThis['${this.#settings.secret}-receive'](${text})`
    await this.#session.send('Runtime.evaluate', { expression, contextId }).catch(() => null)
  }

  #mainContext(): number | null {
    const found = [...this.#contexts.values()].find(({ frameId }) => frameId === this.#mainFrame)
    return found?.id ?? null
  }

  #frameOf(frameId: string | undefined): FrameView | null {
    const frame = this.#frames.get(frameId ?? '')
    if (frame === undefined) return null
    const parent = this.#frames.get(frame.parentId ?? '')
    return { url: frame.url, parent: parent === undefined ? null : { url: parent.url } }
  }
}
