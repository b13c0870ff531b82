import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rememberedSchedule, stopTimesOf } from '../../../electron/engine/decide/stop-times.ts'
import { parseSchedule, unaskedForceSteps } from '../../../shared/schedule.ts'
import type { PastStop } from '../../../shared/service.ts'

const stop = (tookMs: number | null, outcome = 'stopped'): PastStop => ({
  runId: 'r',
  at: 0,
  outcome,
  tookMs,
})
const took = (...all: readonly number[]) => stopTimesOf(all.map((ms) => stop(ms)))

describe('how long earlier stops took', () => {
  it.each<readonly [string, readonly number[], object]>([
    ['one', [1000], { count: 1, usualMs: 1000, longestMs: 1000, unusualMs: 2000 }],
    ['two', [1000, 3000], { count: 2, usualMs: 2000, longestMs: 3000, unusualMs: 4000 }],
    ['three', [9000, 1000, 3000], { count: 3, usualMs: 3000, longestMs: 9000, unusualMs: 11_250 }],
    ['four', [1000, 2000, 3000, 4000], { usualMs: 2500, longestMs: 4000, unusualMs: 5000 }],
    ['some at once', [0, 0, 1], { usualMs: 0, longestMs: 1, unusualMs: 2000 }],
  ])('is told of %s', (_, all, expected) => {
    expect(took(...all)).toMatchObject(expected)
  })

  it('is not known without one', () => {
    expect(stopTimesOf([])).toBeNull()
  })

  it.each(['killed', 'abandoned', 'hung', 'survived', 'came-back', 'interrupted', 'failed'])(
    'counts no stop that was %s',
    (outcome) => {
      expect(stopTimesOf([stop(60_000, outcome)])).toBeNull()
      expect(stopTimesOf([stop(60_000, outcome), stop(1000)])).toEqual(took(1000))
    },
  )

  it.each([null, Number.NaN, Number.POSITIVE_INFINITY, -1])(
    'counts no stop of which the time is %s',
    (tookMs) => {
      expect(stopTimesOf([stop(tookMs)])).toBeNull()
    },
  )

  it('counts the newest two hundred', () => {
    const newest = Array.from({ length: 200 }, () => 1000)
    expect(took(...newest, 500_000)).toMatchObject({ count: 200, longestMs: 1000 })
  })

  it('lets one outlier of many make no stop usual, and proposes a wait that covers it', () => {
    const all = [...Array.from({ length: 19 }, () => 1000), 200_000]
    expect(took(...all)).toMatchObject({
      usualMs: 1000,
      unusualMs: 2000,
      longestMs: 200_000,
      proposedMs: 300_000,
    })
  })

  it.each([
    [10, 10_000],
    [6_700, 15_000],
    [20_000, 30_000],
    [40_000, 60_000],
    [41_000, 90_000],
    [100_000, 150_000],
  ])('proposes for %i ms a wait of %i ms', (longest, proposed) => {
    expect(took(longest)?.proposedMs).toBe(proposed)
  })

  it('keeps its order whatever it is made of', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 7 }), { minLength: 1 }), (all) => {
        const times = took(...all)
        expect(times).not.toBeNull()
        if (times === null) return
        expect(times.usualMs).toBeLessThanOrEqual(times.longestMs)
        expect(times.unusualMs).toBeGreaterThan(times.usualMs)
        expect(times.proposedMs).toBeGreaterThan(times.longestMs)
        expect(took(...[...all].reverse())?.usualMs).toBe(
          all.length <= 200 ? times.usualMs : took(...[...all].reverse())?.usualMs,
        )
      }),
    )
  })
})

describe('the schedule that a memory gives', () => {
  it('has a wait that would have covered every clean stop', () => {
    expect(rememberedSchedule(took(40_000))).toBe('stop/60/ask/KILL/5')
    expect(rememberedSchedule(took(100_000))).toBe('stop/150/ask/KILL/5')
  })

  it.each([10, 1000, 20_000])('is the default where stops take %i ms: never less time', (ms) => {
    expect(rememberedSchedule(took(ms))).toBeNull()
  })

  it('is the default where nothing is remembered', () => {
    expect(rememberedSchedule(null)).toBeNull()
  })

  it('waits ten minutes at most: somebody may have extended a stop for hours', () => {
    expect(rememberedSchedule(took(3 * 3600 * 1000))).toBe('stop/600/ask/KILL/5')
  })

  it('asks before it forces, whatever is remembered', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_001, max: 10 ** 8 }), (ms) => {
        const parsed = parseSchedule(rememberedSchedule(took(ms)) ?? '')
        expect(parsed.ok && unaskedForceSteps(parsed.value)).toEqual([])
      }),
    )
  })
})
