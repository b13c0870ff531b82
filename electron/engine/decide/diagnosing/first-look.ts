import { later } from '../../../../shared/moment.ts'
import type { PlannedProfile } from '../../../../shared/profile.ts'
import type { Moment, Run } from '../../../../shared/run.ts'
import type { StopTimes } from '../../../../shared/stop-times.ts'

/** Below this nobody would have read a diagnosis before the stop is over. Milliseconds. */
const leastPatienceMs = 2000
/** The most where nothing is known of the daemon. Milliseconds. */
const strangersPatienceMs = 5000

/** What is known of how long a stop of this service takes. */
export interface KnownTimes {
  readonly usual: StopTimes | null
  readonly profile: Pick<PlannedProfile, 'usual'> | null
}

/** The largest of the seconds that a profile names (`0.01 to 0.02 s when idle`), or null. */
function typicalMs({ text }: PlannedProfile['usual']): number | null {
  const [, to] = /^(?:[\d.]+ to )?(\d+(?:\.\d+)?) s\b/.exec(text) ?? []
  return to === undefined ? null : Number(to) * 1000
}

/** A third of the first wait of the schedule; `wait` and none at all say nothing. */
function thirdOfWaitMs({ schedule }: Run): number {
  const wait = schedule.find((item) => item.kind === 'wait')
  return wait === undefined ? strangersPatienceMs : (wait.seconds * 1000) / 3
}

/** How long a stop may take before it is called unusual. Milliseconds. */
export function patienceMs(run: Run, { usual, profile }: KnownTimes): number {
  if (usual !== null) return usual.unusualMs
  const typical = profile && typicalMs(profile.usual)
  if (typical !== null) return Math.max(leastPatienceMs, 2 * typical)
  return Math.min(strangersPatienceMs, thirdOfWaitMs(run))
}

/**
 * When a run is looked at for the first time: at once where it asks, is held, or was refused by the
 * kernel, and else when it takes longer than usual. Null while nothing of it can hang: nothing was
 * sent, nobody is left, or it is over.
 */
export function firstLook(run: Run, known: KnownTimes): Moment | 'now' | null {
  switch (run.phase.kind) {
    case 'planned':
    case 'verifying':
    case 'ended':
      return null
    case 'asking':
    case 'held':
      return 'now'
    case 'stopping':
    case 'waiting':
    case 'forcing': {
      if (run.sent.some(({ outcome }) => outcome === 'no-permission')) return 'now'
      const first = run.sent[0]?.at ?? run.startedAt
      return later(first, patienceMs(run, known))
    }
  }
}

/** Looks of a run that has hung for long are further apart. Milliseconds. */
export const looksApartMs = { early: 2000, late: 5000, lateAfter: 30_000 } as const

/** How long after a look the next one comes; `sinceFirstMs` is the time since the first. */
export const nextLookMs = (sinceFirstMs: number): number =>
  sinceFirstMs >= looksApartMs.lateAfter ? looksApartMs.late : looksApartMs.early
