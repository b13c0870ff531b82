import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { PastStop } from '../../../shared/service.ts'

/** The longest list of earlier stops that anybody looks at. */
const longest = 50

/** A run that is over, and of which service it was. */
export interface EndedRun extends PastStop {
  readonly target: string | null
  /** As it was called then; null where the record does not say. */
  readonly title: string | null
}

/** Which service is meant, however it was named then: a pid's target differs from start to start. */
export interface ServiceNames {
  readonly target: string
  readonly title: string
}

/** The end of a run as its record tells it; null for every other record. */
export function toEndedRun(entry: JournalEntry): EndedRun | null {
  if (entry.kind !== 'outcome' || entry.run === null) return null
  const { run: runId, at, outcome, tookMs, target, state } = entry
  const title = typeof state === 'object' && state !== null && 'title' in state ? state.title : null
  return {
    ...{ runId, at: at.wall, outcome, tookMs, target },
    title: typeof title === 'string' ? title : null,
  }
}

/** All ended runs of a service, newest first. */
export function endedRunsOf(
  runs: Iterable<EndedRun>,
  { target, title }: ServiceNames,
): readonly EndedRun[] {
  return [...runs]
    .filter((run) => run.target === target || run.title === title)
    .sort((a, b) => b.at - a.at)
}

/** Earlier stops of a service as they are shown, newest first. */
export const gatherHistory = (runs: Iterable<EndedRun>, service: ServiceNames): PastStop[] =>
  endedRunsOf(runs, service)
    .slice(0, longest)
    .map(({ runId, at, outcome, tookMs }) => ({ runId, at, outcome, tookMs }))
