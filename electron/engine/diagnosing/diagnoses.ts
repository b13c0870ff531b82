/** Every diagnosis that this Quiesce makes: of its own runs as they hang, and of what is asked for. */
import type { RequestInput, RunView } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Run } from '../../../shared/run.ts'
import type { ChosenRemedy } from '../decide/escalation/events.ts'
import { Looker, withLooks } from './look.ts'
import type { DiagnosesPorts } from './ports.ts'
import { RunDiagnosis } from './run-diagnosis.ts'
import { StandStill } from './stand-still.ts'

/** Diagnoses of ended runs that are kept in memory. */
const keptEnded = 50

export class Diagnoses {
  readonly #ports: DiagnosesPorts
  readonly #runs = new Map<string, RunDiagnosis>()
  readonly #standStill = new StandStill()

  constructor(ports: DiagnosesPorts) {
    this.#ports = ports
  }

  /** A run was shown. Those of another Quiesce are looked at there. */
  noteRun({ run, plan, owner }: RunView): void {
    if (!owner.here) return
    const known = this.#runs.get(run.id)
    if (known === undefined && run.phase.kind === 'ended') return
    const diagnosis =
      known ?? new RunDiagnosis(this.#ports, { run, plan, standStill: this.#standStill })
    this.#runs.set(run.id, diagnosis)
    diagnosis.noteRun(run)
    if (diagnosis.isOver) this.#forgetOldest()
  }

  /**
   * A diagnosis of now. Of a run that is under way here it is the run's own, looked at again; of one
   * that is over the last that was made, since nothing of it can be seen any more.
   */
  async make({ target, run: id }: RequestInput<'diagnosis.make'>): Promise<Result<Diagnosis>> {
    if (id !== undefined) return this.#ofRun(id)
    const observed = await this.#ports.observe(target)
    if (!observed.ok) return observed
    const run = await this.#ports.runAbout(observed.value)
    const own = run && this.#runs.get(run.id)
    return own ? own.refresh() : this.#once(observed.value.target, run, null)
  }

  /** The last diagnosis that was made of a run of this Quiesce, without another look; else null. */
  newestOf(run: string): Diagnosis | null {
    return this.#runs.get(run)?.newest ?? null
  }

  /** Does what holds processes of a service: nobody looks at it meanwhile. */
  whileHeld<T>(target: string, act: () => Promise<T>): Promise<T> {
    const quiet = () => this.#ports.inTurn(() => Promise.resolve())
    return this.#standStill.during(target, quiet, act)
  }

  async #ofRun(id: string): Promise<Result<Diagnosis>> {
    const own = this.#runs.get(id)
    if (own && !own.isOver) return own.refresh()
    if (own?.newest) return ok(own.newest)
    const found = await this.#ports.findRun(id)
    if (!found.ok) return found
    const { run, plan } = found.value
    return this.#once(run.target, run, plan)
  }

  async #once(target: string, run: Run | null, plan: Plan | null): Promise<Result<Diagnosis>> {
    await this.#standStill.over(run?.target ?? target)
    const looker = new Looker(this.#ports)
    const looked = await this.#ports.inTurn(() => looker.look(() => ({ target, run, plan })))
    if (!looked.ok) return looked
    // A glance, and a look.
    return ok(withLooks(looked.value, { count: 2, spanMs: looked.value.spanMs }))
  }

  /** As `take`, and it may still be taken. */
  find(run: string, remedy: string): ChosenRemedy | null {
    return this.#runs.get(run)?.find(remedy) ?? null
  }

  /** A remedy that the newest diagnosis of this very run offers, and that nobody chose since; else null. */
  take(run: string, remedy: string): ChosenRemedy | null {
    return this.#runs.get(run)?.take(remedy) ?? null
  }

  /** It was taken and is not carried out. */
  giveBack(run: string, remedy: string): void {
    this.#runs.get(run)?.giveBack(remedy)
  }

  /** A remedy was carried out, or is about to be. */
  lookSoon(run: string): void {
    this.#runs.get(run)?.lookSoon()
  }

  close(): void {
    for (const diagnosis of this.#runs.values()) diagnosis.close()
  }

  #forgetOldest(): void {
    const ended = [...this.#runs].filter(([, diagnosis]) => diagnosis.isOver)
    for (const [id] of ended.slice(0, Math.max(0, ended.length - keptEnded))) this.#runs.delete(id)
  }
}
