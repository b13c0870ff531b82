/** What quitting means while stops are under way: said before, for each of them. */
import type { Order } from '../order.ts'
import type { Run } from '../run.ts'
import { leavingSentences } from './leaving.ts'
import { count, printable } from './numbers.ts'
import { phaseWord } from './phases.ts'
import { small } from './small.ts'
import { shortName } from './tray-words.ts'

export interface QuitWords {
  readonly message: string
  readonly detail: string
}

/** A dialog has no scroll bar: beyond this many the rest is counted. */
const toldAtMost = 6

function titleOf(runs: readonly Run[], orders: readonly Order[]): string {
  const [run] = runs
  if (orders.length > 0) {
    const under = orders.length === 1 ? 'A stop in order is' : `${orders.length} stops in order are`
    return `${under} under way`
  }
  if (runs.length === 1 && run !== undefined) return `A stop is under way: ${shortName(run.title)}`
  return `${runs.length} stops are under way`
}

/** Those whose turn has not come are not asked to stop any more. */
function orderParagraph({ states }: Order): string {
  const waiting = states.filter(({ kind }) => kind === 'waiting').length
  return waiting === 0
    ? `Of ${count(states.length, 'service')} each has had its turn.`
    : `${waiting} of ${count(states.length, 'service')} ${waiting === 1 ? 'was' : 'were'} not asked to stop yet, and would not be.`
}

const runParagraph = (run: Run): string =>
  `${shortName(run.title)} (${small(phaseWord(run.phase))}): ${printable(leavingSentences(run).join(' '))}`

/** The question of somebody who quits now: what stays as it is, and who else may still force. */
export function quitWords(runs: readonly Run[], orders: readonly Order[]): QuitWords {
  const told = runs.slice(0, toldAtMost).map(runParagraph)
  const more = runs.length - told.length
  return {
    message: titleOf(runs, orders),
    detail: [
      'Whoever is left running stays so. Quiesce sends nothing more, and watches nothing any more.',
      ...orders.map(orderParagraph),
      ...told,
      ...(more > 0 ? [`And ${count(more, 'more stop', 'more stops')}, left in the same way.`] : []),
    ].join('\n\n'),
  }
}
