/** `ipcMain`: what it was told to handle, and what comes in. */
import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import type { FrameView } from './tables.ts'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown

/** Handlers by channel. */
export class StandInIpcMain
  extends EventEmitter
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.handlers.set(channel, handler)
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (...args) => {
      this.removeHandler(channel)
      return handler(...args)
    })
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }
}

export const ipcMain = new StandInIpcMain()

/** The event of a message: `sender` is the window's contents, or a stranger's. */
export const senderEvent = (
  sender: object,
  senderFrame: FrameView | null,
): Electron.IpcMainInvokeEvent =>
  ({ sender, senderFrame, type: 'frame', frameId: 1, processId: 1 }) as never

/** Answers as Electron does; the words of a failure are all that a page learns of it. */
export async function invoke(
  event: Electron.IpcMainInvokeEvent,
  channel: string,
  args: readonly unknown[],
): Promise<unknown> {
  const handler = ipcMain.handlers.get(channel)
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return await handler(event, ...args)
  } catch (thrown) {
    throw new Error(`Error invoking remote method '${channel}': ${String(thrown)}`, {
      cause: thrown,
    })
  }
}
