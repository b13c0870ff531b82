import type { ProcessIdentity } from '../../../../shared/process.ts'
import type { Run } from '../../../../shared/run.ts'

/** The process as which the run's stop command was started last; null where it began none that is known. */
export const startedCommand = (run: Run | null): ProcessIdentity | null =>
  run?.sent.findLast((sent) => sent.command !== undefined)?.command ?? null
