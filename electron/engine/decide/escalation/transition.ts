import type { Run } from '../../../../shared/run.ts'
import { followOwnDeadline } from '../profile/own-deadline.ts'
import type { EventKind, EventOf, RunEvent, Transition } from './events.ts'
import { table, type Table } from './table.ts'

/**
 * The heart: what a run becomes by one event, and what has to be done for it. Pure and total: no
 * clock but the event's own, no effect but those it returns.
 */
export function transition(run: Run, event: RunEvent): Transition {
  // One lookup for all pairs: TypeScript cannot see that phase and event of a cell belong together.
  const cell = table[run.phase.kind][event.kind] as Table['planned'][EventKind]
  if ('nothing' in cell) return [run, []]
  const act = cell as (run: Run, event: EventOf<EventKind>, phase: Run['phase']) => Transition
  const [moved, effects] = act(run, event, run.phase)
  const next = followOwnDeadline(moved, event.at)
  return [next === run ? run : { ...next, revision: run.revision + 1 }, effects]
}
