import type { PidFileVerdict } from '../../../../shared/service.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import type { InitFacts } from '../sysv/init-facts.ts'
import type { Look } from '../observed.ts'
import type { Target } from '../target.ts'

/** What was gathered about a service that a person wants to keep. */
export interface SuggestFacts {
  /** What was named. */
  readonly target: Target
  readonly look: Look
  /** The one process that stands for it, or null: nothing runs, or several do. */
  readonly main: ProcessRow | null
  /** How many processes stand for it. */
  readonly heads: number
  /** Independent processes that run the same program and are not part of it. */
  readonly namesakes: readonly ProcessRow[]
  /** Pid files that name the main process, the best first; without one, those that its profile knows. */
  readonly pidFiles: readonly PidFileVerdict[]
  /** Lock files that are there. */
  readonly lockFiles: readonly string[]
  /** Ports that the main process waits on. */
  readonly ports: readonly number[]
  /** The init script that it is the daemon of, or null. */
  readonly script: InitFacts | null
  /** The configured service that the main process belongs to already, or null. */
  readonly owner: string | null
  /** Names that are taken. */
  readonly taken: readonly string[]
}
