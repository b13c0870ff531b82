/** A console on a free port with a small window and a scripted engine behind it. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { startConsole, type Console, type ConsoleOptions } from '../../electron/console/server.ts'
import type { RequestName } from '../../shared/contract.ts'
import { ok } from '../../shared/errors.ts'
import { FakeEngine } from '../cli/fake-engine.ts'
import { sampleHost } from '../cli/samples.ts'

export interface OpenConsole extends Console {
  readonly engine: FakeEngine
  readonly token: string
  readonly folder: string
  readonly asked: RequestName[]
}

/** The window that the console serves, with a link that leads out of it. */
export function makeWindow(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-console-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const window = join(folder, 'renderer')
  mkdirSync(join(window, 'assets'), { recursive: true })
  writeFileSync(join(window, 'index.html'), '<!doctype html><title>Quiesce</title>')
  writeFileSync(join(window, 'assets', 'index-1a2b.js'), 'export {}')
  writeFileSync(join(window, 'assets', 'inter.woff2'), 'font')
  writeFileSync(join(window, 'secret.key'), 'not of a known type')
  writeFileSync(join(folder, 'outside.html'), 'outside')
  symlinkSync(join(folder, 'outside.html'), join(window, 'link.html'))
  return folder
}

export async function openConsole(patience?: ConsoleOptions['patience']): Promise<OpenConsole> {
  const folder = makeWindow()
  const engine = new FakeEngine()
  engine.answers['host.info'] = () => ok(sampleHost)
  const opened = await startConsole({
    client: engine,
    port: 0,
    rendererFolder: join(folder, 'renderer'),
    openerFolder: join(folder, 'run'),
    ...(patience && { patience }),
  })
  if (!opened.ok) throw new Error(opened.error.message)
  onTestFinished(() => opened.value.close())
  const token = opened.value.url.split('#token=')[1] ?? ''
  return {
    ...opened.value,
    engine,
    token,
    folder,
    get asked() {
      return engine.asked.map(({ name }) => name)
    },
  }
}

export interface Answer {
  readonly status: number
  readonly head: string
  readonly body: string
}

function parseAnswer(text: string): Answer {
  const at = text.indexOf('\r\n\r\n')
  const head = at === -1 ? text : text.slice(0, at)
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
  return { status, head, body: at === -1 ? '' : text.slice(at + 4) }
}

/** Sends bytes as they are and resolves with what came until the other side closed. */
export function sendRaw(port: number, bytes: string | Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect({ host: '127.0.0.1', port }, () => {
      socket.write(bytes)
    })
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => {
      text += piece
    })
    // A reset after the answer is no failure of it; what came before counts.
    socket.on('error', (error) => {
      if (text === '') reject(error)
    })
    socket.on('close', () => {
      resolve(parseAnswer(text))
    })
  })
}

/** Headers of a good request of our own page, changed or (null) left out. */
export function request(
  opened: OpenConsole,
  path: string,
  change: Readonly<Record<string, string | null>> = {},
  body = '{}',
  method = 'POST',
): string {
  const headers: Record<string, string | null> = {
    Host: `127.0.0.1:${opened.port}`,
    Origin: `http://127.0.0.1:${opened.port}`,
    Authorization: `Bearer ${opened.token}`,
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(body)),
    Connection: 'close',
    ...change,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  )
  return [`${method} ${path} HTTP/1.1`, ...lines, '', body].join('\r\n')
}

/** GET of a page as a browser sends it. */
export const get = (opened: OpenConsole, path: string): string =>
  `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${opened.port}\r\nConnection: close\r\n\r\n`
