import { describe, expect, it } from 'vitest'
import {
  firstLook,
  looksApartMs,
  nextLookMs,
  patienceMs,
} from '../../../../electron/engine/decide/diagnosing/first-look.ts'
import type { StopTimes } from '../../../../shared/stop-times.ts'
import { makeRun, ms, Play } from '../../../fakes/run.ts'
import { playIn } from '../escalation/matrix.ts'

const nothing = { usual: null, profile: null }
const times: StopTimes = {
  ...{ count: 9, usualMs: 1000, longestMs: 3000, unusualMs: 3750, proposedMs: 10_000 },
}
const profileOf = (text: string) => ({ usual: { text, basis: 'tried: x' } })

describe('how long a stop may take before it is unusual', () => {
  const run = makeRun('stop/30/ask')

  it('is what is remembered of it, whatever a profile says', () => {
    expect(patienceMs(run, { usual: times, profile: profileOf('60 s') })).toBe(3750)
  })

  it.each([
    ['1 s when idle', 2000],
    ['0.01 s', 2000],
    ['1.5 s', 3000],
    ['0.01 to 4 s', 8000],
    ['12 s with one client', 24_000],
  ])('is twice what its profile calls usual (%s): %i ms', (text, expected) => {
    expect(patienceMs(run, { usual: null, profile: profileOf(text) })).toBe(expected)
  })

  it.each(['Not measured', 'No limit: its makers’ unit waits for ever', 'Minutes'])(
    'is five seconds where its profile does not know: %s',
    (text) => {
      expect(patienceMs(run, { usual: null, profile: profileOf(text) })).toBe(5000)
    },
  )

  it.each([
    ['stop/30/ask', 5000],
    ['stop/6/ask', 2000],
    ['stop/1/ask', 1000 / 3],
    ['stop/wait', 5000],
    ['stop/ask', 5000],
  ])('is the smaller of five seconds and a third of the wait: %s', (schedule, expected) => {
    expect(patienceMs(makeRun(schedule), nothing)).toBeCloseTo(expected)
  })
})

describe('the first look at a run', () => {
  it.each(['planned', 'verifying', 'ended'] as const)('never comes while it is %s', (phase) => {
    expect(firstLook(playIn[phase]().run, nothing)).toBeNull()
  })

  it.each(['asking', 'held'] as const)('comes at once where it is %s', (phase) => {
    expect(firstLook(playIn[phase]().run, nothing)).toBe('now')
  })

  it.each(['stopping', 'waiting', 'forcing'] as const)(
    'comes when it takes longer than usual where it is %s',
    (phase) => {
      expect(firstLook(playIn[phase]().run, nothing)).toEqual(ms(5000))
    },
  )

  it('is counted from the first signal, however often it was extended since', () => {
    const play = playIn.waiting()
    play.now = 20_000
    play.extend(60_000)
    expect(firstLook(play.run, { usual: times, profile: null })).toEqual(ms(3750))
  })

  it('comes at once where the kernel refused a signal', () => {
    const play = new Play(makeRun('TERM@all/30/ask')).begin()
    const results = play.run.sent.map(({ identity }, at) => ({
      identity: identity ?? { boot: '', pid: 0, startTicks: 0 },
      outcome: at === 0 ? ('no-permission' as const) : ('sent' as const),
    }))
    const call = { kind: 'call-settled', call: play.call, failure: null, note: null } as const
    play.after(1, { ...call, results })
    expect(play.run.phase.kind).toBe('waiting')
    expect(firstLook(play.run, nothing)).toBe('now')
  })
})

describe('the looks after it', () => {
  it('are two seconds apart, and five where it has hung for half a minute', () => {
    expect([0, 2000, 29_999].map(nextLookMs)).toEqual([2000, 2000, 2000])
    expect([looksApartMs.lateAfter, 3_600_000].map(nextLookMs)).toEqual([5000, 5000])
  })
})
