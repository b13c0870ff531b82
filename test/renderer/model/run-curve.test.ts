import { describe, expect, it } from 'vitest'
import { countTicks, curveOf, tickStep } from '../../../renderer/model/run-curve.ts'
import type { RunMember } from '../../../shared/run.ts'
import { makeMember, makeRun, ms } from '../../fakes/run.ts'

const left = (pid: number, at: number, how: 'by-itself' | 'killed' = 'by-itself'): RunMember => ({
  member: makeMember(pid),
  gone: { at: ms(at), how },
})

describe('the falling curve', () => {
  it('steps down once for each that left, in the order of time', () => {
    const members = [left(1, 5000, 'killed'), left(2, 1000), { member: makeMember(3), gone: null }]
    expect(curveOf({ ...makeRun('stop/30'), members })).toEqual({
      total: 3,
      left: 1,
      falls: [
        { at: 1, left: 2, killed: false },
        { at: 5, left: 1, killed: true },
      ],
    })
  })
  it('does not count who is kept on purpose', () => {
    const kept = { member: makeMember(9, { kept: 'KillMode=process' }), gone: null }
    expect(curveOf({ ...makeRun('stop/30'), members: [kept, left(1, 10)] })).toMatchObject({
      total: 1,
      left: 0,
    })
  })
  it('starts no earlier than the run, whatever the clocks say', () => {
    expect(curveOf({ ...makeRun('stop/30'), members: [left(1, -50)] }).falls[0]?.at).toBe(0)
  })
})

describe('the axes', () => {
  it.each([
    [10, 8, 2],
    [33, 8, 5],
    [100, 8, 15],
    [700_000, 7, 100_000],
  ])('%d seconds with at most %d marks step by %d', (span, atMost, step) => {
    expect(tickStep(span, atMost)).toBe(step)
  })
  it.each([
    [0, [0]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [18, [0, 6, 12, 18]],
    [4, [0, 2, 4]],
    [10, [0, 4, 8, 10]],
    [100, [0, 34, 68, 100]],
  ])('%d processes are marked %j', (total, ticks) => {
    expect(countTicks(total)).toEqual(ticks)
  })
})

describe('one that ended with its tracer', () => {
  it('is not drawn as killed: nobody can say so', () => {
    const gone = { at: ms(500), how: 'taken-along' } as const
    const members = [{ member: makeMember(1), gone }]
    const { falls, left } = curveOf({ ...makeRun('stop/30'), members })
    expect(left).toBe(0)
    expect(falls).toEqual([{ at: 0.5, left: 0, killed: false }])
  })
})
