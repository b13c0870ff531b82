/** The time axis of a run's chart: how far it reaches, and where its marks and its lane stand. */
import type { Run } from '../../shared/run.ts'
import { isForce, type ScheduleItem } from '../../shared/schedule.ts'
import { count, duration } from '../../shared/wording/numbers.ts'
import { ceilingName, soonestOf } from './ceiling-words.ts'
import { deadlineOf, waitBegan } from './run-clock.ts'
import { curveOf } from './run-curve.ts'

export interface ChartMark {
  /** Seconds since the run began. */
  readonly at: number
  readonly kind: 'now' | 'asks' | 'kill' | 'step' | 'ceiling' | 'asked' | 'killed'
  readonly word: string
  /** A ceiling comes between `at` and this moment; absent where `at` is exact. */
  readonly latest?: number
}
/** The schedule below the axis: the present wait, and what stands behind its deadline. */
export interface ChartLane {
  readonly from: number
  readonly until: number
  readonly wait: string
  readonly then: string
}
export interface ChartScale {
  /** Seconds at the right edge. */
  readonly span: number
  readonly marks: readonly ChartMark[]
  readonly lane: ChartLane | null
}

/** Seconds from the start of the run until a moment of the wall clock. */
const secondsIn = (run: Run, wall: number): number =>
  Math.max(0, (wall - run.startedAt.wall) / 1000)

/** The item that comes when the present wait ends: `again` where a person's extra time does. */
function nextItem(run: Run): ScheduleItem | 'again' | undefined {
  if (!('step' in run.phase)) return undefined
  const { step } = run.phase
  if (run.schedule[step]?.kind === 'ask') return 'again'
  const waits = run.phase.kind === 'stopping' && run.schedule[step + 1]?.kind === 'wait'
  return run.schedule[step + (waits ? 2 : 1)]
}

/** What stands at our own deadline: a question, SIGKILL, or just the next step. */
function deadlineMark(run: Run, deadline: number): ChartMark {
  const at = secondsIn(run, deadline)
  if (run.phase.kind === 'forcing') return { at, kind: 'step', word: 'looks again' }
  if (run.phase.kind === 'verifying') return { at, kind: 'step', word: 'is certain' }
  const next = nextItem(run)
  if (next === 'again' || next === undefined || next.kind === 'ask') {
    return { at, kind: 'asks', word: run.person ? 'asks you' : 'gives up' }
  }
  if (isForce(next)) return { at, kind: 'kill', word: 'SIGKILL' }
  return { at, kind: 'step', word: next.kind === 'signal' ? `SIG${next.signal}` : 'next step' }
}

function laneOf(run: Run, deadline: number): ChartLane | null {
  if (run.phase.kind !== 'waiting') return null
  const from = secondsIn(run, waitBegan(run))
  const until = secondsIn(run, deadline)
  const next = nextItem(run)
  const asks = next === 'again' || next === undefined || next.kind === 'ask'
  const force = run.schedule.some(isForce)
  const then = asks
    ? `waits for you${force ? '; SIGKILL only if you say so' : ''}`
    : isForce(next)
      ? 'SIGKILL, as the schedule says'
      : 'the next step'
  return { from, until, wait: `wait at most ${duration((until - from) * 1000)}`, then }
}

function endedMarks(run: Run): ChartMark[] {
  const killed = run.members.filter((m) => m.gone?.how === 'killed').length
  const first = run.sent.find((sent) => sent.what === 'KILL')
  if (first === undefined) return []
  const to = killed > 0 ? killed : run.sent.filter((sent) => sent.what === 'KILL').length
  return [
    {
      at: secondsIn(run, first.at.wall),
      kind: 'killed',
      word: `SIGKILL to ${count(to, 'process', 'processes')}`,
    },
  ]
}

function liveMarks(run: Run, deadline: number | null): ChartMark[] {
  const marks: ChartMark[] = deadline === null ? [] : [deadlineMark(run, deadline)]
  for (const ceiling of run.ceilings) {
    if (ceiling.at === null) continue
    const latest = secondsIn(run, ceiling.at)
    const at = secondsIn(run, soonestOf(ceiling) ?? ceiling.at)
    const mark: ChartMark = { at, kind: 'ceiling', word: ceilingName(ceiling) }
    marks.push(latest === at ? mark : { ...mark, latest })
  }
  if (run.phase.kind === 'asking') {
    marks.push({ at: secondsIn(run, run.phase.since.wall), kind: 'asked', word: 'asked you' })
  }
  return marks
}

/** A ceiling so many times further away than all the rest stands at the edge, not to squeeze it. */
const farTimes = 6

/** How far the chart has to reach for the ceilings that are not far away. */
function reachOfCeilings(marks: readonly ChartMark[], furthest: number): number {
  const ends = marks
    .filter((mark) => mark.kind === 'ceiling')
    .map((mark) => mark.latest ?? mark.at)
    .filter((at) => at <= furthest * farTimes)
  return Math.max(0, ...ends) * 1.12
}

/** Where the chart ends and what is marked on it. `now` is wall clock, milliseconds. */
export function chartScale(run: Run, now: number): ChartScale {
  const ended = run.phase.kind === 'ended' ? secondsIn(run, run.phase.at.wall) : null
  const deadline = deadlineOf(run)
  const here = ended ?? secondsIn(run, now)
  const marks = ended === null ? liveMarks(run, deadline) : endedMarks(run)
  const lastFall = curveOf(run).falls.at(-1)?.at ?? 0
  const ours = marks.filter((mark) => mark.kind !== 'ceiling').map((mark) => mark.at)
  const furthest = Math.max(here, lastFall, ...ours, 0.5)
  const lane = deadline === null ? null : laneOf(run, deadline)
  // Behind our deadline there is room for what stands there.
  const room = ended !== null ? 1.04 : lane === null ? 1.12 : 1.5
  const span = Math.max(furthest * room, reachOfCeilings(marks, furthest))
  return {
    span,
    marks: ended === null ? [...marks, { at: here, kind: 'now', word: 'now' }] : marks,
    lane,
  }
}
