/** Warns while stops are alive: a shutdown that is planned would cut them off in a minute. */
import { later } from '../../../shared/moment.ts'
import type { PlannedShutdown, RebootNews } from '../../../shared/reboot.ts'
import type { Clock } from '../os/ports.ts'
import type { ScheduledFile } from './scheduled-file.ts'
import type { Whose } from './whose.ts'

/** So long before it is told, milliseconds. */
const aheadMs = 60_000
/** So often is looked whether one is planned: nobody is told of that. */
const everyMs = 10_000
/** One that should have come so long ago is a file that was left behind. */
const staleMs = 60_000

export interface RebootWatchPorts {
  readonly clock: Clock
  scheduled(): Promise<ScheduledFile | null>
  whose(planned: ScheduledFile): Promise<Whose>
  /** Titles of what is being stopped now. */
  stops(): readonly string[]
  tell(news: RebootNews): void
  /** A look failed; the next one comes all the same. */
  onFailure(error: unknown): void
}

export class RebootWatch {
  readonly #ports: RebootWatchPorts
  #disarm: (() => void) | null = null
  /** Counts the times that watching began or ended: a look that was under way meanwhile is void. */
  #spell = 0
  #told: PlannedShutdown | null = null

  constructor(ports: RebootWatchPorts) {
    this.#ports = ports
  }

  /** Stops are alive, or no longer. */
  follow(isAlive: boolean): void {
    if (isAlive === (this.#disarm !== null)) return
    this.#spell += 1
    this.#disarm?.()
    this.#disarm = null
    if (!isAlive) this.#takeBack({ kind: 'far', areOver: true })
    else this.#lookIn(0)
  }

  close(): void {
    this.follow(false)
  }

  #lookIn(ms: number): void {
    const { clock } = this.#ports
    this.#disarm = clock.at(later(clock.now(), ms), () => void this.#look(this.#spell))
  }

  async #look(spell: number): Promise<void> {
    let ms = everyMs
    try {
      ms = await this.#untilNext(spell)
    } catch (error) {
      this.#ports.onFailure(error)
    }
    if (spell === this.#spell) this.#lookIn(ms)
  }

  /** Warns or takes back, and says when to look again, milliseconds. */
  async #untilNext(spell: number): Promise<number> {
    const planned = await this.#ports.scheduled()
    const leftMs = planned === null ? null : planned.at - this.#ports.clock.now().wall
    const isNear = leftMs !== null && leftMs <= aheadMs && leftMs > -staleMs
    // logind itself only writes a line for one of these.
    if (planned !== null && isNear && !planned.type.startsWith('dry-')) {
      await this.#warn(planned, spell)
    } else if (spell === this.#spell) this.#takeBack({ kind: 'far' })
    const untilNear = leftMs === null ? 0 : leftMs - aheadMs
    return untilNear > 0 ? Math.min(everyMs, untilNear) : everyMs
  }

  async #warn(planned: ScheduledFile, spell: number): Promise<void> {
    const { at, type } = planned
    if (this.#told?.at === at && this.#told.type === type) return
    const whose = await this.#ports.whose(planned)
    if (spell !== this.#spell) return
    this.#told = { at, type, ...whose }
    this.#ports.tell({ kind: 'near', planned: this.#told, stops: this.#ports.stops() })
  }

  #takeBack(news: RebootNews): void {
    if (this.#told === null) return
    this.#told = null
    this.#ports.tell(news)
  }
}
