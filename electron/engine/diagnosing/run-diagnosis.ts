/** The diagnosis of one run of this Quiesce: when it is looked at, and what was seen last. */
import { knowsWhy, type Diagnosis } from '../../../shared/diagnosis.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import { later } from '../../../shared/moment.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Moment, Run } from '../../../shared/run.ts'
import { firstLook, nextLookMs } from '../decide/diagnosing/first-look.ts'
import { readsAlike } from '../decide/diagnosing/reads-alike.ts'
import type { ChosenRemedy } from '../decide/escalation/events.ts'
import { Looker, withLooks, type Looked } from './look.ts'
import { offeredRemedy } from './offered-remedy.ts'
import type { RunLookPorts, Verdict } from './ports.ts'
import type { StandStill } from './stand-still.ts'

/** What reads the same is told again after so long, for its spans. Milliseconds. */
const tellAgainMs = 5000
/** A remedy has so long to work before it is looked again. Milliseconds. */
const afterRemedyMs = 500

interface Watched {
  readonly run: Run
  readonly plan: Plan | null
  readonly standStill: StandStill
}

/** One run under watch. Nothing but a timer lives while it does not hang. */
export class RunDiagnosis {
  readonly #ports: RunLookPorts
  readonly #plan: Plan | null
  readonly #standStill: StandStill
  #looker: Looker | null = null
  #run: Run
  #disarm: (() => void) | null = null
  #looking: Promise<Result<Diagnosis>> | null = null
  /** The moment of which was said that it is to be looked at once; each is looked at once. */
  #urgent: string | null = null
  #verdict: Verdict | null = null
  /** Remedies that were chosen, and when; monotonic milliseconds. */
  readonly #spent = new Map<string, number>()
  #begun: Moment | null = null
  #count = 0
  #told: { readonly diagnosis: Diagnosis; readonly at: Moment } | null = null

  constructor(ports: RunLookPorts, { run, plan, standStill }: Watched) {
    this.#ports = ports
    this.#run = run
    this.#plan = plan
    this.#standStill = standStill
  }

  /** The newest diagnosis, or null where nobody looked yet. */
  get newest(): Diagnosis | null {
    return this.#verdict?.diagnosis ?? null
  }

  get isOver(): boolean {
    return this.#run.phase.kind === 'ended'
  }

  /** The run moved: arms, hurries or ends the looking. */
  noteRun(run: Run): void {
    this.#run = run
    const usual = this.#ports.usual(run)
    const due = firstLook(run, { usual, profile: this.#plan?.profile ?? null })
    if (due === null) {
      this.#stopTimer()
      return
    }
    if (due === 'now') this.#hurry(`${run.phase.kind} ${run.turn}`)
    else if (this.#disarm === null) this.#arm(this.#count === 0 ? due : this.#next())
  }

  /** Looks now, or waits for the look that is under way; the answer of the run's own is told, too. */
  refresh(): Promise<Result<Diagnosis>> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null
    })
    return this.#looking
  }

  /** One of the newest diagnosis's remedies that nobody chose since; null where there is none. */
  find(id: string): ChosenRemedy | null {
    return this.#spent.has(id) ? null : offeredRemedy(this.#verdict, id)
  }

  /** The same, once: another look has to offer it again. */
  take(id: string): ChosenRemedy | null {
    const offered = this.find(id)
    if (offered !== null) this.#spent.set(id, this.#ports.clock.now().mono)
    return offered
  }

  /** It was taken and not carried out. */
  giveBack(id: string): void {
    this.#spent.delete(id)
  }

  /** A remedy was chosen: whether it helps shows soon. */
  lookSoon(): void {
    if (!this.isOver) this.#arm(later(this.#ports.clock.now(), afterRemedyMs))
  }

  close(): void {
    this.#stopTimer()
  }

  #hurry(moment: string): void {
    if (this.#urgent === moment) return
    this.#urgent = moment
    this.#arm(this.#ports.clock.now())
  }

  #stopTimer(): void {
    this.#disarm?.()
    this.#disarm = null
  }

  /** A look is a turn of the event loop of its own: the runner never waits for it. */
  #arm(at: Moment): void {
    this.#stopTimer()
    this.#disarm = this.#ports.clock.at(at, () => {
      this.#disarm = null
      this.refresh().catch((error: unknown) => {
        this.#ports.report(error)
      })
    })
  }

  #next(): Moment {
    const now = this.#ports.clock.now()
    return later(now, nextLookMs(this.#begun === null ? 0 : now.mono - this.#begun.mono))
  }

  async #look(): Promise<Result<Diagnosis>> {
    // What was seen before it was held would count as time in which nothing moved.
    if (await this.#standStill.over(this.#run.target)) this.#looker = null
    this.#looker ??= new Looker(this.#ports)
    const looker = this.#looker
    const subject = () => ({ target: this.#run.target, run: this.#run, plan: this.#plan })
    const looked = await this.#ports.inTurn(() => looker.look(subject))
    const isHanging = firstLook(this.#run, { usual: null, profile: null }) !== null
    if (isHanging && this.#disarm === null) this.#arm(this.#next())
    return looked.ok ? ok(this.#keep(looked.value)) : looked
  }

  #keep(looked: Looked): Diagnosis {
    const begun = later(looked.at, -looked.tookMs)
    // What was chosen while this look was made may not have worked yet.
    for (const [id, at] of this.#spent) if (at <= begun.mono) this.#spent.delete(id)
    // Right after force it is too early to say, and who knew why knew better.
    const known = this.#verdict?.diagnosis
    if (
      this.#run.forced !== null &&
      known &&
      knowsWhy(known) &&
      !knowsWhy(looked.verdict.diagnosis)
    )
      return known
    this.#begun ??= begun
    this.#count += 1
    const spanMs = looked.at.mono - this.#begun.mono
    const diagnosis = withLooks(looked, { count: this.#count, spanMs })
    this.#verdict = { ...looked.verdict, diagnosis }
    this.#tell(diagnosis, looked.at)
    return diagnosis
  }

  #tell(diagnosis: Diagnosis, at: Moment): void {
    const told = this.#told
    const isOld = told === null || at.mono - told.at.mono >= tellAgainMs
    if (!isOld && readsAlike(told.diagnosis, diagnosis)) return
    this.#told = { diagnosis, at }
    this.#ports.push(diagnosis)
  }
}
