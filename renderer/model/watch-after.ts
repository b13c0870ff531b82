/** Whether it comes back, as a line below the outcome. Pure. */
import type { AfterWatch, Returner } from '../../shared/after-watch.ts'
import { clock } from '../../shared/wording/numbers.ts'

export interface WatchLine {
  readonly kind: 'watching' | 'over' | 'back'
  readonly sentence: string
  /** More about it, or ''. */
  readonly more: string
  /** Who can be stopped so that it does not come back, or not again. */
  readonly instead: Stoppable | null
}

/** Whose plan can be opened. */
export interface Stoppable {
  readonly target: string
  readonly title: string
}

function stoppable(returner: Returner | null | undefined): Stoppable | null {
  const target = returner?.target ?? null
  return target === null ? null : { target, title: returner?.title ?? target }
}

/** What stands there now; wall clock, milliseconds. */
export function watchLine({ until, expected, cameBack }: AfterWatch, now: number): WatchLine {
  if (cameBack !== null) {
    return {
      kind: 'back',
      sentence: cameBack.sentence,
      more: cameBack.by?.sentence ?? 'Who started it is not known.',
      instead: stoppable(cameBack.by),
    }
  }
  const first = expected[0]
  if (now >= until) {
    return {
      kind: 'over',
      sentence: `It was watched until ${clock(until)}, and did not come back.`,
      more: first?.sentence ?? '',
      instead: stoppable(first),
    }
  }
  return {
    kind: 'watching',
    sentence: `Watching until ${clock(until)} whether it comes back.`,
    more: first?.sentence ?? '',
    instead: stoppable(first),
  }
}
