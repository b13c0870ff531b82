import type { Ceiling } from '../../../../shared/plan.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { Schedule } from '../../../../shared/schedule.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { Observed } from '../observed.ts'

/** Who forces, in words: of the plan, of the run, and of its outcome. */
export const initScriptForces = 'the init script'

/** The longest that the steps before the first `stop` may wait. Null where one waits without an end. */
function longestBeforeStop(schedule: Schedule): number | null {
  let seconds = 0
  for (const item of schedule) {
    if (item.kind === 'stop') return seconds
    if (item.kind === 'ask' || item.kind === 'wait-on') return null
    if (item.kind === 'wait') seconds += item.seconds
  }
  return null
}

const callsStop = (schedule: Schedule): boolean => schedule.some((item) => item.kind === 'stop')

/** The script's own stop is what runs; a configured command or signal leaves it out. */
const runsTheScript = ({ stopMethod, init }: Observed): boolean =>
  init !== null && stopMethod.kind === 'command' && stopMethod.argv[0] === init.path

/**
 * The moment at which the init script itself sends SIGKILL, counted from its call: a script knows
 * no other clock, and nobody outside can move it. Empty where it does not force, or is not run.
 */
export function plannedInitCeilings(
  observed: Observed,
  schedule: Schedule,
  at: Moment,
): readonly Ceiling[] {
  const forces = observed.init?.forcesAfter
  if (!forces || !callsStop(schedule) || !runsTheScript(observed)) return []
  const before = longestBeforeStop(schedule)
  const { seconds } = forces
  const known = before !== null && seconds !== null
  const earliest = at.wall + (seconds ?? 0) * 1000
  const isExact = known && before === 0
  return [
    {
      who: initScriptForces,
      source: printable(forces.source),
      what: 'SIGKILL',
      fixed: 'the script counts itself',
      at: known ? earliest + before * 1000 : null,
      ...(isExact || seconds === null ? {} : { earliest }),
    },
  ]
}
