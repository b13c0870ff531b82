import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { later, msUntil } from '../../shared/moment.ts'

const moment = fc.record({ mono: fc.nat(), wall: fc.nat() })

describe('a later moment', () => {
  it('is later on both clocks by as much', () => {
    expect(later({ mono: 5, wall: 1000 }, 30)).toEqual({ mono: 35, wall: 1030 })
  })
  it('can be the same, and leaves the first as it was', () => {
    const from = Object.freeze({ mono: 5, wall: 1000 })
    expect(later(from, 0)).toEqual(from)
    expect(later(from, 1)).not.toBe(from)
  })
})

describe('the time until a moment', () => {
  it.each([
    [100, 40, 60],
    [100, 100, 0],
    [100, 101, 0],
  ])('at %d, seen from %d, is %d ms', (at, now, left) => {
    expect(msUntil({ mono: at, wall: 0 }, { mono: now, wall: 0 })).toBe(left)
  })
  it('does not care for the wall clock, which a person may set', () => {
    const now = { mono: 40, wall: 9_999_999 }
    expect(msUntil({ mono: 100, wall: 0 }, now)).toBe(60)
    expect(msUntil({ mono: 100, wall: 0 }, { ...now, wall: -7 })).toBe(60)
  })
  it('is what was added', () => {
    fc.assert(
      fc.property(moment, fc.nat(), (now, ms) => {
        expect(msUntil(later(now, ms), now)).toBe(ms)
      }),
    )
  })
})
