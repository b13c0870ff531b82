import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { parseSince } from '../../electron/cli/parse-since.ts'

const now = Date.UTC(2026, 0, 31, 12, 0, 0)
beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
afterEach(() => void vi.unstubAllEnvs())

describe('a moment from which on', () => {
  it.each([
    ['90s', now - 90_000],
    ['10m', now - 600_000],
    ['10min', now - 600_000],
    ['2h', now - 7_200_000],
    ['1d', now - 86_400_000],
    ['1w', now - 7 * 86_400_000],
    ['03:12', Date.UTC(2026, 0, 31, 3, 12)],
    ['3:12:34', Date.UTC(2026, 0, 31, 3, 12, 34)],
    ['2026-01-30', Date.UTC(2026, 0, 30)],
    ['2026-01-30 03:12', Date.UTC(2026, 0, 30, 3, 12)],
    ['2026-01-30T03:12:34', Date.UTC(2026, 0, 30, 3, 12, 34)],
  ])('%s', (text, wall) => {
    expect(parseSince(text, now)).toBe(wall)
  })

  it('is on the local clock', () => {
    vi.stubEnv('TZ', 'Europe/Berlin')
    expect(parseSince('2026-01-30 03:12', now)).toBe(Date.UTC(2026, 0, 30, 2, 12))
  })

  it.each([
    '',
    'now',
    'yesterday',
    '10',
    '10x',
    '-5m',
    '25:00',
    '12:60',
    '2026-02-30',
    '2026-13-01',
    '2026-01-30 24:00',
    '1e3s',
    '99999999d',
  ])('is not %j', (text) => {
    expect(parseSince(text, now)).toBeNull()
  })
})
