import { describe, expect, it, vi } from 'vitest'
import { createHttpClient, type HttpOptions } from '../../../renderer/client/http.ts'
import type { PushedEvent } from '../../../shared/contract.ts'

const json = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status })

function make(
  fetch: (path: string, init: RequestInit) => Promise<Response>,
  more: Partial<HttpOptions> = {},
) {
  const connections: string[] = []
  const client = createHttpClient({
    token: 'secret',
    fetch: fetch as typeof globalThis.fetch,
    onConnection: (connection) => connections.push(connection),
    sleep: () => Promise.resolve(),
    ...more,
  })
  return { client, connections }
}

describe('a request', () => {
  it('is a POST with the token and the input as JSON', async () => {
    const fetch = vi.fn((path: string, init: RequestInit) =>
      Promise.resolve(json({ ok: true, value: [path, init.method] })),
    )
    const { client } = make(fetch)
    expect(await client.request('services.list', { all: true })).toEqual({
      ok: true,
      value: ['/api/services.list', 'POST'],
    })
    const init = fetch.mock.calls[0]?.[1]
    expect(init?.headers).toMatchObject({
      authorization: 'Bearer secret',
      'content-type': 'application/json',
    })
    expect(init?.body).toBe('{"all":true}')
  })
  it('passes a refusal on as it is, whatever the status', async () => {
    const error = { code: 'unauthorized', message: 'No.', next: 'Open it again.' }
    const { client } = make(() => Promise.resolve(json({ ok: false, error }, 401)))
    expect(await client.request('host.info', {})).toEqual({ ok: false, error })
  })
  it.each<[string, () => Promise<Response>]>([
    ['the connection fails', () => Promise.reject(new TypeError('fetch failed'))],
    ['the answer is no JSON', () => Promise.resolve(new Response('<html>', { status: 502 }))],
    ['the answer has another shape', () => Promise.resolve(json({ rows: [] }))],
    ['the answer is nothing', () => Promise.resolve(json(null))],
  ])('says that Quiesce is not answering when %s', async (_why, answer) => {
    const result = await make(answer).client.request('host.info', {})
    expect(result).toMatchObject({
      ok: false,
      error: {
        code: 'not-available',
        next: expect.stringContaining('What was sent stays sent') as string,
      },
    })
  })
})

describe('a long poll', () => {
  it('ends the one before: a browser has six connections for a host, and views come and go', () => {
    const signals: (AbortSignal | null | undefined)[] = []
    const { client } = make((_path, init) => {
      signals.push(init.signal)
      return new Promise(() => undefined)
    })
    const poll = { target: 'a.service', level: 7, limit: 10, waitMs: 20_000 }
    void client.request('log.read', poll)
    void client.request('host.info', {})
    void client.request('log.read', { ...poll, target: 'b.service' })
    expect(signals.map((signal) => signal?.aborted ?? null)).toEqual([true, null, false])
  })
  it('that was ended is an answer like any other that did not come', async () => {
    const { client } = make(
      (_path, init) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener('abort', () => {
            reject(new DOMException('aborted', 'AbortError'))
          })
        }),
    )
    const poll = { target: 'a.service', level: 7, limit: 10, waitMs: 20_000 }
    const first = client.request('log.read', poll)
    void client.request('log.read', poll)
    expect(await first).toMatchObject({ ok: false, error: { code: 'not-available' } })
  })
})

describe('the events', () => {
  const stream = (text: string): Response => new Response(text, { status: 200 })
  const follow = (answers: (() => Promise<Response>)[], more: Partial<HttpOptions> = {}) => {
    const waits: number[] = []
    const events: PushedEvent[] = []
    const { promise: over, resolve } = Promise.withResolvers<undefined>()
    const next = (): Promise<Response> => {
      const answer = answers.shift()
      if (answer !== undefined) return answer()
      resolve(undefined)
      return new Promise(() => undefined)
    }
    const { client, connections } = make(next, {
      sleep: (ms) => {
        waits.push(ms)
        return Promise.resolve()
      },
      ...more,
    })
    const stop = client.subscribe((event) => events.push(event))
    return { waits, events, connections, over, stop }
  }

  it('are parsed and handed on, those of the contract only', async () => {
    const text = 'event: greeting\ndata: {}\n\nevent: host\ndata: {"hostName":"h"}\n\n'
    const { events, over, stop } = follow([() => Promise.resolve(stream(text))])
    await over
    stop()
    expect(events).toEqual([{ name: 'host', payload: { hostName: 'h' } }])
  })
  it('are asked for again with longer and longer waits, up to a bound', async () => {
    const refused = (): Promise<Response> => Promise.reject(new TypeError('refused'))
    const { waits, connections, over, stop } = follow(Array.from({ length: 7 }, () => refused))
    await over
    stop()
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000])
    expect(new Set(connections)).toEqual(new Set(['lost']))
  })
  it('say when they flow and when they stop, and start over with a short wait', async () => {
    const refused = (): Promise<Response> => Promise.resolve(json({ ok: false }, 503))
    const open = (): Promise<Response> => Promise.resolve(stream(': here\n\n'))
    const { waits, connections, over, stop } = follow([refused, refused, open, refused])
    await over
    stop()
    expect(connections).toEqual(['lost', 'lost', 'connected', 'lost', 'lost'])
    expect(waits).toEqual([500, 1000, 500, 1000])
  })
  it.each([401, 403])(
    'are not asked for again with a token that is refused by %d',
    async (status) => {
      const asked = vi.fn(() => Promise.resolve(json({ ok: false }, status)))
      const { client, connections } = make(asked)
      client.subscribe(() => undefined)
      await vi.waitFor(() => {
        expect(connections).toEqual(['refused'])
      })
      expect(asked).toHaveBeenCalledTimes(1)
    },
  )
  it('end with the subscription, without calling that a loss', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<undefined>()
    const hanging = (_path: string, init: RequestInit): Promise<Response> =>
      new Promise((_resolve, reject) => {
        init.signal?.addEventListener('abort', () => {
          reject(new DOMException('aborted', 'AbortError'))
        })
        resolve(undefined)
      })
    const { client, connections } = make(hanging)
    const stop = client.subscribe(() => undefined)
    await asked
    stop()
    await new Promise((done) => setImmediate(done))
    expect(connections).toEqual([])
  })
})
