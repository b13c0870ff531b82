import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'
import type { EngineParts } from '../parts.ts'
import type { Pushes } from '../pushes.ts'

/** How often the services are looked at while a door listens. Milliseconds. */
const lookEveryMs = 2000
/** How soon after a run moved: its row shall say so, and many exits at once are one look. */
const lookSoonMs = 200

interface FeedOf {
  readonly parts: Pick<EngineParts, 'inventory' | 'allRuns'>
  readonly pushes: Pushes
  readonly clock: Clock
}

/** Tells listening doors which services changed. Nobody listening, nobody looks. */
export class ServicesFeed {
  readonly #of: FeedOf
  #disarm: (() => void) | null = null
  #closed = false
  #soon = false

  constructor(of: FeedOf) {
    this.#of = of
  }

  /** A door began to listen. */
  wake(): void {
    if (this.#disarm !== null || this.#closed) return
    this.#arm(lookEveryMs)
  }

  /** A run moved to another phase. */
  lookSoon(): void {
    if (this.#closed || this.#soon || this.#of.pushes.count === 0) return
    this.#soon = true
    this.#disarm?.()
    this.#arm(lookSoonMs)
  }

  close(): void {
    this.#closed = true
    this.#disarm?.()
  }

  #arm(ms: number): void {
    const { clock } = this.#of
    this.#disarm = clock.at(later(clock.now(), ms), () => {
      this.#disarm = null
      this.#soon = false
      void this.#look().finally(() => {
        if (this.#of.pushes.count > 0) this.wake()
      })
    })
  }

  async #look(): Promise<void> {
    if (this.#closed || this.#of.pushes.count === 0) return
    const { parts, pushes } = this.#of
    const changes = parts.inventory.changes(await parts.allRuns())
    if (changes !== null) pushes.push({ name: 'services', payload: changes })
  }
}
