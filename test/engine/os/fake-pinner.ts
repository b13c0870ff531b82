import type { Pin, Pinner, Wanted } from '../../../electron/engine/os/pinner.ts'
import type { HoldRefusal, SendResult } from '../../../electron/engine/os/ports.ts'
import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { SignalName } from '../../../shared/signals.ts'

/** A pinner that does what the test says, and keeps what was asked of it. */
export class FakePinner implements Pinner {
  readonly guarantee: Guarantee
  readonly wanted: Wanted[] = []
  readonly sent: [pid: number, signal: SignalName][] = []
  readonly released: number[] = []
  closed = false
  /** Refusals by pid; whoever is not named is pinned. */
  readonly refusals = new Map<number, HoldRefusal>()
  /** The answer to every signal, or `never` to leave it unanswered until the end. */
  answer: SendResult | 'never' = 'sent'
  /** Let the process exit before the pin is given. */
  exitsAtOnce = false
  /** End in the middle of the next pin. */
  diesOfPin = false
  #ended: string | null = null
  readonly #exits = new Map<number, () => void>()
  readonly #unanswered: ((result: SendResult) => void)[] = []
  readonly #listeners: ((why: string) => void)[] = []

  constructor(why: string) {
    this.guarantee = { kind: 'exact', why }
  }

  pin(wanted: Wanted, onExit: () => void): Promise<Result<Pin, HoldRefusal>> {
    this.wanted.push({ identity: wanted.identity, inode: wanted.inode })
    if (this.#ended !== null) return Promise.resolve(fail('failed'))
    if (this.diesOfPin) {
      this.end('of a pin')
      return Promise.resolve(fail('failed'))
    }
    const { pid } = wanted.identity
    const refusal = this.refusals.get(pid)
    if (refusal !== undefined) return Promise.resolve(fail(refusal))
    this.#exits.set(pid, onExit)
    if (this.exitsAtOnce) this.exit(pid)
    return Promise.resolve(
      ok({
        inode: `inode of ${pid}`,
        send: (signal) => this.#send(pid, signal),
        release: () => this.released.push(pid),
      }),
    )
  }

  onEnd(listener: (why: string) => void): void {
    if (this.#ended === null) this.#listeners.push(listener)
    else listener(this.#ended)
  }

  close(): Promise<void> {
    this.closed = true
    return Promise.resolve()
  }

  exit(pid: number): void {
    this.#exits.get(pid)?.()
  }

  end(why: string): void {
    this.#ended = why
    for (const answer of this.#unanswered.splice(0)) answer('maybe')
    for (const listener of this.#listeners.splice(0)) listener(why)
  }

  #send(pid: number, signal: SignalName): Promise<SendResult> {
    this.sent.push([pid, signal])
    const { answer } = this
    if (answer !== 'never') return Promise.resolve(answer)
    return new Promise((resolve) => this.#unanswered.push(resolve))
  }
}
