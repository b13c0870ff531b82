/**
 * Runs that the journal shows as begun and not ended, whose Quiesce is no longer there. A found run
 * sends nothing by itself; what is gathered here keeps it from repeating what was sent, or maybe
 * sent, before its Quiesce went down.
 */
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import type { Moment } from '../../../shared/run.ts'

/** Which Quiesce wrote a record. Without `startTicks` a live pid may be another process. */
export interface JournalWriterIdentity {
  readonly boot: string
  readonly pid: number
  readonly startTicks?: number | undefined
}

type Intent = Extract<JournalEntry, { kind: 'intent' }>
type CallResult = Extract<JournalEntry, { kind: 'result' }>

/** One call of a run: what was meant to be sent, and what came of it. */
export interface RecordedCall {
  readonly call: number
  readonly step: number
  readonly what: Intent['what']
  readonly force: boolean
  readonly by: string
  readonly targets: Intent['targets']
  readonly argv: readonly string[] | null
  readonly at: Moment
  /** It was no step of the schedule, but a remedy that a person chose. */
  readonly isRemedy: boolean
  /** null: no result was recorded, so it may have been sent. */
  readonly results: CallResult['results'] | null
}

/** A run that a crash left. */
export interface OpenRun {
  readonly run: string
  readonly target: string | null
  readonly title: string
  readonly schedule: string
  /** The Quiesce that ran it last. */
  readonly writer: JournalWriterIdentity & { readonly door: string; readonly user: string }
  readonly beganAt: Moment
  /** When it was last heard of. */
  readonly lastAt: Moment
  /** The newest whole state that was recorded; calls may have been made after it. */
  readonly state: unknown
  /** Every call of the run in order, those after the newest state among them. */
  readonly calls: readonly RecordedCall[]
}

/** Calls whose intent is recorded and whose result is not: sent, or not, nobody knows. */
export const maybeSentCalls = (run: OpenRun): RecordedCall[] =>
  run.calls.filter((call) => call.results === null)

/** Only who moves a run is its Quiesce; a refusal or a remark about it may come from any other. */
const movesRun = (entry: JournalEntry): boolean => {
  switch (entry.kind) {
    case 'run-began':
    case 'intent':
    case 'result':
    case 'phase':
    case 'decision':
    case 'member-gone':
    case 'member-appeared':
    case 'outcome':
      return true
    case 'notice':
    case 'refused':
    case 'order':
    case 'start':
      return false
  }
}

const writerOf = (entry: JournalEntry): OpenRun['writer'] => ({
  boot: entry.boot,
  pid: entry.writer.pid,
  startTicks: entry.writer.startTicks,
  door: entry.writer.door,
  user: entry.writer.user,
})

function recordCalls(entries: readonly JournalEntry[]): RecordedCall[] {
  const calls: RecordedCall[] = []
  for (const entry of entries) {
    if (entry.kind === 'intent') {
      const { call, step, what, force, by, targets, at } = entry
      const argv = entry.argv ?? null
      const isRemedy = entry.remedy !== undefined
      calls.push({ call, step, what, force, by, targets, argv, at, isRemedy, results: null })
    } else if (entry.kind === 'result') {
      // The newest intent of that number: a resumed run may count on from an older state.
      const index = calls.findLastIndex((c) => c.call === entry.call && c.results === null)
      const found = calls[index]
      if (found !== undefined) calls[index] = { ...found, results: entry.results }
    }
  }
  return calls
}

function gatherRun(run: string, moves: readonly JournalEntry[]): OpenRun | null {
  const began = moves.find((entry) => entry.kind === 'run-began')
  const last = moves.at(-1)
  if (began?.kind !== 'run-began' || last === undefined) return null
  const newest = moves.findLast((entry) => entry.kind === 'run-began' || entry.kind === 'phase')
  const state = newest?.kind === 'run-began' || newest?.kind === 'phase' ? newest.state : undefined
  return {
    run,
    target: began.target,
    title: began.title,
    schedule: began.schedule,
    writer: writerOf(last),
    beganAt: began.at,
    lastAt: last.at,
    state,
    calls: recordCalls(moves),
  }
}

/**
 * Finds the runs that a crash left, the oldest first. `entries` in the journal's order; a run is left
 * out while any Quiesce that moved it is alive.
 */
export function findOpenRuns(
  entries: readonly JournalEntry[],
  isWriterAlive: (writer: JournalWriterIdentity) => boolean,
): OpenRun[] {
  const byRun = new Map<string, JournalEntry[]>()
  for (const entry of entries) {
    if (entry.run === null || !movesRun(entry)) continue
    const moves = byRun.get(entry.run)
    if (moves === undefined) byRun.set(entry.run, [entry])
    else moves.push(entry)
  }
  return [...byRun].flatMap(([run, moves]) => {
    if (moves.some((entry) => entry.kind === 'outcome')) return []
    if (moves.some((entry) => isWriterAlive(writerOf(entry)))) return []
    return gatherRun(run, moves) ?? []
  })
}
