import { expect, it } from 'vitest'
import { nextElapse } from '../../../../electron/engine/decide/after/next-elapse.ts'

const now = { mono: 5_000_000, wall: 1_790_000_000_000 }
const infinity = 18446744073709551615n
const micro = (ms: number): bigint => BigInt(ms) * 1000n

it.each<[string, object, number | null]>([
  ['the calendar alone', { NextElapseUSecRealtime: micro(now.wall + 60_000) }, 60_000],
  [
    'the monotonic clock alone',
    { NextElapseUSecRealtime: 0n, NextElapseUSecMonotonic: micro(now.mono + 700) },
    700,
  ],
  [
    'both, of which the earlier counts',
    {
      NextElapseUSecRealtime: micro(now.wall + 60_000),
      NextElapseUSecMonotonic: micro(now.mono + 90_000),
    },
    60_000,
  ],
  [
    'no time at all: it has fired',
    { NextElapseUSecRealtime: infinity, NextElapseUSecMonotonic: infinity },
    null,
  ],
  ['a time that is over', { NextElapseUSecRealtime: micro(now.wall - 1) }, null],
  [
    'one that is over and one to come',
    {
      NextElapseUSecRealtime: micro(now.wall - 1),
      NextElapseUSecMonotonic: micro(now.mono + 5000),
    },
    5000,
  ],
  ['nothing: it is no timer', {}, null],
])('a timer elapses next by %s', (_, raw, inMs) => {
  expect(nextElapse({ ...raw, AccuracyUSec: micro(60_000) }, now)).toEqual(
    inMs === null ? null : { at: now.wall + inMs, spreadMs: 60_000 },
  )
})
