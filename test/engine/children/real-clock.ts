/** The machine's clocks, for children of tests that need a real disk rather than a real engine. */
import type { Clock } from '../../../electron/engine/os/ports.ts'

export const realClock: Clock = {
  now: () => ({ mono: performance.now(), wall: Date.now() }),
  at(at, callback) {
    const timer = setTimeout(callback, Math.max(0, at.mono - performance.now()))
    return () => {
      clearTimeout(timer)
    }
  },
}
