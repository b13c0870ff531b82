import type { Moment } from '../../../../shared/run.ts'
import type { RawProperties } from '../../parse/unit-properties.ts'
import { millisecondsOf } from '../../parse/unit-values.ts'

/** When a timer fires next. */
export interface Elapse {
  /** Wall clock, milliseconds. */
  readonly at: number
  /** So much later it may be (`AccuracySec=`, one minute where nothing is said), milliseconds. */
  readonly spreadMs: number
}

/** 0 is never, and so is the largest number. */
const timeOf = (value: unknown): number | null => millisecondsOf(value, null) || null

/**
 * By the two clocks of systemd.timer(5), whichever comes first: OnCalendar= counts on the wall's,
 * everything else on the monotonic one. Null where it waits for no time: it has fired, or is no timer.
 */
export function nextElapse(raw: RawProperties, now: Moment): Elapse | null {
  const mono = timeOf(raw.NextElapseUSecMonotonic)
  const real = timeOf(raw.NextElapseUSecRealtime)
  const times = [real ?? 0, mono === null ? 0 : now.wall + mono - now.mono].filter(
    (at) => at > now.wall,
  )
  if (times.length === 0) return null
  return { at: Math.round(Math.min(...times)), spreadMs: timeOf(raw.AccuracyUSec) ?? 0 }
}
