/** What a diagnosis wants from the world and from the engine. */
import type { RunView } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import type { Result } from '../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import type { DiagnosisFacts } from '../decide/diagnosis/facts.ts'
import type { RemedyAction } from '../decide/diagnosis/remedy-action.ts'
import type { ServiceNames } from '../decide/history.ts'
import type { Observed } from '../decide/observed.ts'
import type { DiagnosisQuestion } from '../os/diagnosis/ports.ts'
import type { Clock } from '../os/ports.ts'

/** Reads what a diagnosis rests on, disturbs nobody, and remembers its last look (`DiagnosisLooks`). */
export interface Looks {
  /** Counts what its processes have done until now, for a whole look soon afterwards. */
  glance(question: DiagnosisQuestion): void
  /** A whole look: each process with its sample of the look or glance before. */
  look(question: DiagnosisQuestion): DiagnosisFacts
}

/** The verdict, and what the engine does when a person chooses one of its remedies, by their ids. */
export interface Verdict {
  readonly diagnosis: Diagnosis
  readonly actions: ReadonlyMap<string, RemedyAction>
}

/** What one look needs. */
export interface LookPorts {
  readonly clock: Clock
  /** One for each service that is looked at. */
  openLooks(): Looks
  readonly diagnose: (facts: DiagnosisFacts) => Verdict
  /** A service as it is now, refused or not. */
  observe(target: string): Promise<Result<Observed>>
  /** How long earlier stops of it took; null where none is remembered. */
  usual(of: ServiceNames): StopTimes | null
  /** Why nobody may signal a process, by the table as it is now. */
  refuser(): DiagnosisQuestion['refuse']
  /** Names that a person gave to ports; they stand before the common ones. */
  ownPortNames(): ReadonlyMap<number, string>
  /** Whether this very process lives, as far as anybody can tell. */
  isAlive(identity: ProcessIdentity): boolean
  /** One look at a time, of whichever service. */
  inTurn<T>(look: () => Promise<T>): Promise<T>
}

/** What the diagnosis of one run needs. */
export interface RunLookPorts extends LookPorts {
  push(diagnosis: Diagnosis): void
  /** A look failed in a way that is a bug: it is recorded, and the run goes on without. */
  report(error: unknown): void
}

export interface DiagnosesPorts extends RunLookPorts {
  findRun(id: string): Promise<Result<RunView>>
  /** The run that is about this service now, whoever's it is; null where there is none. */
  runAbout(observed: Observed): Promise<Run | null>
}
