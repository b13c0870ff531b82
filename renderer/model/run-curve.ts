/** Processes left over time, as a falling staircase. Times in seconds since the run began. */
import type { Run } from '../../shared/run.ts'

export interface Fall {
  readonly at: number
  readonly left: number
  readonly killed: boolean
}
export interface Curve {
  readonly total: number
  /** One entry for each moment at which somebody left, in order. */
  readonly falls: readonly Fall[]
  readonly left: number
}

/** The staircase of a run: members that are kept are not counted. */
export function curveOf(run: Run): Curve {
  const counted = run.members.filter((m) => m.member.kept === null)
  const gone = counted
    .flatMap((m) => (m.gone === null ? [] : [m.gone]))
    .sort((a, b) => a.at.mono - b.at.mono)
  let left = counted.length
  const falls = gone.map((g): Fall => {
    left -= 1
    return {
      at: Math.max(0, (g.at.mono - run.startedAt.mono) / 1000),
      left,
      killed: g.how === 'killed',
    }
  })
  return { total: counted.length, falls, left }
}

/** A step of 1, 2 or 5 times a power of ten (or of a minute's parts) that gives at most so many ticks. */
export function tickStep(span: number, atMost: number): number {
  const steps = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400]
  return steps.find((step) => span / step <= atMost) ?? Math.ceil(span / atMost)
}

/** Whole numbers for the axis of processes: 0, the total, and at most two between. */
export function countTicks(total: number): number[] {
  if (total <= 3) return [...Array(total + 1).keys()]
  const step = Math.ceil(total / 3)
  const ticks = [0]
  for (let at = step; at < total; at += step) ticks.push(at)
  const last = ticks.at(-1) ?? 0
  if (total - last < step / 2 && last !== 0) ticks.pop()
  ticks.push(total)
  return ticks
}
