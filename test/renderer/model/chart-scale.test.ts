import { describe, expect, it } from 'vitest'
import { chartScale, type ChartMark } from '../../../renderer/model/chart-scale.ts'
import type { Ceiling } from '../../../shared/plan.ts'
import type { Phase, Run } from '../../../shared/run.ts'
import { makeRun, ms } from '../../fakes/run.ts'

const waitingAt = (step: number): Phase => ({ kind: 'waiting', step, deadline: ms(30_000) })
const ceiling = (at: number, more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec',
  what: 'SIGKILL',
  fixed: null,
  at,
  ...more,
})
const markOf = (run: Run, kind: ChartMark['kind']): ChartMark | undefined =>
  chartScale(run, ms(12_000).wall).marks.find((mark) => mark.kind === kind)

describe('the mark at our own deadline', () => {
  it.each<[string, Partial<Run>, ChartMark['kind'], string]>([
    ['stop/30/ask', { phase: waitingAt(1) }, 'asks', 'asks you'],
    ['stop/30/ask', { phase: waitingAt(1), person: false }, 'asks', 'gives up'],
    ['stop/30', { phase: waitingAt(1) }, 'asks', 'asks you'],
    ['stop/30/KILL/5', { phase: waitingAt(1) }, 'kill', 'SIGKILL'],
    ['stop/30/TERM@all/5', { phase: waitingAt(1) }, 'step', 'SIGTERM'],
    ['stop/30/ask/KILL/5', { phase: waitingAt(2) }, 'asks', 'asks you'],
    [
      'stop/30/ask',
      { phase: { kind: 'stopping', step: 0, call: 1, deadline: ms(30_000) } },
      'asks',
      'asks you',
    ],
  ])('%s with %j', (schedule, more, kind, word) => {
    expect(markOf(makeRun(schedule, more), kind)).toEqual({ at: 30, kind, word })
  })
})

describe('what else is marked', () => {
  it('now, while the run is live', () => {
    expect(markOf(makeRun('stop/30/ask', { phase: waitingAt(1) }), 'now')?.at).toBe(12)
  })
  it('the moment at which it asked', () => {
    const phase: Phase = { kind: 'asking', step: 2, why: 'schedule', since: ms(9000) }
    expect(markOf(makeRun('stop/30/ask', { phase }), 'asked')?.at).toBe(9)
  })
  it("somebody else's deadline, where its moment is known", () => {
    const ceilings = [
      {
        who: 'systemd',
        source: 'TimeoutStopSec',
        what: 'SIGKILL',
        fixed: null,
        at: ms(90_000).wall,
      },
      { who: 'a colleague', source: 'said so', what: 'SIGKILL', fixed: null, at: null },
    ]
    const scale = chartScale(makeRun('stop/30/ask', { phase: waitingAt(1), ceilings }), ms(0).wall)
    expect(scale.marks.filter((mark) => mark.kind === 'ceiling')).toEqual([
      { at: 90, kind: 'ceiling', word: 'systemd’s own SIGKILL' },
    ])
    expect(scale.span).toBeGreaterThan(90)
  })
  it('from the soonest moment of a deadline on, where what goes before may end sooner', () => {
    const ceilings = [ceiling(ms(120_000).wall, { earliest: ms(60_000).wall })]
    expect(markOf(makeRun('stop/30/ask', { phase: waitingAt(1), ceilings }), 'ceiling')).toEqual({
      at: 60,
      latest: 120,
      kind: 'ceiling',
      word: 'systemd’s own SIGKILL',
    })
  })
  it.each([
    ['leaves room behind a deadline that is near', 100, 112],
    ['is not squeezed by a deadline that is far away', 3600, 45],
  ])('%s', (_name, seconds, span) => {
    const ceilings = [ceiling(ms(seconds * 1000).wall)]
    const run = makeRun('stop/30/ask', { phase: waitingAt(1), ceilings })
    expect(chartScale(run, ms(0).wall).span).toBeCloseTo(span)
  })
  it('SIGKILL of an ended run, with how many it ended', () => {
    const run = makeRun('stop/30/ask/KILL/5', {
      phase: { kind: 'ended', outcome: { kind: 'killed', by: 'ops' }, at: ms(40_000) },
      sent: [{ call: 2, step: 3, what: 'KILL', identity: null, at: ms(35_000), outcome: 'sent' }],
    })
    const members = run.members.map((one) => ({
      ...one,
      gone: { at: ms(35_010), how: 'killed' as const },
    }))
    expect(markOf({ ...run, members }, 'killed')).toEqual({
      at: 35,
      kind: 'killed',
      word: 'SIGKILL to 3 processes',
    })
  })
})

describe('the lane below the axis', () => {
  const laneOf = (schedule: string, phase: Phase) =>
    chartScale(makeRun(schedule, { phase }), ms(0).wall).lane
  it('says how long we wait and what stands behind it', () => {
    expect(laneOf('stop/30/ask/KILL/5', waitingAt(1))).toEqual({
      from: 0,
      until: 30,
      wait: 'wait at most 30\u00a0s',
      then: 'waits for you; SIGKILL only if you say so',
    })
    expect(laneOf('stop/30/ask', waitingAt(1))?.then).toBe('waits for you')
    expect(laneOf('stop/30/KILL/5', waitingAt(1))?.then).toBe('SIGKILL, as the schedule says')
  })
  it('is not there where nothing runs out', () => {
    expect(laneOf('stop/30/ask', { kind: 'held', step: 1, leftMs: 5 })).toBeNull()
    expect(laneOf('stop/wait', { kind: 'waiting', step: 1, deadline: null })).toBeNull()
  })
  it('leaves room for itself behind the deadline', () => {
    expect(chartScale(makeRun('stop/30/ask', { phase: waitingAt(1) }), ms(0).wall).span).toBe(45)
  })
})

it('has a width even for a run that was over at once', () => {
  const run = makeRun('stop/30/ask', {
    phase: { kind: 'ended', outcome: { kind: 'already-stopped' }, at: ms(0) },
  })
  expect(chartScale(run, ms(0).wall).span).toBeGreaterThan(0)
})
