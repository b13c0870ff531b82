import type { Moment } from './run.ts'

/** The moment so many milliseconds after another. */
export const later = (from: Moment, ms: number): Moment => ({
  mono: from.mono + ms,
  wall: from.wall + ms,
})

/** Milliseconds until a moment, never negative. */
export const msUntil = (moment: Moment, now: Moment): number => Math.max(0, moment.mono - now.mono)
