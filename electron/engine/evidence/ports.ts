import type { Diagnosis } from '../../../shared/diagnosis.ts'
import type { QuiesceError, Result } from '../../../shared/errors.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { Run } from '../../../shared/run.ts'
import type { Known } from '../../../shared/unknown.ts'
import type { Observed } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'
import type { FoundStackTool, HoldPorts } from '../stacks/ports.ts'
import type { EvidenceLimits } from './limits.ts'

/** What saving evidence asks of the world and of the engine. */
export interface EvidencePorts extends HoldPorts {
  readonly limits: EvidenceLimits
  /** Where evidence goes that nobody wants elsewhere; made when the first one is saved. */
  readonly ownFolder: string
  readonly by: string
  readonly host: string
  readTable(): Table
  /** The service as it is now, whether or not it may be stopped. */
  observe(target: string): Promise<Result<Observed>>
  findRun(id: string): Promise<Result<Run>>
  /** The newest that was made of this run, or of a living run about this service; never a new one. */
  diagnosis(run: Run | null): Diagnosis | null
  /** Its own last log lines, the oldest first. */
  log(observed: Observed): Promise<Known<readonly string[]>>
  /** Records of this run. */
  records(run: string): Promise<readonly JournalEntry[]>
  /** Why this service may not be held up for a core or for stacks, or null: what may not be stopped, may not. */
  refuseHold(target: string): QuiesceError | null
  /** Path of gcore(1), or null where there is none. */
  findCoreTool(): string | null
  findStackTool(): FoundStackTool | null
  /** Does what holds its processes: no diagnosis looks at it meanwhile, which would find that tool. */
  whileHeld<T>(target: string, act: () => Promise<T>): Promise<T>
  note(run: string | null, target: string, sentence: string): Promise<void>
  refused(target: string, error: QuiesceError): Promise<void>
}
