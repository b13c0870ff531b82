import type { ProcessRow } from '../../../shared/process.ts'
import type { JournalWriterIdentity } from './open-runs.ts'

/**
 * Whether the Quiesce that wrote a record may still move its run; `row` is who has its pid now.
 * Who left is gone also while its parent has not asked how (a zombie, proc(5)): nobody decides there
 * any more. Without its start time a live pid may be anybody, and then nobody takes the run from it.
 */
export function isWriterAlive(
  { boot, startTicks }: JournalWriterIdentity,
  row: ProcessRow | null,
  bootNow: string,
): boolean {
  if (boot !== bootNow || row?.alive !== true) return false
  return startTicks === undefined || row.identity.startTicks === startTicks
}
