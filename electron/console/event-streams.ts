/** The open event streams (HTML Living Standard, "Server-sent events") and what is written to them. */
import type { ServerResponse } from 'node:http'
import type { PushedEvent } from '../../shared/contract.ts'
import { commonHeaders } from './answer.ts'

export interface EventStreams {
  /** Begins a stream on an answer that has no headers yet; it says hello first. */
  add(response: ServerResponse): void
  send(event: PushedEvent): void
  close(): void
}

/** A reader that is so far behind is not reading: it is dropped and may ask anew for everything. */
export const mostUnreadBytes = 1024 * 1024
/** A comment now and then, so that a dead connection is noticed on both sides. */
const heartbeatMs = 15_000

/** JSON has no raw line break, so that one data line always holds it. */
const formatEvent = (name: string, payload: unknown): string =>
  `event: ${name}\ndata: ${JSON.stringify(payload)}\n\n`

/** Keeps the streams. Nothing is queued for a reader beyond `mostUnreadBytes`. */
export function createEventStreams(): EventStreams {
  const open = new Set<ServerResponse>()
  const write = (response: ServerResponse, text: string): void => {
    if (response.writableLength + Buffer.byteLength(text) > mostUnreadBytes) {
      open.delete(response)
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
      response.on('error', () => open.delete(response))
      response.on('close', () => open.delete(response))
      open.add(response)
      write(response, formatEvent('hello', {}))
    },
    send: (event) => {
      if (open.size === 0) return
      const text = formatEvent(event.name, event.payload)
      for (const response of open) write(response, text)
    },
    close: () => {
      clearInterval(heart)
      for (const response of open) response.end()
      open.clear()
    },
  }
}
