import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

interface Waiter {
  readonly pattern: RegExp
  resolve(line: string): void
  reject(error: Error): void
}

/** The lines of a stream, so that a test waits for what it is told and never for time. */
export class Lines {
  /** Everything that came, in order. */
  readonly all: string[] = []
  /** Settles when the stream has ended. */
  readonly ended: Promise<void>
  readonly #unread: string[] = []
  readonly #waiters = new Set<Waiter>()
  #hasEnded = false

  constructor(stream: Readable) {
    const reader = createInterface({ input: stream })
    reader.on('line', (line) => {
      this.#take(line)
    })
    this.ended = new Promise((resolve) => {
      reader.once('close', () => {
        this.#hasEnded = true
        for (const waiter of this.#waiters) waiter.reject(this.#missing())
        resolve()
      })
    })
  }

  /** The first unread line, or the first that matches. */
  next(pattern = /^/): Promise<string> {
    const index = this.#unread.findIndex((line) => pattern.test(line))
    if (index >= 0) return Promise.resolve(this.#unread.splice(index, 1).join())
    if (this.#hasEnded) return Promise.reject(this.#missing())
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { pattern, resolve, reject }
      this.#waiters.add(waiter)
    })
  }

  #take(line: string): void {
    this.all.push(line)
    for (const waiter of this.#waiters) {
      if (!waiter.pattern.test(line)) continue
      this.#waiters.delete(waiter)
      waiter.resolve(line)
      return
    }
    this.#unread.push(line)
  }

  #missing(): Error {
    return new Error(`The stream ended before the line came. It said:\n${this.all.join('\n')}`)
  }
}
