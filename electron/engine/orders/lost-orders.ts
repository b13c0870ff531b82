import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { JournalWriterIdentity } from '../decide/open-runs.ts'

/** Ids of orders that began, have no end on record, and whose Quiesce is gone. */
export function findLostOrders(
  entries: readonly JournalEntry[],
  isWriterAlive: (writer: JournalWriterIdentity) => boolean,
): readonly string[] {
  const lost = new Set<string>()
  for (const entry of entries) {
    if (entry.kind !== 'order') continue
    const { boot, writer, order, what } = entry
    const isAlive = (): boolean =>
      isWriterAlive({ boot, pid: writer.pid, startTicks: writer.startTicks })
    if (what === 'ended') lost.delete(order)
    else if (what === 'began' && !isAlive()) lost.add(order)
  }
  return [...lost]
}
