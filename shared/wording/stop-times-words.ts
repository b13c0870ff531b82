/** Words for how long stops of a service take. */
import type { StopTimes } from '../stop-times.ts'
import { count, duration } from './numbers.ts'

/** "Its stops usually take 3 s, the longest 41 s (12 clean stops)." */
export const usualSentence = ({ count: stops, usualMs, longestMs }: StopTimes): string =>
  `Its stops usually take ${duration(usualMs)}, the longest ${duration(longestMs)} (${count(stops, 'clean stop', 'clean stops')}).`

/** "A wait of 45 s would have covered every clean stop." */
export const proposalSentence = ({ proposedMs }: StopTimes): string =>
  `A wait of ${duration(proposedMs)} would have covered every clean stop.`
