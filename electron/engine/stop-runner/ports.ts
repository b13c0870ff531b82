import type { Result } from '../../../shared/errors.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import type { Member } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { Clock, CommandRunner, ProcessTable, Signaller } from '../os/ports.ts'

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
  /** How long this machine has been suspended since its boot, milliseconds. */
  suspendedMs(): number
}

/** How often members are looked for while a run lives, beside the look at each exit. Milliseconds. */
export const lookEveryMs = 250
/** Two looks because of exits are at least so far apart. Milliseconds. */
export const looksApartMs = 100
