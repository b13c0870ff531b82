/** The console's transport: requests as POST with a bearer token, events as a streamed body. */
import { isPushedEventName } from '../../shared/contract.ts'
import type {
  Client,
  PushedEvent,
  RequestInput,
  RequestName,
  RequestOutputs,
} from '../../shared/contract.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import { createEventReader } from './event-stream.ts'

export interface HttpOptions {
  readonly token: string | null
  readonly fetch: typeof globalThis.fetch
  /** Called when events flow, when they stop to, and when the token is refused for good. */
  readonly onConnection: (connection: 'connected' | 'lost' | 'refused') => void
  /** Waits before the next try; a test gives its own. */
  readonly sleep: (ms: number) => Promise<void>
}

/** First and longest wait between two tries to reconnect. */
const firstRetryMs = 500
const longestRetryMs = 8000

const notAnswering = (cause: string): QuiesceError => ({
  code: 'not-available',
  message: 'Quiesce is not answering.',
  next: 'What was sent stays sent. Look whether `quiesce console` still runs, then try again.',
  cause,
})

const isResult = (value: unknown): value is Result<unknown> =>
  typeof value === 'object' &&
  value !== null &&
  'ok' in value &&
  ('value' in value || 'error' in value)

/**
 * A long poll that nobody waits for any more still holds one of the six connections that a browser
 * gives a host; views come and go faster than polls end. So there is one at a time: a new one ends
 * the one before.
 */
function createPollSlot(): (name: RequestName) => AbortSignal | null {
  let poll: AbortController | null = null
  return (name) => {
    if (name !== 'log.read') return null
    poll?.abort()
    poll = new AbortController()
    return poll.signal
  }
}

/** A client over HTTP. Network failures are `not-available`; they never throw. */
export function createHttpClient(options: HttpOptions): Client {
  const headers = { authorization: `Bearer ${options.token ?? ''}` }
  const begin = createPollSlot()
  async function request<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> {
    try {
      const response = await options.fetch(`/api/${name}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(input),
        signal: begin(name),
      })
      const answer: unknown = await response.json()
      if (isResult(answer)) return answer as Result<RequestOutputs[K]>
      return { ok: false, error: notAnswering(`an answer of another shape (${response.status})`) }
    } catch (error) {
      return { ok: false, error: notAnswering(String(error)) }
    }
  }
  return {
    request,
    subscribe: (listener) => {
      const controller = new AbortController()
      void followEvents(options, headers, listener, controller.signal)
      return () => {
        controller.abort()
      }
    },
  }
}

/** A call, because the compiler cannot know that another task aborts while this one waits. */
const hasEnded = (signal: AbortSignal): boolean => signal.aborted

type Listener = (event: PushedEvent) => void
type Body = ReadableStreamDefaultReader<Uint8Array>

async function followEvents(
  options: HttpOptions,
  headers: Record<string, string>,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = firstRetryMs
  while (!hasEnded(signal)) {
    const body = await openStream(options, headers, signal)
    if (body === 'refused') {
      options.onConnection('refused')
      return
    }
    if (body !== null) {
      options.onConnection('connected')
      retryMs = firstRetryMs
      await readEvents(body, listener)
    }
    if (hasEnded(signal)) return
    options.onConnection('lost')
    await options.sleep(retryMs)
    retryMs = Math.min(longestRetryMs, retryMs * 2)
  }
}

/** The opened stream; null where the line is broken, `refused` where the token does not fit. */
async function openStream(
  options: HttpOptions,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<Body | 'refused' | null> {
  try {
    const response = await options.fetch('/api/events', { headers, signal })
    if (response.status === 401 || response.status === 403) return 'refused'
    return response.ok ? (response.body?.getReader() ?? null) : null
  } catch {
    // fetch throws for a broken line and for our own abort alike; the caller tells them apart.
    return null
  }
}

/** Hands on the events of one stream until it ends or breaks. */
async function readEvents(body: Body, listener: Listener): Promise<void> {
  const read = createEventReader()
  const decoder = new TextDecoder()
  for (;;) {
    // A rejected read is a broken line or our own abort: for the stream both are its end.
    const piece = await body.read().catch(() => null)
    if (piece === null || piece.done) return
    for (const event of read(decoder.decode(piece.value, { stream: true }))) {
      if (!isPushedEventName(event.name)) continue
      listener({ name: event.name, payload: JSON.parse(event.data) as unknown } as PushedEvent)
    }
  }
}
