import type { QuiesceError, Result } from '../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../shared/process.ts'
import type { Run } from '../../../shared/run.ts'
import type { StackTool } from '../../../shared/stacks.ts'
import type { Observed } from '../decide/observed.ts'
import type { Table } from '../decide/table.ts'
import type { Clock, CommandRunner } from '../os/ports.ts'

/** What letting a tracing program at a process asks of the world. */
export interface HoldPorts {
  readonly clock: Clock
  readonly commands: CommandRunner
  /** Sends SIGCONT to what a tracing program left stopped, and records that. False where it cannot. */
  letGoOn(identity: ProcessIdentity): Promise<boolean>
}

export interface FoundStackTool {
  readonly name: StackTool
  readonly path: string
}

/** What taking stacks asks of the engine. */
export interface StackPorts extends HoldPorts {
  readTable(): Table
  observe(target: string): Promise<Result<Observed>>
  findRun(id: string): Promise<Result<Run>>
  /** Why this service may not be held up, or null: what may not be stopped, may not. */
  refuseHold(target: string): QuiesceError | null
  /** The best of the tools that are here, or null. */
  findStackTool(): FoundStackTool | null
  /** Does what holds its processes: no diagnosis looks at it meanwhile, which would find that tool. */
  whileHeld<T>(target: string, act: () => Promise<T>): Promise<T>
  note(run: string | null, target: string, sentence: string): Promise<void>
}
