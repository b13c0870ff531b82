/** What a dead service left, as lines of a checklist: who lives first, then what can go, then what stays. Pure. */
import type { Leftover, LeftoverKind } from '../../shared/leftovers.ts'
import type { IconName } from '../components/icon.tsx'

/** Why it stands where it does. `alive`: no leftover of the dead, somebody who lives. */
export type LeftoverGroup = 'alive' | 'removable' | 'stays'

const alive: ReadonlySet<LeftoverKind> = new Set(['survivor', 'escapee'])

export function groupOf({ kind, keep }: Leftover): LeftoverGroup {
  if (alive.has(kind)) return 'alive'
  // Only its parent can take a zombie away.
  return keep === null && kind !== 'zombie' ? 'removable' : 'stays'
}

const order: readonly LeftoverGroup[] = ['alive', 'removable', 'stays']

/** Who lives first, what can be cleaned up next, what stays last; each as the engine ordered it. */
export const sortLeftovers = (found: readonly Leftover[]): readonly Leftover[] =>
  order.flatMap((group) => found.filter((one) => groupOf(one) === group))

interface Mark {
  readonly icon: IconName
  readonly colour: 'ember' | 'amber' | 't3'
  /** At the right, instead of its kind: "alive", "held", "stays". */
  readonly word: string
}

const stays: Mark = { icon: 'locked', colour: 't3', word: 'stays' }

const marks: Partial<Record<LeftoverKind, Mark>> = {
  survivor: { icon: 'out-survived', colour: 'ember', word: 'alive' },
  escapee: { icon: 'escapee', colour: 'amber', word: 'alive' },
  zombie: { icon: 'info', colour: 't3', word: 'dead, not taken away' },
  port: { icon: 'no-answer', colour: 'amber', word: 'held' },
  'time-wait': { icon: 'clock', colour: 't3', word: 'ends by itself' },
}

/** The mark of what has no checkbox. */
export const markOf = ({ kind }: Leftover): Mark => marks[kind] ?? stays

/** "4 proven dead, 1 alive, 2 stay". */
export function leftoverSummary(found: readonly Leftover[]): string {
  const many = (group: LeftoverGroup): number =>
    found.filter((one) => groupOf(one) === group).length
  const parts: readonly (readonly [number, string])[] = [
    [many('removable'), 'proven dead'],
    [many('alive'), 'alive'],
    [many('stays'), many('stays') === 1 ? 'stays' : 'stay'],
  ]
  return parts
    .filter(([number]) => number > 0)
    .map(([number, word]) => `${number} ${word}`)
    .join(', ')
}

/** "Clean up 4…". */
export const cleanUpLabel = (many: number): string =>
  many === 0 ? 'Clean up' : `Clean up ${many}…`
