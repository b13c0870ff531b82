/** Who could start a service again, and when. */
import type { AfterWatch, ExpectedReturner } from '../../../../shared/after-watch.ts'
import type { BringsBack, UnitManager } from '../../../../shared/unit.ts'
import { dayTime } from '../../../../shared/wording/day-time.ts'
import { clock, duration } from '../../../../shared/wording/numbers.ts'
import { shellWord } from '../shell-word.ts'
import type { Elapse } from './next-elapse.ts'

/** Beyond this a time of day could be today's or tomorrow's. */
const sameDayMs = 12 * 3_600_000
/** What nobody notices is not told. */
const spreadToldMs = 1000

export interface ExpectOf {
  /** When this timer fires next; null where nobody knows, or it is none. */
  readonly elapseOf: (unit: string) => Elapse | null
  /** Wall clock, milliseconds. */
  readonly now: number
  /** Whose units they are. */
  readonly manager: UnitManager
}

/** A trigger is no service that a plan could be made of: its manager's own command stops it. */
function howToKeep(unit: string, manager: UnitManager): string {
  const user = manager === 'user' ? ' --user' : ''
  return ` \`systemctl${user} stop ${shellWord(unit)}\` keeps it from that.`
}

/** "iguana.timer starts it again at 03:15:00, or up to 1:00 later." */
function sayWhen(unit: string, { at, spreadMs }: Elapse, now: number): string {
  const moment = at - now < sameDayMs ? clock(at) : dayTime(at)
  const spread = spreadMs < spreadToldMs ? '' : `, or up to ${duration(spreadMs)} later`
  return `${unit} starts it again at ${moment}${spread}.`
}

/** The next by the clock first, then what fires after a stop. */
export function expectReturners(
  target: string,
  brings: readonly BringsBack[],
  { elapseOf, now, manager }: ExpectOf,
): AfterWatch['expected'] {
  const all = brings.map(({ by, kind, sentence, stoppable }): ExpectedReturner => {
    const elapse = kind === 'timer' && by !== null ? elapseOf(by) : null
    const isPlanned = stoppable && by?.endsWith('.service') === true
    const who = { target: isPlanned ? by : null, title: by ?? target }
    const keep = stoppable && !isPlanned && by !== null ? howToKeep(by, manager) : ''
    if (elapse === null || by === null) return { sentence: `${sentence}.${keep}`, ...who }
    return { sentence: `${sayWhen(by, elapse, now)}${keep}`, ...who, at: elapse.at }
  })
  const order = ({ at }: ExpectedReturner): number => at ?? Number.POSITIVE_INFINITY
  return all.toSorted((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))
}

/** Two readings of the same elapse differ by what the clocks were read apart. */
const sameMomentMs = 1000

/** True where both say the same: of a time that is the same within a second, whatever its digits. */
export function sameExpected(a: AfterWatch['expected'], b: AfterWatch['expected']): boolean {
  const isSame = (one: ExpectedReturner, other: ExpectedReturner | undefined): boolean => {
    if (one.title !== other?.title || one.target !== other.target) return false
    if (one.at === undefined || other.at === undefined) return one.sentence === other.sentence
    return Math.abs(one.at - other.at) < sameMomentMs
  }
  return a.length === b.length && a.every((one, index) => isSame(one, b[index]))
}
