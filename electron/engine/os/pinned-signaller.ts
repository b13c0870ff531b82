import { fail, ok, type Result } from '../../../shared/errors.ts'
import type { Guarantee } from '../../../shared/host.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { SignalName } from '../../../shared/signals.ts'
import type { Pin, Pinner, Wanted } from './pinner.ts'
import type { HeldProcess, HoldRefusal, SendResult, Signaller } from './ports.ts'

/** Gives the first pinner, and the next one whenever one has ended for this reason. Never rejects. */
export type NextPinner = (endedWhy: string | null) => Promise<Pinner>

/** A process that somebody holds, whoever pins it now. */
interface Held extends Wanted {
  inode: string | null
  pin: Pin | null
  /** How it was lost: it exited, or its pid has another owner. */
  ended: 'gone' | 'changed' | null
  released: boolean
  /** False until `hold` has answered: the caller must know what it holds before that exits. */
  given: boolean
  readonly onExit: () => void
}

/** A signaller over one pinner after the other; held processes survive the change. */
export async function createPinnedSignaller(next: NextPinner): Promise<Signaller> {
  const signaller = new PinnedSignaller(next)
  await signaller.settled()
  return signaller
}

class PinnedSignaller implements Signaller {
  readonly #next: NextPinner
  readonly #held = new Set<Held>()
  readonly #listeners = new Set<(guarantee: Guarantee) => void>()
  #guarantee: Guarantee = { kind: 'checked', why: 'starting' }
  #pinner: Pinner | null = null
  #changing: Promise<void> | null = null
  #closed = false

  constructor(next: NextPinner) {
    this.#next = next
    this.#beginChange(null)
  }

  guarantee(): Guarantee {
    return this.#guarantee
  }

  onGuarantee(listener: (guarantee: Guarantee) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Settles when no change of pinner is under way. */
  async settled(): Promise<void> {
    while (this.#changing) await this.#changing
  }

  async hold(
    identity: ProcessIdentity,
    onExit: () => void,
  ): Promise<Result<HeldProcess, HoldRefusal>> {
    await this.settled()
    const state = { inode: null, pin: null, ended: null, released: false, given: false }
    const held: Held = { identity, onExit, ...state }
    const refusal = await this.#take(held)
    if (refusal !== null) return fail(refusal)
    if (held.ended === null) this.#held.add(held)
    // Later than the caller's own `await`, whichever of the two was first on the wire.
    setImmediate(() => {
      held.given = true
      if (held.ended) this.#tell(held)
    })
    return ok({
      identity,
      send: (signal) => this.#send(held, signal),
      release: () => {
        held.released = true
        this.#forget(held)
      },
    })
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#held.clear()
    this.#listeners.clear()
    await this.settled()
    await this.#pinner?.close()
    this.#pinner = null
  }

  async #send(held: Held, signal: SignalName): Promise<SendResult> {
    await this.settled()
    if (held.released || this.#closed) return 'failed'
    // Pinned no longer and not known to be gone: the last change could not take it over.
    if (held.pin === null && held.ended === null) await this.#takeOver(held)
    return held.ended ?? held.pin?.send(signal) ?? 'failed'
  }

  async #take(held: Held): Promise<HoldRefusal | null> {
    const pinner = this.#pinner
    if (pinner === null) return 'failed'
    const pinned = await pinner.pin(held, () => {
      this.#exit(held, 'gone')
    })
    if (!pinned.ok) return pinned.error
    // A change that began meanwhile did not know of this pin, which ended with its pinner.
    if (this.#pinner !== pinner) return 'failed'
    held.pin = pinned.value
    held.inode = pinned.value.inode ?? held.inode
    if (held.released || held.ended) this.#forget(held)
    return null
  }

  /** Pins again what was held before; that it is no longer there is news to its holder. */
  async #takeOver(held: Held): Promise<void> {
    const refusal = await this.#take(held)
    if (refusal === 'gone' || refusal === 'changed') this.#exit(held, refusal)
  }

  #exit(held: Held, how: 'gone' | 'changed'): void {
    if (held.ended !== null || held.released || this.#closed) return
    held.ended = how
    this.#forget(held)
    if (held.given) this.#tell(held)
  }

  /** In a task of its own: a listener that throws must not keep others from hearing. */
  #tell(held: Held): void {
    if (!held.released && !this.#closed) queueMicrotask(held.onExit)
  }

  #forget(held: Held): void {
    this.#held.delete(held)
    held.pin?.release()
    held.pin = null
  }

  #say(guarantee: Guarantee): void {
    this.#guarantee = guarantee
    for (const listener of this.#listeners) {
      queueMicrotask(() => {
        listener(guarantee)
      })
    }
  }

  #beginChange(endedWhy: string | null): void {
    const before = this.#changing ?? Promise.resolve()
    const change = before.then(() => this.#change(endedWhy))
    this.#changing = change.finally(() => {
      if (this.#changing === settled) this.#changing = null
    })
    const settled = this.#changing
  }

  async #change(endedWhy: string | null): Promise<void> {
    if (this.#closed) return
    const pinner = await this.#next(endedWhy)
    this.#pinner = pinner
    pinner.onEnd((why) => {
      this.#lose(why)
    })
    await Promise.all([...this.#held].map((held) => this.#takeOver(held)))
    if (this.#pinner === pinner) this.#say(pinner.guarantee)
  }

  #lose(why: string): void {
    this.#pinner = null
    for (const held of this.#held) held.pin = null
    if (this.#closed) return
    this.#beginChange(why)
    this.#say({ kind: 'checked', why: `${why}; a replacement is being started` })
  }
}
