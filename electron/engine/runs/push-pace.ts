import { later } from '../../../shared/moment.ts'
import type { Run } from '../../../shared/run.ts'
import type { Clock } from '../os/ports.ts'

/** Members that leave within so short a time are told together. Milliseconds. */
const leastApartMs = 20
const mostApartMs = 200
/** A crowd makes a large event: five members a millisecond are what a window keeps up with. */
const apartMs = ({ members }: Run): number =>
  Math.min(mostApartMs, Math.max(leastApartMs, members.length / 5))

/** Each state of the unit has its own ceilings, and some are over in a moment. */
const isAnotherStep = (before: Run, after: Run): boolean =>
  before.turn !== after.turn ||
  before.phase.kind !== after.phase.kind ||
  before.unit?.state.subState !== after.unit?.state.subState

/**
 * Tells doors of a run at once, and of many exits in one go: the whole run is in each event, so that
 * a thousand members leaving one by one would be a thousand times a thousand members.
 */
export class PushPace {
  readonly #clock: Clock
  readonly #push: () => void
  #lastAt = Number.NEGATIVE_INFINITY
  #last: Run | null = null
  #disarm: (() => void) | null = null

  constructor(clock: Clock, push: () => void) {
    this.#clock = clock
    this.#push = push
  }

  push(run: Run): void {
    const isStep = this.#last === null || isAnotherStep(this.#last, run)
    this.#last = run
    const sinceMs = this.#clock.now().mono - this.#lastAt
    const pushesApartMs = apartMs(run)
    if (isStep || sinceMs >= pushesApartMs) {
      this.#pushNow()
      return
    }
    this.#disarm ??= this.#clock.at(later(this.#clock.now(), pushesApartMs - sinceMs), () => {
      this.#pushNow()
    })
  }

  #pushNow(): void {
    this.#disarm?.()
    this.#disarm = null
    this.#lastAt = this.#clock.now().mono
    this.#push()
  }
}
