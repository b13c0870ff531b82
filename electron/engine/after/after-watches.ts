/** Watches, after the end of each run of this Quiesce, whether its service comes back. */
import type { AfterWatch } from '../../../shared/after-watch.ts'
import type { PushedEvent, RunView } from '../../../shared/contract.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { later, msUntil } from '../../../shared/moment.ts'
import type { Moment, Run } from '../../../shared/run.ts'
import { duration } from '../../../shared/wording/numbers.ts'
import { sameExpected } from '../decide/after/expected.ts'
import { watchWindowMs } from '../decide/after/watch-window.ts'
import type { Head } from '../decide/copies.ts'
import type { AfterPorts, BeforeEnd } from './ports.ts'

/** A look reads every process of the machine. */
const lookEveryMs = 2000
/** A unit that changes does so several times at once. */
const lookSoonMs = 200

const startsIt: readonly string[] = ['start-command', 'start-unit']

/** Its end left it down, by its own will or by force. */
function isDown({ phase }: Run): boolean {
  return phase.kind === 'ended' && ['stopped', 'killed'].includes(phase.outcome.kind)
}

/**
 * How soon it came back while its run still looked; null where it did not. A supervisor starts again
 * at once: the run tells that, and who it was is still to be found.
 */
function backAfterMs({ phase }: Run): number | null {
  if (phase.kind !== 'ended' || phase.outcome.kind !== 'came-back') return null
  return phase.outcome.afterMs
}

/** Whoever runs again can be looked at; if not by then, it has gone. */
const backWindowMs = 10_000

interface Ended {
  readonly run: Run
  /** Who headed it while it ran. */
  readonly heads: readonly Head[]
}

class AfterOne {
  readonly run: Run
  readonly #ports: AfterPorts
  readonly #before: BeforeEnd
  readonly #ended: Moment
  readonly #until: Moment
  readonly #stopHearing: () => void
  readonly #isOver: () => void
  #watch: AfterWatch
  #disarm: (() => void) | null = null
  #over = false

  /** `isOver` is called once, when it watches no more. */
  constructor(ports: AfterPorts, of: Ended, isOver: () => void) {
    const { run, heads } = of
    this.run = run
    this.#isOver = isOver
    this.#ports = ports
    this.#before = { heads, restarts: ports.restarts(run) }
    const now = ports.clock.now()
    this.#ended = run.phase.kind === 'ended' ? run.phase.at : now
    const { brings, restartMs } = ports.bringsBack(run)
    const isBack = backAfterMs(run) !== null
    this.#until = later(now, isBack ? backWindowMs : watchWindowMs(brings, restartMs))
    this.#watch = { until: this.#until.wall, expected: ports.expects(run), cameBack: null }
    this.#stopHearing = ports.onUnitChange(run, () => {
      this.#arm(lookSoonMs)
    })
    ports.show(run.id, this.#watch)
    this.#arm(isBack ? lookSoonMs : lookEveryMs)
  }

  /** Watched no more: what came of it so far stays said. */
  close(): void {
    if (this.#over) return
    this.#over = true
    this.#disarm?.()
    this.#stopHearing()
    this.#isOver()
  }

  /** It is started by Quiesce itself, so nobody is to be looked for. */
  giveUp(): void {
    if (this.#over) return
    this.close()
    this.#watch = { ...this.#watch, until: this.#ports.clock.now().wall }
    this.#ports.show(this.run.id, this.#watch)
  }

  #arm(ms: number): void {
    if (this.#over) return
    this.#disarm?.()
    const { clock } = this.#ports
    this.#disarm = clock.at(later(clock.now(), ms), () => {
      this.#look()
    })
  }

  #look(): void {
    try {
      const back = this.#ports.look(this.run, this.#before)
      if (back !== null) {
        this.#tell(back)
        return
      }
      this.#expectAnew()
    } catch (error) {
      this.#ports.report(error)
    }
    if (msUntil(this.#until, this.#ports.clock.now()) > 0) this.#arm(lookEveryMs)
    else this.close()
  }

  /** A timer counts from the end of what it starts, and who was stopped starts nothing. */
  #expectAnew(): void {
    const expected = this.#ports.expects(this.run)
    if (sameExpected(expected, this.#watch.expected)) return
    this.#watch = { ...this.#watch, expected }
    this.#ports.show(this.run.id, this.#watch)
  }

  #tell({ how, by, evidence }: NonNullable<ReturnType<AfterPorts['look']>>): void {
    this.close()
    const now = this.#ports.clock.now()
    const backMs = backAfterMs(this.run)
    const sentence = `${how}, ${duration(backMs ?? now.mono - this.#ended.mono)} after its end.`
    this.#watch = { ...this.#watch, cameBack: { at: now.wall, sentence, evidence, by } }
    this.#ports.show(this.run.id, this.#watch)
    // Where the run itself came to that end, it was told.
    if (backMs !== null) return
    this.#ports.alert(this.run, by === null ? sentence : `${sentence} ${by.sentence}`)
  }
}

export class AfterWatches {
  readonly #ports: AfterPorts
  /** By run, while it is not over. */
  readonly #heads = new Map<string, readonly Head[]>()
  readonly #watches = new Map<string, AfterOne>()
  #closed = false

  /** How many ended runs are watched now. */
  get watched(): number {
    return this.#watches.size
  }

  constructor(ports: AfterPorts) {
    this.#ports = ports
  }

  /** Hears of everything that is pushed: runs that begin and end, and starts that are asked for. */
  hear(event: PushedEvent): void {
    if (this.#closed) return
    if (event.name === 'run') this.#noteRun(event.payload)
    else if (event.name === 'journal') this.#noteRecord(event.payload)
  }

  close(): void {
    this.#closed = true
    for (const watch of [...this.#watches.values()]) watch.close()
  }

  #noteRun({ run, owner, watch }: RunView): void {
    if (!owner.here || watch !== undefined) return
    if (run.phase.kind !== 'ended') {
      if (this.#heads.has(run.id)) return
      this.#end((one) => one.target === run.target)
      this.#heads.set(run.id, this.#ports.remember(run))
      return
    }
    const heads = this.#heads.get(run.id)
    if (heads === undefined) return
    this.#heads.delete(run.id)
    if (!isDown(run) && backAfterMs(run) === null) return
    // Once everybody has heard of the end: a view with its watch is newer than one without.
    void Promise.resolve().then(() => {
      if (this.#closed) return
      const forget = (): void => {
        this.#watches.delete(run.id)
      }
      this.#watches.set(run.id, new AfterOne(this.#ports, { run, heads }, forget))
    })
  }

  /** Whichever Quiesce starts it: that is no news. */
  #noteRecord(entry: JournalEntry): void {
    if (entry.kind !== 'intent' || entry.target === null || !startsIt.includes(entry.what)) return
    this.#end((run) => run.target === entry.target)
  }

  #end(isMeant: (run: Run) => boolean): void {
    for (const watch of [...this.#watches.values()]) if (isMeant(watch.run)) watch.giveUp()
  }
}
