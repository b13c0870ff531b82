import { describe, expect, it } from 'vitest'
import {
  deadlineOf,
  isLive,
  leftMs,
  leftShare,
  leftText,
  ringText,
  waitBegan,
} from '../../../renderer/model/run-clock.ts'
import type { Phase } from '../../../shared/run.ts'
import { makeRun, ms } from '../../fakes/run.ts'

const start = ms(0).wall
const waiting: Phase = { kind: 'waiting', step: 1, deadline: ms(30_000) }
const at = (phase: Phase) => makeRun('stop/30/ask', { phase })

describe('the deadline of a phase', () => {
  it.each<[string, Phase, number | null]>([
    ['waiting', waiting, 30_000],
    ['waiting without one', { kind: 'waiting', step: 1, deadline: null }, null],
    ['stopping', { kind: 'stopping', step: 0, call: 1, deadline: ms(5000) }, 5000],
    ['forcing', { kind: 'forcing', step: 3, call: 2, by: 'person', deadline: ms(7000) }, 7000],
    ['verifying', { kind: 'verifying', until: ms(2000), back: { step: 1, deadline: null } }, 2000],
    ['held', { kind: 'held', step: 1, leftMs: 4000 }, null],
    ['asking', { kind: 'asking', step: 2, why: 'schedule', since: ms(0) }, null],
    ['planned', { kind: 'planned' }, null],
    ['ended', { kind: 'ended', outcome: { kind: 'stopped' }, at: ms(1) }, null],
  ])('%s', (_name, phase, expected) => {
    expect(deadlineOf(at(phase))).toBe(expected === null ? null : start + expected)
  })
})

describe('what is left of a wait', () => {
  it('never goes below nothing', () => {
    expect(leftMs(at(waiting), start + 12_000)).toBe(18_000)
    expect(leftMs(at(waiting), start + 99_000)).toBe(0)
  })
  it('is a share of the time since the last signal', () => {
    const sent = {
      call: 1,
      step: 0,
      what: 'TERM',
      identity: null,
      at: ms(10_000),
      outcome: 'sent',
    } as const
    const run = makeRun('stop/30/ask', { phase: waiting, sent: [sent] })
    expect(waitBegan(run)).toBe(start + 10_000)
    expect(leftShare(run, start + 20_000)).toBe(0.5)
    expect(leftShare(run, start)).toBe(1)
  })
  it('counts the look whether it stays gone from the last exit', () => {
    const run = makeRun('stop/30/ask', {
      phase: { kind: 'verifying', until: ms(6000), back: { step: 1, deadline: null } },
    })
    const [first, ...rest] = run.members
    if (first === undefined) throw new Error('nobody')
    const gone = { ...first, gone: { at: ms(4000), how: 'by-itself' as const } }
    expect(waitBegan({ ...run, members: [gone, ...rest] })).toBe(start + 4000)
  })
})

describe('seconds as text', () => {
  it.each([
    [0, '0', '0\u00a0s'],
    [1, '1', '1\u00a0s'],
    [17_001, '18', '18\u00a0s'],
    [59_000, '59', '59\u00a0s'],
    [59_001, '1:00', '1:00'],
    [86_000, '1:26', '1:26'],
    [3_725_000, '1:02:05', '1:02:05'],
  ])('%d ms are %s in the ring and %s elsewhere', (left, ring, list) => {
    expect(ringText(left)).toBe(ring)
    expect(leftText(left)).toBe(list)
  })
})

it('counts every phase but the end as live', () => {
  expect(isLive(at(waiting))).toBe(true)
  expect(isLive(at({ kind: 'ended', outcome: { kind: 'hung' }, at: ms(0) }))).toBe(false)
})
