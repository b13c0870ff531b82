/**
 * The bridge into the window: `window.quiesce` is the engine's `Client`, made of one function for
 * each request of the contract. There is no way to name a channel: what is not in the list never
 * reaches the main process. Runs sandboxed, as one CommonJS file that requires only 'electron'.
 */
import { contextBridge, ipcRenderer } from 'electron'
import type { PushedEvent, RequestName } from '../../shared/contract.ts'
import type { QuiesceError, Result } from '../../shared/errors.ts'
import { eventChannel, requestChannel, requestNamesArgument } from './channels.ts'

type Ask = (input: unknown) => Promise<Result<unknown>>

const names = process.argv
  .find((argument) => argument.startsWith(requestNamesArgument))
  ?.slice(requestNamesArgument.length)
  .split(',') as RequestName[] | undefined

const requests: ReadonlyMap<unknown, Ask> = new Map(
  names?.map((name) => [name, (input) => ask(requestChannel(name), input)]),
)

contextBridge.exposeInMainWorld('quiesce', {
  request: (name: unknown, input: unknown): Promise<Result<unknown>> =>
    requests.get(name)?.(input) ?? Promise.resolve({ ok: false, error: notInContract }),

  subscribe(listener: (event: PushedEvent) => void): () => void {
    const pass = (_: unknown, event: PushedEvent): void => {
      listener(event)
    }
    ipcRenderer.on(eventChannel, pass)
    return () => {
      ipcRenderer.off(eventChannel, pass)
    }
  },
})

/** The main process answers with a Result always; a rejection means that it could not answer. */
async function ask(channel: string, input: unknown): Promise<Result<unknown>> {
  try {
    return (await ipcRenderer.invoke(channel, input)) as Result<unknown>
  } catch (thrown) {
    return { ok: false, error: { ...noAnswer, cause: String(thrown) } }
  }
}

const notInContract: QuiesceError = {
  code: 'bad-input',
  message: 'There is no such request.',
  next: 'Nothing was done. Reload the window; if it stays so, the two sides differ in version.',
  place: 'request',
}

const noAnswer: QuiesceError = {
  code: 'internal',
  message: 'The main process did not answer.',
  next: 'Look at the service before you try again; the journal holds what was sent so far.',
}
