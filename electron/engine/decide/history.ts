import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { PastStop } from '../../../shared/service.ts'

/** The longest list of earlier stops that anybody looks at. */
const longest = 50

/** Earlier stops of a service, newest first. `titles` and target: however it was named then. */
export function gatherHistory(
  entries: readonly JournalEntry[],
  service: { readonly target: string; readonly title: string },
): PastStop[] {
  const titles = new Map<string, string>()
  for (const entry of entries) {
    if (entry.kind === 'run-began' && entry.run !== null) titles.set(entry.run, entry.title)
  }
  const stops = entries.flatMap((entry): PastStop[] => {
    if (entry.kind !== 'outcome' || entry.run === null) return []
    const same = entry.target === service.target || titles.get(entry.run) === service.title
    if (!same) return []
    const { run: runId, outcome, tookMs } = entry
    return [{ runId, at: entry.at.wall, outcome, tookMs }]
  })
  return stops.reverse().slice(0, longest)
}
