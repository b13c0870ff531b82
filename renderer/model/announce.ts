/** What a screen reader is told of a run: sparingly, and in groups. */
import type { RunView } from '../../shared/contract.ts'
import { count, printable } from '../../shared/wording/numbers.ts'
import { outcomeSentence } from '../../shared/wording/outcomes.ts'
import { askSentence, phaseWord, whatFollows } from '../../shared/wording/phases.ts'
import { curveOf } from './run-curve.ts'
import { leftMs } from './run-clock.ts'

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
      return { urgent: true, text: `${title} ${askSentence[run.phase.why]}.` }
    const follows = whatFollows(run)
    return {
      urgent: false,
      text: `${title}: ${phaseWord(run.phase)}${follows === '' ? '' : `, ${follows}`}.`,
    }
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
  const then = leftMs(view.run, before)
  const left = leftMs(view.run, now)
  if (then === null || left === null) return null
  const crossed = spokenAt.find((at) => then > at * 1000 && left <= at * 1000)
  return crossed === undefined
    ? null
    : {
        urgent: false,
        text: `${[`${crossed} seconds left`, whatFollows(view.run)].filter((part) => part !== '').join(', ')}.`,
      }
}
