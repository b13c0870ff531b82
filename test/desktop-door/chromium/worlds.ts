/**
 * What runs in the page before anything of the page does: `electron` for the preload, in a world of
 * its own, and the page's half of `contextBridge`. Both cross by events of the window, which both
 * worlds share, under a name that the page does not know. Each function is taken by its source
 * text, so it stands by itself.
 */
import type { createWire as CreateWire } from './wire.ts'

type Fn = (...args: unknown[]) => unknown

/** What the halves tell each other; `args`, `api`, `value` and `thrown` are encoded. */
interface Told {
  readonly expose?: string
  readonly api?: string
  readonly settled?: number
  readonly fn?: number
  readonly call?: number
  readonly channel?: string
  readonly answer?: number
  readonly args?: string
  readonly value?: string
  readonly thrown?: string
}

/** What the preload's world is told. */
export interface WorldSettings {
  /** Name of the events between the worlds, and of the binding to the test process. */
  readonly secret: string
  readonly argv: readonly string[]
  /** The preload runs in the page's own world: contextIsolation was turned off. */
  readonly together: boolean
  /** Node in the page, as far as a page can tell. */
  readonly node: boolean
  readonly subFrames: boolean
}

/** The page's half: makes what the preload exposes, frozen, and forwards each call. */
export function pageWorld(createWire: typeof CreateWire, secret: string): void {
  const own: Fn[] = []
  const awaited = new Map<number, { done: Fn; broke: Fn }>()
  let calls = 0
  const ask = (fn: number, args: unknown[]): unknown => {
    calls += 1
    let answer = '{}'
    const hear = (event: Event): void => {
      answer = (event as CustomEvent<string>).detail
    }
    window.addEventListener(`${secret}-answer-${calls}`, hear, { once: true })
    const detail = JSON.stringify({ call: calls, fn, args: wire.encode(args) })
    window.dispatchEvent(new CustomEvent(`${secret}-preload`, { detail }))
    const { value, thrown } = JSON.parse(answer) as { value?: string; thrown?: string }
    if (thrown !== undefined) throw wire.decode(thrown) as Error
    return wire.decode(value ?? '["u"]')
  }
  const wire = createWire({
    giveFunction: (fn) => own.push(fn) - 1,
    takeFunction:
      (id) =>
      (...args: unknown[]): unknown =>
        ask(id, args),
    takePromise: (id) =>
      new Promise((done, broke) => {
        awaited.set(id, { done, broke })
      }),
  })
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  window.addEventListener(`${secret}-page`, (event) => {
    const told = JSON.parse((event as CustomEvent<string>).detail) as Told
    if (told.expose !== undefined) {
      const value = freeze(wire.decode(told.api ?? ''))
      Object.defineProperty(window, told.expose, { value, enumerable: true })
    } else if (told.settled !== undefined) {
      const { done, broke } = awaited.get(told.settled) ?? {}
      awaited.delete(told.settled)
      if (told.thrown === undefined) done?.(wire.decode(told.value ?? ''))
      else broke?.(wire.decode(told.thrown))
    } else {
      own[told.fn ?? -1]?.(...(wire.decode(told.args ?? '["a",[]]') as unknown[]))
    }
  })
}

/** The preload's half of `contextBridge`. */
export function makeBridge(createWire: typeof CreateWire, secret: string): unknown {
  const own: Fn[] = []
  let promises = 0
  const tell = (message: object): void => {
    window.dispatchEvent(new CustomEvent(`${secret}-page`, { detail: JSON.stringify(message) }))
  }
  const wire = createWire({
    giveFunction: (fn) => own.push(fn) - 1,
    takeFunction:
      (id) =>
      (...args: unknown[]): void => {
        tell({ fn: id, args: wire.encode(args) })
      },
    givePromise: (promise) => {
      promises += 1
      const settled = promises
      promise.then(
        (value) => {
          tell({ settled, value: wire.encode(value) })
        },
        (thrown: unknown) => {
          tell({ settled, thrown: wire.encode(thrown) })
        },
      )
      return settled
    },
  })
  const answer = (fn: number, args: string): object => {
    try {
      return { value: wire.encode(own[fn]?.(...(wire.decode(args) as unknown[]))) }
    } catch (thrown) {
      return { thrown: wire.encode(thrown) }
    }
  }
  window.addEventListener(`${secret}-preload`, (event) => {
    const asked = JSON.parse((event as CustomEvent<string>).detail) as Told
    const detail = JSON.stringify(answer(asked.fn ?? -1, asked.args ?? '["a",[]]'))
    window.dispatchEvent(new CustomEvent(`${secret}-answer-${asked.call ?? ''}`, { detail }))
  })
  return {
    exposeInMainWorld: (name: string, api: unknown): void => {
      tell({ expose: name, api: wire.encode(api) })
    },
  }
}

/** `ipcRenderer`, over the binding to the test process. Only what structured clone takes crosses. */
export function makeIpcRenderer(createWire: typeof CreateWire, secret: string): unknown {
  const here = globalThis as unknown as Record<string, (text: string) => void>
  const wire = createWire()
  const waiting = new Map<number, { done: Fn; broke: Fn }>()
  const listeners = new Map<string, Set<Fn>>()
  let asked = 0
  const of = (channel: string): Set<Fn> => {
    const known = listeners.get(channel) ?? new Set<Fn>()
    listeners.set(channel, known)
    return known
  }
  const receive = (text: string): void => {
    const told = JSON.parse(text) as Told
    if (told.channel !== undefined) {
      const args = wire.decode(told.args ?? '["a",[]]') as unknown[]
      for (const listener of [...of(told.channel)]) listener({ ports: [] }, ...args)
      return
    }
    const { done, broke } = waiting.get(told.answer ?? 0) ?? {}
    waiting.delete(told.answer ?? 0)
    if (told.thrown === undefined) done?.(wire.decode(told.value ?? '["u"]'))
    else broke?.(new Error(told.thrown))
  }
  Object.defineProperty(globalThis, `${secret}-receive`, { value: receive })
  return {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((done, broke) => {
        const text = wire.encode(args)
        asked += 1
        waiting.set(asked, { done, broke })
        here[secret]?.(JSON.stringify({ id: asked, channel, args: text }))
      }),
    send: (channel: string, ...args: unknown[]) => {
      here[secret]?.(JSON.stringify({ id: null, channel, args: wire.encode(args) }))
    },
    on: (channel: string, listener: Fn) => of(channel).add(listener),
    off: (channel: string, listener: Fn) => of(channel).delete(listener),
    removeListener: (channel: string, listener: Fn) => of(channel).delete(listener),
    removeAllListeners: (channel: string) => listeners.delete(channel),
  }
}

/** Runs the preload with what a sandboxed one may use: `require('electron')`, and a bare process. */
export function preloadWorld(
  settings: WorldSettings,
  contextBridge: () => unknown,
  ipcRenderer: () => unknown,
  preload: Fn,
): void {
  if (!(settings.secret in globalThis)) return
  if (window !== window.top && !settings.subFrames) return
  const electron = { contextBridge: contextBridge(), ipcRenderer: ipcRenderer() }
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  const process = { argv: settings.argv, type: 'renderer', sandboxed: true }
  if (settings.node) Object.assign(globalThis, { require, process })
  const module = { exports: {} }
  preload(require, process, module, module.exports)
}
