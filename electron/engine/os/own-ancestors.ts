import { isKnown } from '../../../shared/unknown.ts'
import { readStat } from './presence.ts'
import { createProcReader, type ProcReader } from './proc-reader.ts'

/**
 * Quiesce itself and whom it descends from, up to process 1, as they are now: an ancestor that ends
 * hands its children on. Those of another pid namespace are not seen.
 */
export function readOwnAncestors(
  reader: ProcReader = createProcReader('/proc'),
  own = process.pid,
): ReadonlySet<number> {
  const found = new Set<number>([1])
  for (let pid = own; pid > 0 && !found.has(pid);) {
    found.add(pid)
    const stat = readStat(reader, String(pid))
    pid = stat !== null && isKnown(stat) ? stat.parentPid : 0
  }
  return found
}
