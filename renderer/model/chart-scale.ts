/** The time axis of a run's chart: how far it reaches, and where its marks stand. */
import type { Run } from '../../shared/run.ts'
import { isForce } from '../../shared/schedule.ts'
import { deadlineOf } from './run-clock.ts'
import { curveOf } from './run-curve.ts'

export interface ChartMark {
  readonly at: number
  readonly kind: 'now' | 'asks' | 'kill' | 'step' | 'ceiling' | 'asked'
  readonly word: string
}
export interface ChartScale {
  /** Seconds at the right edge. */
  readonly span: number
  readonly marks: readonly ChartMark[]
}

/** Seconds from the start of the run until a moment of the wall clock. */
const secondsIn = (run: Run, wall: number): number =>
  Math.max(0, (wall - run.startedAt.wall) / 1000)

/** What stands at our own deadline: a question, SIGKILL, or just the next step. */
function deadlineMark(run: Run): ChartMark | null {
  const deadline = deadlineOf(run)
  if (deadline === null || !('step' in run.phase)) return null
  const at = secondsIn(run, deadline)
  const { step } = run.phase
  const waits = run.phase.kind === 'stopping' && run.schedule[step + 1]?.kind === 'wait'
  const next = run.schedule[step + (waits ? 2 : 1)]
  const asksAgain = run.schedule[step]?.kind === 'ask'
  if (run.phase.kind === 'forcing') return { at, kind: 'step', word: 'looks again' }
  if (asksAgain || next === undefined || next.kind === 'ask') {
    return { at, kind: 'asks', word: run.person ? 'asks you' : 'gives up' }
  }
  if (isForce(next)) return { at, kind: 'kill', word: 'SIGKILL' }
  return { at, kind: 'step', word: next.kind === 'signal' ? `SIG${next.signal}` : 'next step' }
}

/** Where the chart ends and what is marked on it. `now` is wall clock, milliseconds. */
export function chartScale(run: Run, now: number): ChartScale {
  const curve = curveOf(run)
  const ended = run.phase.kind === 'ended' ? secondsIn(run, run.phase.at.wall) : null
  const here = ended ?? secondsIn(run, now)
  const marks: ChartMark[] = []
  const deadline = deadlineMark(run)
  if (deadline !== null) marks.push(deadline)
  for (const ceiling of run.ceilings) {
    if (ceiling.at === null || ended !== null) continue
    marks.push({ at: secondsIn(run, ceiling.at), kind: 'ceiling', word: `${ceiling.who} forces` })
  }
  if (run.phase.kind === 'asking') {
    marks.push({ at: secondsIn(run, run.phase.since.wall), kind: 'asked', word: 'asked you' })
  }
  if (ended === null) marks.push({ at: here, kind: 'now', word: 'now' })
  const lastFall = curve.falls.at(-1)?.at ?? 0
  const furthest = Math.max(here, lastFall, ...marks.map((mark) => mark.at), 0.5)
  return { span: furthest * (ended === null ? 1.12 : 1.06), marks }
}
