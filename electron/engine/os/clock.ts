import type { Moment } from '../../../shared/run.ts'
import type { Clock } from './ports.ts'

/** The longest wait setTimeout takes; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1

/**
 * The machine's clocks. `mono` is CLOCK_MONOTONIC in milliseconds with fractions, the same for all
 * processes of a boot, so that records of several Quiesces can be compared. `at` never fires early:
 * the event loop counts whole milliseconds and may wake up one too soon.
 */
export function createClock(): Clock {
  const now = (): Moment => ({
    mono: Number(process.hrtime.bigint()) / 1e6,
    wall: Date.now(),
  })
  const at = (moment: Moment, callback: () => void): (() => void) => {
    let timer: NodeJS.Timeout
    const arm = (): void => {
      const leftMs = Math.max(0, Math.ceil(moment.mono - now().mono))
      timer = setTimeout(look, Math.min(leftMs, longestTimerMs))
    }
    const look = (): void => {
      if (now().mono < moment.mono) arm()
      else callback()
    }
    arm()
    return () => {
      clearTimeout(timer)
    }
  }
  return { now, at }
}
