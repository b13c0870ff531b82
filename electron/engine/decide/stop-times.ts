import type { PastStop } from '../../../shared/service.ts'
import { defaultScheduleText, parseSchedule } from '../../../shared/schedule.ts'
import type { StopTimes } from '../../../shared/stop-times.ts'

/** Older stops than these say little of the service as it is now. */
const mostSamples = 200
/** A stop that nobody would call long, whatever is usual. Milliseconds. */
const leastUnusualMs = 2000
/** The shortest wait that is ever proposed. Milliseconds. */
const leastProposedMs = 10_000
/** The longest wait that a memory sets by itself: somebody may have extended a stop for hours. Milliseconds. */
const longestWaitMs = 600_000

/** A clean stop: everybody left by the schedule's own means, and how long that took is known. */
function tookCleanly({ outcome, tookMs }: PastStop): number | null {
  if (outcome !== 'stopped' || tookMs === null) return null
  return Number.isFinite(tookMs) && tookMs >= 0 ? tookMs : null
}

/** The smallest that so large a part of them does not exceed (nearest rank). */
const rank = (sorted: readonly number[], part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0

const middle = (sorted: readonly number[]): number =>
  (rank(sorted, 0.5) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2

/** Half as much again, in steps that a person would choose: 5 s, above a minute half a minute. */
function roomFor(ms: number): number {
  const wanted = Math.max(leastProposedMs, ms * 1.5)
  const step = wanted > 60_000 ? 30_000 : 5000
  return Math.ceil(wanted / step) * step
}

/**
 * What earlier stops tell of the next one, newest first; null where none was clean. One that was
 * forced, left or cut off says nothing of how long a stop takes, and is not counted. A tenth of many
 * may be outliers, so those make no stop usual; a proposed wait covers them all the same.
 */
export function stopTimesOf(stops: readonly PastStop[]): StopTimes | null {
  const sorted = stops
    .flatMap((stop) => tookCleanly(stop) ?? [])
    .slice(0, mostSamples)
    .sort((a, b) => a - b)
  const longestMs = sorted.at(-1)
  if (longestMs === undefined) return null
  const usualMs = middle(sorted)
  return {
    count: sorted.length,
    usualMs,
    longestMs,
    unusualMs: Math.max(leastUnusualMs, 2 * usualMs, 1.25 * rank(sorted, 0.9)),
    proposedMs: roomFor(longestMs),
  }
}

/** The wait of the default schedule, milliseconds. */
function defaultWaitMs(): number {
  const parsed = parseSchedule(defaultScheduleText)
  const wait = parsed.ok ? parsed.value.find((item) => item.kind === 'wait') : undefined
  return wait === undefined ? 0 : wait.seconds * 1000
}

/**
 * The default schedule with a wait that covers what is remembered; null where it covers that already.
 * A memory gives more time and never less: that a stop is unusual is told early anyway, and a script
 * that nobody watches would only give up sooner.
 */
export function rememberedSchedule(times: StopTimes | null): string | null {
  if (times === null || times.proposedMs <= defaultWaitMs()) return null
  const seconds = Math.min(times.proposedMs, longestWaitMs) / 1000
  return defaultScheduleText.replace(/^stop\/[\d.]+\//, `stop/${seconds}/`)
}
