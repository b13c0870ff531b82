import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'
import type { EngineParts } from '../parts.ts'
import type { Units } from '../backends/systemd/units.ts'
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
  #awake = false
  #follows = false

  constructor(of: FeedOf) {
    this.#of = of
  }

  /** A door asked for the list, and wants to know how it changes. */
  wake(units?: Pick<Units, 'ready' | 'books'>): void {
    this.#awake = true
    if (units && !this.#follows) void this.#follow(units)
    if (this.#disarm !== null || this.#closed) return
    this.#arm(lookEveryMs)
  }

  /** Somebody else starts or stops units as well, and their manager says so. */
  async #follow(units: Pick<Units, 'ready' | 'books'>): Promise<void> {
    this.#follows = true
    await units.ready()
    for (const book of units.books) {
      book.onChange(() => {
        this.lookSoon()
      })
    }
  }

  /** A run moved to another phase, or a unit to another state. */
  lookSoon(): void {
    // A door that follows runs only (the command line) pays for no list.
    if (!this.#awake || this.#closed || this.#soon || this.#of.pushes.count === 0) return
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
        else this.#awake = false
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
