/** Writes answers: the headers that all of them carry, JSON, and refusals. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Result } from '../../shared/errors.ts'
import type { Refusal } from './guard.ts'

/** Nothing but our own files may run, load or frame; no other origin may read what we answer. */
export const commonHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** How long what is still being sent to us is thrown away before the connection is cut. */
const lingerMs = 1000

/**
 * Ends a connection whose request we did not read. Cutting it at once would make the kernel answer
 * with a reset (RFC 9112, 9.6), and our answer would be lost with it; so what comes is read and
 * thrown away for a moment. Nothing of it is kept.
 */
function closeUnread(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  response.on('finish', () => {
    const cut = setTimeout(() => socket.destroy(), lingerMs)
    socket.on('close', () => {
      clearTimeout(cut)
    })
    request.resume()
  })
}

/** Answers with JSON; nothing of it is kept by a cache. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const body = JSON.stringify(value)
  response.writeHead(status, {
    ...commonHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
  })
  response.end(body)
}

/** Answers a request that the guard refused; the rest of it is not read. */
export function sendRefusal(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: Refusal,
): void {
  if (response.headersSent) return
  if (refusal.allow !== undefined) response.setHeader('Allow', refusal.allow)
  if (refusal.status === 401) response.setHeader('WWW-Authenticate', 'Bearer')
  if (!request.complete) {
    response.setHeader('Connection', 'close')
    closeUnread(request, response)
  }
  const result: Result<never> = { ok: false, error: refusal.error }
  sendJson(response, refusal.status, result)
}
