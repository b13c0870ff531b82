/** Words for how long stops of a service take. */
import { proposeWait } from '../proposed-wait.ts'
import type { StopTimes } from '../stop-times.ts'
import { count, duration } from './numbers.ts'

/** "Its stops usually take 3 s, the longest 41 s (12 clean stops)." */
export const usualSentence = ({ count: stops, usualMs, longestMs }: StopTimes): string =>
  `Its stops usually take ${duration(usualMs)}, the longest ${duration(longestMs)} (${count(stops, 'clean stop', 'clean stops')}).`

/** "A wait of 45 s would have covered every clean stop." */
export const proposalSentence = ({ proposedMs }: StopTimes): string =>
  `A wait of ${duration(proposedMs)} would have covered every clean stop.`

/** "Unusual: usually 3 s, longest 41 s, now 1:35."; null while it is not. Milliseconds in. */
export function unusualSentence(usual: StopTimes | null, nowMs: number): string | null {
  if (usual === null || usual.count === 0 || nowMs <= usual.unusualMs) return null
  return `Unusual: usually ${duration(usual.usualMs)}, longest ${duration(usual.longestMs)}, now ${duration(Math.floor(nowMs / 1000) * 1000)}.`
}

/** The same with the schedule that has it; null where this schedule waits long enough already. */
export function proposedSchedule(schedule: string, usual: StopTimes | null): string | null {
  const proposed = proposeWait(schedule, usual)
  return usual === null || proposed === null
    ? null
    : `${proposalSentence(usual)} With it: --schedule ${proposed.schedule}`
}
