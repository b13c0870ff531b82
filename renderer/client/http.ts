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
  /** Called when events flow, and when they stop to. */
  readonly onConnection: (connection: 'connected' | 'lost') => void
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

/** A client over HTTP. Network failures are `not-available`; they never throw. */
export function createHttpClient(options: HttpOptions): Client {
  const headers = { authorization: `Bearer ${options.token ?? ''}` }
  async function request<K extends RequestName>(
    name: K,
    input: RequestInput<K>,
  ): Promise<Result<RequestOutputs[K]>> {
    try {
      const response = await options.fetch(`/api/${name}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(input),
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

async function followEvents(
  options: HttpOptions,
  headers: Record<string, string>,
  listener: Listener,
  signal: AbortSignal,
): Promise<void> {
  let retryMs = firstRetryMs
  while (!hasEnded(signal)) {
    const flowed = await readStream(options, headers, listener, signal)
    if (hasEnded(signal)) return
    options.onConnection('lost')
    if (flowed) retryMs = firstRetryMs
    await options.sleep(retryMs)
    retryMs = Math.min(longestRetryMs, retryMs * 2)
  }
}

/** Reads one stream to its end. True where it was open at all. */
async function readStream(
  options: HttpOptions,
  headers: Record<string, string>,
  listener: Listener,
  signal: AbortSignal,
): Promise<boolean> {
  let open = false
  try {
    const response = await options.fetch('/api/events', { headers, signal })
    if (!response.ok || response.body === null) return false
    open = true
    options.onConnection('connected')
    const read = createEventReader()
    const decoder = new TextDecoder()
    const reader = response.body.getReader()
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return open
      for (const event of read(decoder.decode(value, { stream: true }))) {
        if (!isPushedEventName(event.name)) continue
        listener({ name: event.name, payload: JSON.parse(event.data) as unknown } as PushedEvent)
      }
    }
  } catch (error) {
    // A broken line and our own abort both end here; the caller tells them apart and tries again.
    if (!(error instanceof Error)) throw error
    return open
  }
}
