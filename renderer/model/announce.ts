/** What a screen reader is told of a run: sparingly, and in groups. */
import type { RunView } from '../../shared/contract.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { outcomeSentence } from '../../shared/wording/outcomes.ts'
import { askWords, phaseWord, whatFollows } from '../../shared/wording/phases.ts'
import { movedWords, nextCeiling, soonestOf } from './ceiling-words.ts'
import { curveOf } from './run-curve.ts'
import { isLive, leftMs } from './run-clock.ts'

export interface Announcement {
  readonly urgent: boolean
  readonly text: string
}

/** Seconds before a deadline at which it is spoken. */
const spokenAt = [30, 10]

/** The sentence for a step just entered, or null where it is the same step. */
export function announceChange(before: RunView | null, after: RunView): Announcement | null {
  const { run } = after
  const title = printable(run.title)
  if (before?.run.phase.kind !== run.phase.kind || before.run.turn !== run.turn) {
    if (run.phase.kind === 'ended')
      return { urgent: true, text: printable(outcomeSentence(run, run.phase.outcome)) }
    if (run.phase.kind === 'asking')
      return { urgent: true, text: `${title} ${askWords(run, run.phase.why)}.` }
    const follows = whatFollows(run)
    return {
      urgent: false,
      text: `${title}: ${phaseWord(run.phase)}${follows === '' ? '' : `, ${follows}`}.`,
    }
  }
  const moved = movedWords(run, printable(run.by))
  if (moved !== null && moved !== movedWords(before.run, printable(run.by))) {
    return { urgent: false, text: `${title}: systemd’s deadline is ${moved}.` }
  }
  const then = curveOf(before.run)
  const now = curveOf(run)
  if (now.left === then.left) return null
  return {
    urgent: false,
    text: `${now.total - now.left} of ${count(now.total, 'process', 'processes')} gone.`,
  }
}

/** The seconds left, at 30 and at 10; null at any other moment. `before` and `now` are two ticks. */
export function announceSeconds(view: RunView, before: number, now: number): Announcement | null {
  const crossed = crossedSeconds(leftMs(view.run, before), leftMs(view.run, now))
  if (crossed === null) return announceCeiling(view, before, now)
  const follows = whatFollows(view.run)
  const text = `${crossed} seconds left${follows === '' ? '' : `, ${follows}`}.`
  return { urgent: false, text }
}

/** Somebody else's deadline is spoken of, too: it is the one that kills. */
function announceCeiling({ run }: RunView, before: number, now: number): Announcement | null {
  const ceiling = nextCeiling(run.ceilings)
  const at = ceiling === null ? null : soonestOf(ceiling)
  if (ceiling === null || at === null || !isLive(run)) return null
  const crossed = crossedSeconds(at - before, at - now)
  if (crossed === null) return null
  const does = ceiling.what === '' ? 'forces' : `sends ${printable(ceiling.what)}`
  return { urgent: false, text: `${printable(ceiling.who)} ${does} in ${crossed} seconds.` }
}

/** Which of the spoken marks lies between two looks at what is left, or null. */
function crossedSeconds(then: number | null, left: number | null): number | null {
  if (then === null || left === null) return null
  return spokenAt.find((at) => then > at * 1000 && left <= at * 1000) ?? null
}
