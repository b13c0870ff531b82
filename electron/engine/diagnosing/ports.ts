/** What a diagnosis wants from the world and from the engine. */
import type { RunView } from '../../../shared/contract.ts'
import type { Diagnosis } from '../../../shared/diagnosis.ts'
import type { Result } from '../../../shared/errors.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { Run } from '../../../shared/run.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'
import type { DiagnosisFacts } from '../decide/diagnosis/facts.ts'
import type { RemedyAction } from '../decide/diagnosis/remedy-action.ts'
import type { Observed } from '../decide/observed.ts'
import type { Clock } from '../os/ports.ts'

/** What is to be looked at, and what is known of it before anybody looks. */
export interface LookOf {
  readonly run: Run | null
  readonly plan: Plan | null
  readonly observed: Observed
  readonly asked: DiagnosisFacts['asked']
  readonly usual: StopTimes | null
  readonly portNames: ReadonlyMap<number, string>
}

/** Reads all that a diagnosis rests on, and disturbs nobody. */
export interface FactsGatherer {
  /**
   * One look. With the facts of an earlier one each process has its sample of then as `before`, and
   * `spanMs` is the time between the two. Gives way to the event loop between processes, and never
   * rejects: what cannot be read is unknown.
   */
  gather(of: LookOf, earlier: DiagnosisFacts | null): Promise<DiagnosisFacts>
}

/** The verdict, and what the engine does when a person chooses one of its remedies, by their ids. */
export interface Verdict {
  readonly diagnosis: Diagnosis
  readonly actions: ReadonlyMap<string, RemedyAction>
}

/** A gatherer that is waited for only so long. */
export interface LimitedGatherer {
  /** As `gather`; null where it did not answer in time, or hangs since an earlier look. */
  gather(of: LookOf, earlier: DiagnosisFacts | null): Promise<DiagnosisFacts | null>
}

/** What one look needs. */
export interface LookPorts {
  readonly clock: Clock
  readonly gatherer: LimitedGatherer
  readonly diagnose: (facts: DiagnosisFacts) => Verdict
  /** A service as it is now, refused or not. */
  observe(target: string): Promise<Result<Observed>>
  /** How long earlier stops of it took; null where none is remembered. */
  usual(of: Pick<Observed, 'target' | 'title'>): StopTimes | null
  /** Names of services by their port: 5432 → PostgreSQL. */
  portNames(): ReadonlyMap<number, string>
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
