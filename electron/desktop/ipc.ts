/** The contract over Electron's IPC: one handler a request, and events to our window only. */
import {
  parseRequest,
  type Client,
  type PushedEvent,
  type RequestName,
} from '../../shared/contract.ts'
import { requestInputs } from '../../shared/request-inputs.ts'
import { fail, toQuiesceError, type QuiesceError, type Result } from '../../shared/errors.ts'
import { eventChannel, requestChannel } from './channels.ts'
import type { SenderEvent } from './sender.ts'

/** Electron's `ipcMain`, as far as it is used here. */
export interface HandlerRegistry {
  handle(
    channel: string,
    handler: (event: SenderEvent, input: unknown) => Promise<Result<unknown>>,
  ): void
}

/** Electron's `webContents`, as far as it is used here. */
export interface EventTarget {
  isDestroyed(): boolean
  send(channel: string, event: PushedEvent): void
}

/** All requests that the contract knows. */
export const requestNames = Object.keys(requestInputs) as readonly RequestName[]

/**
 * Registers a handler for every request. Each checks the sender first, then the input, then asks
 * the engine; whatever comes of it is a `Result`, because only an Error's message would cross.
 */
export function handleRequests(
  registry: HandlerRegistry,
  client: Client,
  isOurs: (event: SenderEvent) => boolean,
): void {
  for (const name of requestNames) {
    registry.handle(requestChannel(name), async (event, input) => {
      if (!isOurs(event)) return fail(foreignSender)
      const parsed = parseRequest(name, input)
      if (!parsed.ok) return parsed
      try {
        return await client.request(parsed.value.name, parsed.value.input)
      } catch (thrown) {
        return fail(toQuiesceError(thrown))
      }
    })
  }
}

/** Pushes the engine's events to the window until the returned function is called. */
export function pushEvents(client: Client, target: EventTarget): () => void {
  return client.subscribe((event) => {
    if (!target.isDestroyed()) target.send(eventChannel, event)
  })
}

const foreignSender: QuiesceError = {
  code: 'unauthorized',
  message: 'The request did not come from Quiesce’s own page.',
  next: 'Nothing was done. Close the window and start Quiesce again.',
}
