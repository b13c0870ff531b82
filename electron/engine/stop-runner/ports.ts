import type { Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { Member, ProcessIdentity } from '../../../shared/process.ts'
import type { Moment, Run } from '../../../shared/run.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import type { Clock, CommandRunner, ProcessTable, Signaller } from '../os/ports.ts'

/** How a unit can be killed as a whole, if it can. */
export interface WholeKill {
  /** "cgroup.kill of /system.slice/x.service", for the record. */
  readonly how: string
  /** Whom it reaches of the unit's cgroup. */
  readonly whom: 'main' | 'all'
  /** SIGKILL to them. */
  kill(): Promise<Result<null>>
}

/** What a run can have done by the manager of its unit, and what it hears of it. */
export interface UnitControl {
  /** The unit as it is known now; null where its manager cannot be asked. */
  current(): RunUnit | null
  /**
   * Calls back whenever something about the unit changed, until the returned function is called. A
   * sentence says what no state of the unit shows: somebody cancelled the stop.
   */
  follow(listener: (sentence?: string) => void): () => void
  /**
   * Queues the stop of the triggers, then of the unit; resolves when they are accepted. An error is
   * `no-permission` only where nothing at all was queued.
   */
  stop(also: readonly string[]): Promise<Result<null>>
  /**
   * The kill of the whole unit for this scope, or null where each process has to be signalled
   * through its own pin: something in its cgroup is kept, or only the main process is meant.
   */
  wholeKill(scope: 'main' | 'group' | 'all', kept: readonly Member[]): WholeKill | null
  /** Moves the deadline of the stop under way; the answer is the unit with its new settings. */
  moveDeadline(to: Moment | 'never', run: Run): Promise<Result<RunUnit>>
  /**
   * Removes what a moved deadline left, once nothing hangs on it; a sentence where it has to stay.
   * Given up when `leaving` is aborted while the unit is still stopping: then it removes itself.
   */
  tidy(leaving: AbortSignal): Promise<string | null>
}

/** Remedies that are no signal. Each answers with what stood in its way. */
export interface RemedyPorts {
  /** Lets a frozen unit go on, by its manager; without a unit the cgroup of this path. */
  thaw(unit: string | null, cgroup: string): Promise<Result<null>>
  /** Queues the stop of a unit that would start the service again. */
  stopTrigger(unit: string): Promise<Result<null>>
}

/** What a stop-runner needs of the world and of the engine. */
export interface StopRunnerPorts {
  readonly clock: Clock
  readonly table: ProcessTable
  readonly signaller: Signaller
  readonly commands: CommandRunner
  /** Writes a record of this run; resolves when it is on disk, or as `journal-unwritable`. */
  record(body: JournalBody): Promise<Result<JournalEntry>>
  /** Members now, those known included while they live; null where the backend cannot say. */
  observe(known: readonly Member[]): readonly Member[] | null
  /** Evidence that the service, or a copy of it, runs again; null where there is none. */
  findCopy(run: Run): string | null
  /** The manager of the unit; null for what is no unit. */
  readonly unit: UnitControl | null
  /** What a person may choose of a diagnosis beside signals; absent where there is none. */
  readonly remedies?: RemedyPorts
  /** Takes the run's claim on exactly these, or says whose they are; absent: nothing is claimed. */
  readonly claim?: { update(members: readonly ProcessIdentity[]): Promise<Result<null>> }
  /** Reads what the members hold, for the search after the end; takes 50 ms at most. */
  beforeForce?(run: Run): void
  /** How long this machine has been suspended since its boot, milliseconds. */
  suspendedMs(): number
}

/** How often members are looked for while a run lives, beside the look at each exit. Milliseconds. */
export const lookEveryMs = 250
/** Two looks because of exits are at least so far apart. Milliseconds. */
export const looksApartMs = 100
