/**
 * Calls between the process of `main.js` and the test process, over Node's IPC channel with
 * structured clone. Each side has a table of functions that the other may call.
 */

/** What a table may hold: functions of any kind. */
type Table<T> = { readonly [K in keyof T]: (...args: never[]) => unknown }

type Message =
  | { readonly call: number; readonly name: string; readonly args: unknown[] }
  | { readonly answer: number; readonly value?: unknown; readonly thrown?: string }

/** Both ends of Node's channel: `process` in the child, the child in its parent. */
export interface Channel {
  readonly connected: boolean
  send?: ((message: Message, done: () => void) => unknown) | undefined
  on(event: 'message', listener: (message: Message) => void): unknown
}

/** One side of the channel: answers with its own table, and asks with `ask`. */
export class Calls<Theirs extends Table<Theirs>, Ours extends Table<Ours>> {
  readonly #channel: Channel
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>()
  #count = 0

  constructor(channel: Channel, ours: Ours) {
    this.#channel = channel
    channel.on('message', (message) => {
      if ('answer' in message) this.#settle(message)
      else void this.#answer(ours[message.name as keyof Ours], message)
    })
  }

  /** Rejects with the other side's words, or when it has gone (`end`). */
  ask<K extends keyof Theirs & string>(
    name: K,
    ...args: Parameters<Theirs[K]>
  ): Promise<Awaited<ReturnType<Theirs[K]>>> {
    if (!this.#channel.connected)
      return Promise.reject(new Error(`${name}: the other side is gone`))
    this.#count += 1
    const waiting = Promise.withResolvers<unknown>()
    this.#waiting.set(this.#count, waiting)
    this.#send({ call: this.#count, name, args })
    return waiting.promise as Promise<Awaited<ReturnType<Theirs[K]>>>
  }

  /** The other side is no more. */
  end(why: string): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(why))
    this.#waiting.clear()
  }

  /** Whoever went in the meantime hears nothing, and needs nothing. */
  #send(message: Message): void {
    if (this.#channel.connected) this.#channel.send?.(message, () => undefined)
  }

  #settle(message: Extract<Message, { answer: number }>): void {
    const waiting = this.#waiting.get(message.answer)
    this.#waiting.delete(message.answer)
    if (message.thrown === undefined) waiting?.resolve(message.value)
    else waiting?.reject(new Error(message.thrown))
  }

  async #answer(
    own: ((...args: never[]) => unknown) | undefined,
    { call, name, args }: Extract<Message, { call: number }>,
  ): Promise<void> {
    try {
      if (own === undefined) throw new Error(`nobody answers ${name}`)
      this.#send({ answer: call, value: await own(...(args as never[])) })
    } catch (thrown) {
      const words = thrown instanceof Error ? thrown.message : String(thrown)
      this.#send({ answer: call, thrown: words })
    }
  }
}
