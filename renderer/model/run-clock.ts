/** The clock of a run as a window shows it. All times are wall clock in milliseconds. */
import type { Run } from '../../shared/run.ts'

/** When the present wait ends, or null where nothing runs out (asking, held, `wait`, ended). */
export function deadlineOf(run: Run): number | null {
  switch (run.phase.kind) {
    case 'forcing':
      return run.phase.deadline.wall
    case 'stopping':
    case 'waiting':
      return run.phase.deadline?.wall ?? null
    case 'verifying':
      return run.phase.until.wall
    case 'planned':
    case 'held':
    case 'asking':
    case 'ended':
      return null
  }
}

/** Milliseconds left of the present wait, never negative; null where nothing runs out. */
export function leftMs(run: Run, now: number): number | null {
  const deadline = deadlineOf(run)
  return deadline === null ? null : Math.max(0, deadline - now)
}

/** When the present wait began: the last signal or call, else the start of the run. */
export function waitBegan(run: Run): number {
  if (run.phase.kind === 'verifying') {
    const gone = run.members.flatMap((m) => (m.gone === null ? [] : [m.gone.at.wall]))
    return Math.max(run.startedAt.wall, ...gone)
  }
  return Math.max(run.startedAt.wall, ...run.sent.map((sent) => sent.at.wall))
}

/** What part of the present wait is left, 0 to 1; null where nothing runs out. */
export function leftShare(run: Run, now: number): number | null {
  const deadline = deadlineOf(run)
  if (deadline === null) return null
  const whole = Math.max(1, deadline - waitBegan(run))
  return Math.min(1, Math.max(0, (deadline - now) / whole))
}

/** "18" below a minute, "1:26" from there on: what stands in the ring. Rounded up, so 0 is the end. */
export function ringText(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  if (seconds < 60) return String(seconds)
  const pad = (n: number): string => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return hours > 0
    ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}`
    : `${minutes}:${pad(seconds % 60)}`
}

/** The same with its unit, for lists and the title bar: "18 s", "1:26". */
export const leftText = (ms: number): string =>
  ms < 59_001 ? `${ringText(ms)}\u00a0s` : ringText(ms)

/** True for a run that is not over. */
export const isLive = (run: Run): boolean => run.phase.kind !== 'ended'
