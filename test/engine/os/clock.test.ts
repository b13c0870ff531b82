import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { later } from '../../../shared/moment.ts'

const day = 24 * 3600 * 1000
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'hrtime', 'Date'], now: 5_000 })
})
afterEach(() => {
  vi.useRealTimers()
})

function arm(ms: number) {
  const clock = createClock()
  const callback = vi.fn()
  const disarm = clock.at(later(clock.now(), ms), callback)
  return { clock, callback, disarm }
}

describe('the clock', () => {
  it('tells the wall in milliseconds and the monotonic clock with fractions', () => {
    vi.useRealTimers()
    const before = process.hrtime.bigint()
    const now = createClock().now()
    const after = process.hrtime.bigint()
    expect(now.mono).toBeGreaterThanOrEqual(Number(before) / 1e6)
    expect(now.mono).toBeLessThanOrEqual(Number(after) / 1e6)
    expect(Math.abs(now.wall - Date.now())).toBeLessThan(1000)
  })

  it.each([0, 1, 250, 3600_000, 2 ** 31 - 1, 2 ** 31, 30 * day, 365 * day])(
    'calls back once, after %i ms and not before',
    (ms) => {
      const { callback } = arm(ms)
      vi.advanceTimersByTime(Math.max(0, ms - 1))
      expect(callback).toHaveBeenCalledTimes(ms === 0 ? 1 : 0)
      vi.advanceTimersByTime(1)
      vi.advanceTimersByTime(3 * day)
      expect(callback).toHaveBeenCalledTimes(1)
    },
  )

  it('does not call back early for a part of a millisecond', () => {
    const { callback, clock } = arm(10.4)
    vi.advanceTimersByTime(10)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
    expect(clock.now().mono).toBeGreaterThan(10.4)
  })

  it('calls back for a moment that has passed, but never within the call itself', () => {
    const { callback } = arm(-5000)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(0)
    expect(callback).toHaveBeenCalledTimes(1)
  })

  it.each([100, 40 * day])('does not call back when disarmed, of %i ms', (ms) => {
    const { callback, disarm } = arm(ms)
    // Long enough that a long wait was armed anew meanwhile.
    vi.advanceTimersByTime(ms - 1)
    disarm()
    vi.advanceTimersByTime(ms)
    expect(callback).not.toHaveBeenCalled()
    disarm()
  })

  it('waits by the monotonic clock, whatever somebody sets the other to', () => {
    const { callback } = arm(1000)
    vi.setSystemTime(Date.now() + 10 * day)
    vi.advanceTimersByTime(999)
    expect(callback).not.toHaveBeenCalled()
    vi.advanceTimersByTime(1)
    expect(callback).toHaveBeenCalledTimes(1)
  })
})
