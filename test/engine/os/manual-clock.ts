import type { Clock } from '../../../electron/engine/os/ports.ts'

/** A clock that a test moves by hand. */
export interface ManualClock extends Clock {
  /** Moves both clocks and calls what has become due, in order. */
  advance(ms: number): void
  /** Callbacks that are still armed. */
  armed(): number
}

export function createManualClock(start = { mono: 1000, wall: 1_800_000_000_000 }): ManualClock {
  let now = start
  const timers = new Set<{ mono: number; callback: () => void }>()
  return {
    now: () => now,
    at: (moment, callback) => {
      const timer = { mono: moment.mono, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const until = now.mono + ms
      for (;;) {
        const due = [...timers].filter((timer) => timer.mono <= until)
        const [first] = due.sort((a, b) => a.mono - b.mono)
        if (!first) break
        timers.delete(first)
        const wall = now.wall + Math.max(0, first.mono - now.mono)
        now = { mono: Math.max(now.mono, first.mono), wall }
        first.callback()
      }
      now = { mono: until, wall: now.wall + (until - now.mono) }
    },
    armed: () => timers.size,
  }
}
