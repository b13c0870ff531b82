/** Runs that a crash left: a person takes them up in the window; nothing is sent by itself. */
import type { RunView } from '../../shared/contract.ts'
import type { Place } from './place.ts'
import type { Snapshot } from './snapshot.ts'

/** Those that wait for a person, oldest first. */
export const foundRuns = ({ runs }: Snapshot): readonly RunView[] =>
  [...runs.values()]
    .filter(({ run }) => run.phase.kind === 'asking' && run.phase.why === 'found')
    .sort((a, b) => a.run.startedAt.wall - b.run.startedAt.wall)

/** Where the window goes for them: to the one, or to the list in which all stand first. */
export function placeOfFound(found: readonly RunView[]): Place {
  const [one] = found
  return found.length === 1 && one !== undefined
    ? { view: 'run', id: one.run.id }
    : { view: 'services' }
}
