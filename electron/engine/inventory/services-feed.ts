import { later } from '../../../shared/moment.ts'
import type { Clock } from '../os/ports.ts'
import type { EngineParts } from '../parts.ts'
import type { Units } from '../backends/systemd/units.ts'
import type { Pushes } from '../pushes.ts'

/** How often the services are looked at while a door listens. Milliseconds. */
const lookEveryMs = 2000
/** How often while nobody sees what a door shows, and no run is under way: a look reads all processes. */
const lookUnseenMs = 15_000
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
  #isSeen = true
  #runsAlive = false

  constructor(of: FeedOf) {
    this.#of = of
  }

  /** A door asked for the list, and wants to know how it changes. */
  wake(units?: Pick<Units, 'ready' | 'books'>): void {
    this.#awake = true
    if (units && !this.#follows) void this.#follow(units)
    if (this.#disarm !== null || this.#closed) return
    this.#arm(this.#isSeen || this.#runsAlive ? lookEveryMs : lookUnseenMs)
  }

  /** Whether somebody can see the list of any door. Who sees it again is not shown what was. */
  beSeen(isSeen: boolean): void {
    const isNew = isSeen && !this.#isSeen
    this.#isSeen = isSeen
    if (isNew) this.lookSoon()
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
    const runs = await parts.allRuns()
    // A run that a crash left does nothing until somebody comes.
    this.#runsAlive = runs.some(({ phase }) => !(phase.kind === 'asking' && phase.why === 'found'))
    const changes = parts.inventory.changes(runs)
    if (changes !== null) pushes.push({ name: 'services', payload: changes })
  }
}
