import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { writeBundle } from '../../build/write-bundle.mjs'
import { requestNames } from '../../electron/desktop/ipc.ts'

/** What the preload exposes to the page. */
interface Bridge {
  request(name: unknown, input: unknown): Promise<unknown>
  subscribe(listener: (event: unknown) => void): () => void
}
type Pass = (event: unknown, payload: unknown) => void

const folder = mkdtempSync(join(tmpdir(), 'quiesce-preload-'))
const file = join(folder, 'preload.cjs')
beforeAll(() => writeBundle('electron/desktop/preload.ts', file, 'cjs'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const invoked: unknown[] = []
const listeners = new Map<string, Set<Pass>>()
const required: string[] = []
let invoke = (): Promise<unknown> => Promise.resolve({ ok: true, value: 1 })

/** Runs the built file as Electron's sandbox does: with `require` for 'electron' and no more. */
function load(argv: readonly string[]): { readonly exposed: Record<string, Bridge> } {
  const exposed: Record<string, Bridge> = {}
  const listenersOf = (channel: string): Set<Pass> => {
    const known = listeners.get(channel) ?? new Set()
    listeners.set(channel, known)
    return known
  }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, bridge: Bridge) => (exposed[name] = bridge),
    },
    ipcRenderer: {
      invoke: (...args: unknown[]) => {
        invoked.push(args)
        return invoke()
      },
      on: (channel: string, pass: Pass) => listenersOf(channel).add(pass),
      off: (channel: string, pass: Pass) => listenersOf(channel).delete(pass),
    },
  }
  const require = (name: string): unknown => {
    required.push(name)
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  runInNewContext(readFileSync(file, 'utf8'), {
    require,
    process: { argv },
    module: {},
    exports: {},
  })
  return { exposed }
}

const withNames = ['electron', '--type=renderer', `--quiesce-requests=${requestNames.join(',')}`]
const bridge = (argv = withNames): Bridge => {
  const { quiesce } = load(argv).exposed
  if (quiesce === undefined) throw new Error('nothing was exposed')
  return quiesce
}

beforeEach(() => {
  invoked.length = 0
  required.length = 0
  listeners.clear()
  invoke = () => Promise.resolve({ ok: true, value: 1 })
})

describe('the built preload', () => {
  it('requires nothing but electron', () => {
    load(withNames)
    expect(required).toEqual(['electron'])
  })

  it('exposes one object with two functions: no ipcRenderer, no channel', () => {
    const { exposed } = load(withNames)
    expect(Object.keys(exposed)).toEqual(['quiesce'])
    expect(Object.keys(exposed['quiesce'] ?? {})).toEqual(['request', 'subscribe'])
  })

  it.each([...requestNames])('passes on %s, on its own channel', async (name) => {
    expect(await bridge().request(name, { a: 1 })).toEqual({ ok: true, value: 1 })
    expect(invoked).toEqual([[`quiesce:request:${name}`, { a: 1 }]])
  })

  it.each([
    'run.unheard-of',
    '',
    'quiesce:request:host.info',
    'constructor',
    '__proto__',
    'toString',
    null,
    undefined,
    { toString: () => 'host.info' },
    ['host.info'],
  ])('refuses %o, and nothing reaches the main process', async (name) => {
    const result = await bridge().request(name, {})
    expect(result).toMatchObject({ ok: false, error: { code: 'bad-input', place: 'request' } })
    expect(invoked).toEqual([])
  })

  it('knows no request when the window hands it no names', async () => {
    expect(await bridge(['electron']).request('host.info', {})).toMatchObject({ ok: false })
    expect(invoked).toEqual([])
  })

  it('answers with an error, not a rejection, when the main process does not', async () => {
    invoke = () => Promise.reject(new Error('no handler registered'))
    expect(await bridge().request('host.info', {})).toMatchObject({
      ok: false,
      error: { code: 'internal', cause: 'Error: no handler registered' },
    })
  })

  it('passes on events without Electron’s own event object, until told to stop', () => {
    const seen: unknown[] = []
    const stop = bridge().subscribe((...args) => seen.push(args))
    const push = (payload: unknown): void => {
      for (const pass of listeners.get('quiesce:event') ?? []) pass({ sender: 'secret' }, payload)
    }
    push({ name: 'host' })
    stop()
    push({ name: 'host' })
    expect(seen).toEqual([[{ name: 'host' }]])
    expect([...listeners.keys()]).toEqual(['quiesce:event'])
  })
})
