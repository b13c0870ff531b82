import type { Result } from '../../../shared/errors.ts'
import { identityKey, type Member, type ProcessIdentity } from '../../../shared/process.ts'
import type { SignalOutcome } from '../../../shared/run.ts'
import type { SignalName } from '../../../shared/signals.ts'
import type { HeldProcess, HoldRefusal, SendResult, Signaller } from '../os/ports.ts'

/** What a signal came to, and whether the pid turned out to be somebody else's. */
export interface Sent {
  readonly outcome: SignalOutcome
  readonly changed: boolean
}

const outcomes: Record<SendResult, Sent> = {
  sent: { outcome: 'sent', changed: false },
  gone: { outcome: 'gone', changed: false },
  changed: { outcome: 'gone', changed: true },
  'no-permission': { outcome: 'no-permission', changed: false },
  failed: { outcome: 'failed', changed: false },
  maybe: { outcome: 'maybe', changed: false },
}

/** The processes of one run, each held once, for as long as the run lives. */
export class HeldMembers {
  readonly #signaller: Signaller
  readonly #onExit: (identity: ProcessIdentity) => void
  readonly #held = new Map<string, HeldProcess>()
  readonly #refused = new Map<string, HoldRefusal>()
  #released = false

  constructor(signaller: Signaller, onExit: (identity: ProcessIdentity) => void) {
    this.#signaller = signaller
    this.#onExit = onExit
  }

  /** Pins a member; the answer is what `Signaller.hold` refused, if anything. */
  hold(member: Member): Promise<HoldRefusal | null> {
    return this.holdIdentity(member.identity)
  }

  /** The same for a process that is no member. */
  async holdIdentity(identity: ProcessIdentity): Promise<HoldRefusal | null> {
    const key = identityKey(identity)
    if (this.#held.has(key)) return null
    const result: Result<HeldProcess, HoldRefusal> = await this.#signaller.hold(identity, () => {
      this.#onExit(identity)
    })
    if (!result.ok) {
      this.#refused.set(key, result.error)
      return result.error
    }
    if (this.#released) result.value.release()
    else this.#held.set(key, result.value)
    return null
  }

  /** Sends through the pin made at selection; without one nothing is ever sent. */
  async send(identity: ProcessIdentity, signal: SignalName): Promise<Sent> {
    const held = this.#held.get(identityKey(identity))
    if (held) return outcomes[await held.send(signal)]
    const refusal = this.#refused.get(identityKey(identity))
    if (refusal === undefined || refusal === 'protected') return outcomes.failed
    return outcomes[refusal]
  }

  /** Members that could not be pinned: their exit is seen by looking only. */
  isPinned(identity: ProcessIdentity): boolean {
    return this.#held.has(identityKey(identity))
  }

  releaseAll(): void {
    this.#released = true
    for (const held of this.#held.values()) held.release()
    this.#held.clear()
  }
}
