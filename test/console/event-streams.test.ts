import { EventEmitter } from 'node:events'
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createEventStreams, mostUnreadBytes } from '../../electron/console/event-streams.ts'
import type { PushedEvent } from '../../shared/contract.ts'
import { makeServiceRow, sampleHost } from '../cli/samples.ts'
import { openConsole, type OpenConsole } from './open-console.ts'

/** The stream of a page, and the text that came so far. */
async function listen(opened: OpenConsole) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const { port } = opened
    const headers = { authorization: `Bearer ${opened.token}` }
    httpRequest({ host: '127.0.0.1', port, path: '/api/events', headers }, resolve)
      .on('error', reject)
      .end()
  })
  response.setEncoding('utf8')
  let text = ''
  const heard = new EventEmitter()
  response.on('data', (piece: string) => {
    text += piece
    heard.emit('more')
  })
  const hears = async (wanted: string): Promise<string> => {
    while (!text.includes(wanted)) await new Promise((resolve) => heard.once('more', resolve))
    return text
  }
  return { response, hears }
}

const host: PushedEvent = { name: 'host', payload: sampleHost }

describe('the event stream', () => {
  it('says hello, then each event as it is pushed', async () => {
    const opened = await openConsole()
    const { response, hears } = await listen(opened)
    expect(response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    expect(response.headers['cache-control']).toBe('no-store')
    await hears('event: hello\ndata: {}\n\n')
    opened.engine.push(host)
    await hears(`event: host\ndata: ${JSON.stringify(sampleHost)}\n\n`)
  })

  it('keeps an event on one data line, whatever names hold', async () => {
    const opened = await openConsole()
    const { hears } = await listen(opened)
    const row = makeServiceRow({ title: 'a\n\nevent: forged\ndata: x' })
    opened.engine.push({ name: 'services', payload: { changed: [row], removed: [], at: 0 } })
    const text = await hears('event: services\n')
    expect(text).not.toContain('\nevent: forged')
  })

  it('reaches several pages', async () => {
    const opened = await openConsole()
    const pages = [await listen(opened), await listen(opened)]
    opened.engine.push(host)
    for (const page of pages) await page.hears('event: host\n')
  })

  it('needs the token', async () => {
    const opened = await openConsole()
    const { response } = await listen({ ...opened, token: 'wrong' })
    expect(response.statusCode).toBe(401)
  })

  it('ends when the console ends', async () => {
    const opened = await openConsole()
    const { response, hears } = await listen(opened)
    await hears('hello')
    const ended = new Promise((resolve) => response.once('close', resolve))
    await opened.close()
    await ended
    opened.engine.push(host)
  })
})

/** An answer whose reader takes nothing. */
class DeafResponse extends EventEmitter {
  written = ''
  destroyed = false
  ended = false
  socket = { setNoDelay: vi.fn() }
  writeHead = vi.fn()
  get writableLength(): number {
    return Buffer.byteLength(this.written)
  }
  write(text: string): boolean {
    this.written += text
    return true
  }
  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
  end(): void {
    this.ended = true
  }
}
/** An engine that says what the test says, and knows who listens. */
const source = {
  listeners: new Set<(event: PushedEvent) => void>(),
  subscribe: (listener: (event: PushedEvent) => void) => {
    source.listeners.add(listener)
    return () => source.listeners.delete(listener)
  },
  send: (event: PushedEvent) => {
    for (const listener of source.listeners) listener(event)
  },
}
afterEach(() => {
  source.listeners.clear()
})

const deaf = () => {
  const response = new DeafResponse()
  return { response, asResponse: response as unknown as ServerResponse }
}

describe('a page that does not read', () => {
  it('is dropped before more waits for it than anybody reads', () => {
    const streams = createEventStreams(source.subscribe)
    const { response, asResponse } = deaf()
    streams.add(asResponse)
    const title = 'x'.repeat(100_000)
    const row = makeServiceRow({ title })
    for (let i = 0; i < 200; i += 1) {
      source.send({ name: 'services', payload: { changed: [row], removed: [], at: i } })
    }
    expect(response.destroyed).toBe(true)
    expect(response.writableLength).toBeLessThanOrEqual(mostUnreadBytes)
    streams.close()
  })

  it('keeps the others as they are', () => {
    const streams = createEventStreams(source.subscribe)
    const [gone, here] = [deaf(), deaf()]
    streams.add(gone.asResponse)
    streams.add(here.asResponse)
    gone.response.emit('error', new Error('EPIPE'))
    source.send(host)
    expect(gone.response.written).not.toContain('event: host')
    expect(here.response.written).toContain('event: host')
    streams.close()
    expect(here.response.ended).toBe(true)
  })

  it('is listened for while somebody reads, and no longer', () => {
    const streams = createEventStreams(source.subscribe)
    expect(source.listeners.size).toBe(0)
    const [one, two] = [deaf(), deaf()]
    streams.add(one.asResponse)
    streams.add(two.asResponse)
    expect(source.listeners.size).toBe(1)
    one.response.emit('close')
    expect(source.listeners.size).toBe(1)
    two.response.emit('close')
    expect(source.listeners.size).toBe(0)
    streams.add(deaf().asResponse)
    expect(source.listeners.size).toBe(1)
    streams.close()
    expect(source.listeners.size).toBe(0)
  })

  it('does not wait for more before it sends', () => {
    const streams = createEventStreams(source.subscribe)
    const { response, asResponse } = deaf()
    streams.add(asResponse)
    expect(response.socket.setNoDelay).toHaveBeenCalledWith(true)
    streams.close()
  })
})

describe('a sign of life', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is a comment every fifteen seconds, until the end', () => {
    const streams = createEventStreams(source.subscribe)
    const { response, asResponse } = deaf()
    streams.add(asResponse)
    vi.advanceTimersByTime(14_999)
    expect(response.written).not.toContain(': alive')
    vi.advanceTimersByTime(15_001)
    expect(response.written.split(': alive\n\n')).toHaveLength(3)
    streams.close()
    expect(vi.getTimerCount()).toBe(0)
  })
})
