/** Reads a moment to come. */
import { parseSince, unitMs } from './parse-since.ts'

const dayMs = 86_400_000

/**
 * Milliseconds since the epoch for "10m", "+2h" (from now), "03:12" (today, or tomorrow where that is
 * past), "2026-01-31 03:12" (local time); null where it is none of these.
 */
export function parseAt(text: string, now: number): number | null {
  const ahead = /^\+?(\d{1,6})(s|m|min|h|d)$/.exec(text)
  if (ahead) return now + Number(ahead[1]) * (unitMs[ahead[2] ?? ''] ?? 0)
  const at = parseSince(text, now)
  const isTime = /^\d{1,2}:\d{2}(?::\d{2})?$/.test(text)
  return at !== null && isTime && at <= now ? parseSince(text, now + dayMs) : at
}
