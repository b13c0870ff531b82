import type { HostInfo } from '../../shared/host.ts'
import type { Plan } from '../../shared/plan.ts'
import type { Member } from '../../shared/process.ts'
import type { Run } from '../../shared/run.ts'
import type { PastStop, ServiceDetail } from '../../shared/service.ts'
import type { ServiceList } from '../../shared/contract.ts'
import type { Result } from '../../shared/errors.ts'
import type { Observed } from './decide/observed.ts'
import type { Journal } from './journal.ts'
import type { RunServices } from './runs/ports.ts'
import type { Runs } from './runs/runs.ts'
import type { SingleSignalPorts } from './single-signal.ts'
import type { StarterPorts } from './starter.ts'

/** Services as the doors ask for them. `runs` are all that are alive or were found. */
export interface Services extends RunServices {
  list(all: boolean, runs: readonly Run[]): Result<ServiceList>
  inspect(target: string, runs: readonly Run[], history: readonly PastStop[]): Result<ServiceDetail>
  observe(target: string, known: readonly Member[]): Result<Observed>
  planFor(target: string, schedule: string | undefined): Result<Plan>
  /** `pid:N@TICKS` of a process that runs now. */
  pinnedTarget(pid: number): string
}

/** What the handlers of the contract work with. */
export interface EngineParts {
  readonly runs: Runs
  readonly services: Services
  readonly journal: Journal
  readonly singleSignalPorts: SingleSignalPorts
  readonly starterPorts: StarterPorts
  readonly practicePath: string
  readonly practiceFolder: string
  hostInfo(): HostInfo
  allRuns(): Promise<readonly Run[]>
  history(target: string): Promise<readonly PastStop[]>
}
