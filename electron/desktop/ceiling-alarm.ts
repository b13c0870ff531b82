/** Tells shortly before somebody else forces. */
import type { RunView } from '../../shared/contract.ts'
import { nearestCeiling } from '../../shared/wording/ceilings.ts'
import type { Clock } from '../engine/os/ports.ts'

/** So long before the moment it is told: time to read and to press one button. */
const aheadMs = 10_000

export interface AlarmPorts {
  readonly clock: Clock
  /** It comes in ten seconds, or sooner where nobody could know before. */
  readonly onNear: (view: RunView) => void
  /** What was told is not so any more: it was moved, or the run went on without it. */
  readonly onOver: (run: string) => void
}

interface Armed {
  /** Wall clock of the moment itself; it is told once for each. */
  readonly moment: number
  readonly view: RunView
  readonly told: boolean
  readonly disarm: () => void
}

/**
 * Arms by the absolute moment; a moment that moves is another one. A machine that sleeps needs no
 * word here: neither this clock nor systemd's counts it, and the engine tells the wall's new moment.
 */
export class CeilingAlarms {
  readonly #ports: AlarmPorts
  readonly #armed = new Map<string, Armed>()

  constructor(ports: AlarmPorts) {
    this.#ports = ports
  }

  /** Takes the live runs as they are now. */
  follow(runs: ReadonlyMap<string, RunView>): void {
    for (const id of [...this.#armed.keys()]) {
      if (!runs.has(id)) this.#drop(id)
    }
    for (const view of runs.values()) this.#take(view)
  }

  close(): void {
    for (const { disarm } of this.#armed.values()) disarm()
    this.#armed.clear()
  }

  #take(view: RunView): void {
    const { id } = view.run
    const moment = momentOf(view)
    const before = this.#armed.get(id)
    if (before?.moment === moment) {
      // The same moment; but what is told shall be the newest.
      this.#armed.set(id, { ...before, view })
      return
    }
    if (before !== undefined) this.#drop(id)
    if (moment !== null) this.#arm(view, moment)
  }

  #arm(view: RunView, moment: number): void {
    const { clock, onNear } = this.#ports
    const { id } = view.run
    const now = clock.now()
    // One that is over is the run's news, not ours.
    if (moment <= now.wall) return
    const wall = moment - aheadMs
    const disarm = clock.at({ mono: now.mono + (wall - now.wall), wall }, () => {
      const armed = this.#armed.get(id)
      if (armed === undefined) return
      this.#armed.set(id, { ...armed, told: true })
      onNear(armed.view)
    })
    this.#armed.set(id, { moment, view, told: false, disarm })
  }

  #drop(id: string): void {
    const armed = this.#armed.get(id)
    if (armed === undefined) return
    armed.disarm()
    this.#armed.delete(id)
    if (armed.told) this.#ports.onOver(id)
  }
}

/** The soonest moment at which somebody else may force this run; null where none is to come. */
function momentOf({ run }: RunView): number | null {
  const { kind } = run.phase
  // Members that are gone, or get our own SIGKILL, have nothing to fear of anybody.
  if (kind === 'verifying' || kind === 'forcing' || kind === 'ended') return null
  const ceiling = nearestCeiling(
    run.ceilings.filter(({ source, what }) => source !== `${what} was sent`),
  )
  return ceiling === null ? null : (ceiling.earliest ?? ceiling.at)
}
