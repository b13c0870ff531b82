import { describe, expect, it } from 'vitest'
import { dayTime } from '../../../shared/wording/day-time.ts'

describe('dayTime', () => {
  it.each([
    [new Date(2026, 2, 3, 3, 2, 59), '2026-03-03 03:02'],
    [new Date(2026, 11, 31, 23, 59), '2026-12-31 23:59'],
  ])('writes the day and the minute: %s', (date, words) => {
    expect(dayTime(date.getTime())).toBe(words)
  })
})
