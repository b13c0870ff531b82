/** The desktop's transport: what the preload put on the window. */
import type { Client } from '../../shared/contract.ts'

declare global {
  interface Window {
    /** Set by the desktop's preload; absent in a browser. */
    readonly quiesce?: Client
  }
}

/** The desktop's client, or null in a browser. */
export const desktopClient = (window: Window): Client | null => window.quiesce ?? null
