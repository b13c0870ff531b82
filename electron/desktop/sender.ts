/** Who may ask: our page, in the top frame of our window, and nobody else. */

/** Origin of everything that the window shows. */
export const appOrigin = 'app://quiesce'

/** What the check needs of an IPC event; Electron's `IpcMainInvokeEvent` fits. */
export interface SenderEvent {
  readonly sender: { readonly id: number }
  /** null when the frame has gone or navigated since it asked. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null
}

/** True for a message from the top frame of the window with this id, while it shows our page. */
export function isOurSender(event: SenderEvent, ourContentsId: number): boolean {
  const { sender, senderFrame } = event
  if (sender.id !== ourContentsId || senderFrame === null) return false
  return senderFrame.parent === null && originOf(senderFrame.url) === appOrigin
}

/**
 * Origin of an address, or null for none. `URL.origin` is "null" for schemes that Node does not
 * know as standard ones, so it is put together here.
 */
export function originOf(address: string): string | null {
  const url = URL.parse(address)
  return url === null ? null : `${url.protocol}//${url.host}`
}
