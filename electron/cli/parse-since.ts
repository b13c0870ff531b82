/** Reads the moment from which the journal is wanted. */

/** Milliseconds of each unit that a person may write behind a number. */
export const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
}

/** The clock time of a day in local time, or null where it does not exist (`25:00`). */
function timeOfDay(day: Date, hours: number, minutes: number, seconds: number): number | null {
  if (hours > 23 || minutes > 59 || seconds > 59) return null
  return new Date(day).setHours(hours, minutes, seconds, 0)
}

/** A local date with or without a time, or null where the calendar has no such day. */
function localDate(text: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  if (!found) return null
  const [year = 0, month = 0, date = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0))
  const day = new Date(year, month - 1, date)
  if (day.getMonth() !== month - 1 || day.getDate() !== date) return null
  return timeOfDay(day, hours, minutes, seconds)
}

/**
 * Milliseconds since the epoch for "10m", "2h", "1d" (so long ago), "03:12" (today),
 * "2026-01-31" or "2026-01-31 03:12" (local time); null where it is none of these.
 */
export function parseSince(text: string, now: number): number | null {
  const ago = /^(\d{1,6})(s|m|min|h|d|w)$/.exec(text)
  if (ago) return now - Number(ago[1]) * (unitMs[ago[2] ?? ''] ?? 0)
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (time) return timeOfDay(new Date(now), Number(time[1]), Number(time[2]), Number(time[3] ?? 0))
  return localDate(text)
}
