/** Picks the transport: the desktop's where there is one, else the console's. */
import type { Client } from '../../shared/contract.ts'
import { desktopClient } from './desktop.ts'
import { createHttpClient, type HttpOptions } from './http.ts'
import { takeToken } from './token.ts'

/** The client of this window. `onConnection` tells whether events flow. */
export function pickClient(
  window: Window & typeof globalThis,
  onConnection: HttpOptions['onConnection'],
): Client {
  const desktop = desktopClient(window)
  if (desktop !== null) return desktop
  return createHttpClient({
    token: takeToken(window),
    fetch: window.fetch.bind(window),
    onConnection,
    sleep: (ms) => new Promise((resolve) => window.setTimeout(resolve, ms)),
  })
}
