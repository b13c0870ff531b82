/** The open event streams (HTML Living Standard, "Server-sent events") and what is written to them. */
import type { ServerResponse } from 'node:http'
import type { PushedEvent } from '../../shared/contract.ts'
import { commonHeaders } from './answer.ts'

export interface EventStreams {
  /** Begins a stream on an answer that has no headers yet; it says hello first. */
  add(response: ServerResponse): void
  close(): void
}

/** A reader that is so far behind is not reading: it is dropped and may ask anew for everything. */
export const mostUnreadBytes = 8 * 1024 * 1024
/** A comment now and then, so that a dead connection is noticed on both sides. */
const heartbeatMs = 15_000

/** JSON has no raw line break, so that one data line always holds it. */
const formatEvent = (name: string, payload: unknown): string =>
  `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`

/** Where the events come from; the function that is returned ends it. */
export type EventSource = (listener: (event: PushedEvent) => void) => () => void

/**
 * Keeps the streams. Nothing is queued for a reader beyond `mostUnreadBytes`. The source is listened
 * to while somebody reads: an engine that nobody listens to looks at nothing.
 */
export function createEventStreams(source: EventSource): EventStreams {
  const open = new Set<ServerResponse>()
  let unsubscribe: (() => void) | null = null
  const remove = (response: ServerResponse): void => {
    open.delete(response)
    if (open.size > 0) return
    unsubscribe?.()
    unsubscribe = null
  }
  const send = (event: PushedEvent): void => {
    const text = formatEvent(event.name, event.payload)
    for (const response of open) write(response, text)
  }
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength + Buffer.byteLength(text) > mostUnreadBytes) {
      remove(response)
      response.destroy()
    } else response.write(text)
  }
  const heart = setInterval(() => {
    for (const response of open) write(response, ': alive\n\n')
  }, heartbeatMs)
  heart.unref()
  return {
    add: (response) => {
      response.writeHead(200, {
        ...commonHeaders,
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
      })
      // Events are small and wanted at once; Nagle's algorithm would keep them back.
      response.socket?.setNoDelay(true)
      response.on('error', () => {
        remove(response)
      })
      response.on('close', () => {
        remove(response)
      })
      open.add(response)
      unsubscribe ??= source(send)
      write(response, formatEvent('hello', {}))
    },
    close: () => {
      clearInterval(heart)
      unsubscribe?.()
      for (const response of open) response.end()
      open.clear()
    },
  }
}
