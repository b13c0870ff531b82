import type { RunView } from '../../../shared/contract.ts'
import type { QuiesceError, Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Schedule } from '../../../shared/schedule.ts'
import type { Member, ProcessIdentity } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import type { LimitedService } from '../decide/limits/find-never.ts'
import type { Limits } from '../decide/limits/limits.ts'
import type { Observed } from '../decide/observed.ts'
import type { Stoppable } from '../decide/privilege/needs.ts'
import type { Bystander } from '../decide/unit/bystanders.ts'
import type { AskedForce } from '../inventory/limit-stop.ts'
import type { Clock, ProcessTable } from '../os/ports.ts'
import type { ChosenRemedy } from '../decide/escalation/events.ts'
import type { StopRunnerPorts } from '../stop-runner/ports.ts'
import type { Owner } from './live-run.ts'

/** The word that no other Quiesce runs against these processes. */
export interface Claim {
  update(members: readonly ProcessIdentity[]): Promise<Result<null>>
  release(): Promise<Result<null>>
}

/** Services as a run needs them. */
export interface RunServices {
  /** Loads what is to be known of the target's unit before it is looked at. */
  prepare(target: string, around: boolean): Promise<void>
  observe(target: string, known: readonly Member[]): Result<Observed>
  /** The plan of a target; `schedule` as a person wrote it, or its usual one. */
  plan(target: string, schedule: string | undefined, force?: AskedForce | null): Result<Plan>
  /** Why the settings forbid that this, or what stops along with it, is stopped; null where they do not. */
  refuseStop(service: LimitedService): QuiesceError | null
}

/** Remedies that the newest diagnoses of our runs offer. */
export interface RunRemedies {
  /** Without taking it; null where none of this name is offered, or it was chosen since. */
  find(run: string, remedy: string): ChosenRemedy | null
  /** Once: another look has to offer it again. */
  take(run: string, remedy: string): ChosenRemedy | null
  /** It was taken, and the run refused it. */
  giveBack(run: string, remedy: string): void
  /** It was chosen: whether it helps shows soon. */
  lookSoon(run: string): void
  /**
   * Whether it may be done now: the processes are the same, nothing of it is protected or limited,
   * and the system permits it, which a person may be asked for.
   */
  mayDo(run: Run, chosen: ChosenRemedy): Promise<Result<null>>
}

export interface RunsPorts {
  readonly clock: Clock
  readonly table: ProcessTable
  readonly services: RunServices
  readonly me: Owner
  record(
    run: string | null,
    target: string | null,
    body: JournalBody,
  ): Promise<Result<JournalEntry>>
  /**
   * Has the system ask for what a stop of this needs and is not permitted yet; true where somebody was
   * asked, and time has passed. Without a person nobody is asked and nothing refused.
   */
  permit(what: Stoppable, schedule: Schedule, person: boolean): Promise<Result<boolean>>
  claim(run: Run): Promise<Result<Claim>>
  runnerPorts(run: Run): StopRunnerPorts
  /**
   * Units that moving the deadline of this run's unit would touch, in words; an error where nobody can
   * tell.
   */
  bystanders(run: Run): Promise<Result<readonly Bystander[]>>
  /** How long earlier stops of its service took; absent: nothing is remembered. */
  usual?(run: Run): StopTimes | null
  /** Absent: nobody diagnoses, and no remedy is offered. */
  readonly remedies?: RunRemedies
  /** What the settings limit; absent: nothing. */
  limits?(): Limits
  /** Tells every door of a run that changed. */
  push(view: RunView): void
}
