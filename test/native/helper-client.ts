import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { once } from 'node:events'

import { Lines } from './lines.ts'
import { readStat } from './proc.ts'

/** A process that the helper holds. */
export interface Held {
  readonly handle: string
  readonly inode: string
}

/** Speaks the helper's protocol as plainly as possible: the tests are about the lines. */
export class HelperClient {
  readonly lines: Lines
  readonly hello: Promise<string>
  readonly #child: ChildProcessWithoutNullStreams
  #requests = 0

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child
    this.lines = new Lines(child.stdout)
    this.hello = this.lines.next(/^hello /)
    // Writing to a helper that has ended is part of what is tested.
    child.stdin.on('error', () => undefined)
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('The helper could not be started')
    return this.#child.pid
  }

  /** Sends bytes as they are. */
  write(text: string): void {
    this.#child.stdin.write(text)
  }

  /** Sends `WORD REQ rest` with a fresh REQ; resolves with the answer, its REQ left out. */
  async ask(word: 'open' | 'signal' | 'close', ...rest: readonly (string | number)[]) {
    const request = String(++this.#requests)
    const pattern = new RegExp(`^(opened|refused|sent|failed|closed) ${request}( |$)`)
    const answer = this.lines.next(pattern)
    this.write(`${[word, request, ...rest].join(' ')}\n`)
    const [name = '', , ...words] = (await answer).split(' ')
    return [name, ...words].join(' ')
  }

  /** Opens a process with the identity that it has now. */
  async open(pid: number, startTime = readStat(pid).startTime): Promise<Held> {
    const answer = await this.ask('open', pid, startTime)
    const [name, handle = '', inode = ''] = answer.split(' ')
    if (name !== 'opened') throw new Error(`open ${pid}: ${answer}`)
    return { handle, inode }
  }

  /** Waits until the helper reports this exit. */
  async exited(held: Held): Promise<void> {
    await this.lines.next(new RegExp(`^exited ${held.handle}$`))
  }

  /** Whether the kernel gives every process an inode of its own. */
  async hasInodes(): Promise<boolean> {
    return (await this.hello).includes(' inode=yes ')
  }

  closeInput(): void {
    this.#child.stdin.end()
  }

  closeOutput(): void {
    this.#child.stdout.destroy()
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async ended(): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
    if (this.#child.exitCode === null && this.#child.signalCode === null)
      await once(this.#child, 'exit')
    return { code: this.#child.exitCode, signal: this.#child.signalCode }
  }
}
