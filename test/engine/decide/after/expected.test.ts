import { describe, expect, it } from 'vitest'
import { expectReturners, sameExpected } from '../../../../electron/engine/decide/after/expected.ts'
import { nextElapse, type Elapse } from '../../../../electron/engine/decide/after/next-elapse.ts'
import type { BringsBack } from '../../../../shared/unit.ts'
import { dayTime } from '../../../../shared/wording/day-time.ts'
import { clock } from '../../../../shared/wording/numbers.ts'

const now = 1_790_000_000_000
const brings = (more: Partial<BringsBack>): BringsBack => ({
  kind: 'timer',
  by: 'a.timer',
  when: 'after-a-stop',
  sentence: 'a.timer starts it when its time comes',
  stoppable: true,
  ...more,
})
const never = { elapseOf: () => null, now, manager: 'system' } as const
const keep = '`systemctl stop a.timer` keeps it from that.'
const at = (times: Readonly<Record<string, Elapse>>) => ({
  elapseOf: (unit: string) => times[unit] ?? null,
  now,
  manager: 'system' as const,
})

describe('who could start it again', () => {
  it.each<[string, Partial<BringsBack>, string, string | null]>([
    [
      'a trigger by the command of its manager, as it has no plan',
      {},
      `a.timer starts it when its time comes. ${keep}`,
      null,
    ],
    ['nobody who refuses', { stoppable: false }, 'a.timer starts it when its time comes.', null],
    [
      'a service by its own plan',
      { kind: 'upheld', by: 'keeper.service', sentence: 'keeper.service starts it' },
      'keeper.service starts it.',
      'keeper.service',
    ],
    ['not what is none', { by: null, stoppable: false, sentence: 'It does' }, 'It does.', null],
  ])('can be stopped: %s', (_, more, sentence, target) => {
    const [first] = expectReturners('iguana', [brings(more)], never)
    expect(first).toEqual({ sentence, target, title: brings(more).by ?? 'iguana' })
  })
  it('of a person’s own manager is stopped by that', () => {
    const [first] = expectReturners('iguana', [brings({})], { ...never, manager: 'user' })
    expect(first?.sentence).toContain('`systemctl --user stop a.timer`')
  })

  const soon = now + 90_000
  const tomorrow = now + 13 * 3_600_000
  it.each<[string, Elapse, string]>([
    ['the time of day', { at: soon, spreadMs: 0 }, `at ${clock(soon)}.`],
    ['no spread that nobody notices', { at: soon, spreadMs: 999 }, `at ${clock(soon)}.`],
    [
      'how much later it may be',
      { at: soon, spreadMs: 60_000 },
      `at ${clock(soon)}, or up to 1:00 later.`,
    ],
    ['the day, where it is not soon', { at: tomorrow, spreadMs: 0 }, `at ${dayTime(tomorrow)}.`],
  ])('is told with %s', (_, elapse, when) => {
    expect(expectReturners('iguana', [brings({})], at({ 'a.timer': elapse }))).toEqual([
      {
        sentence: `a.timer starts it again ${when} ${keep}`,
        target: null,
        title: 'a.timer',
        at: elapse.at,
      },
    ])
  })

  it('stands in the order of time, then as it was', () => {
    const socket = brings({ kind: 'socket', by: 'a.socket', sentence: 'a.socket starts it' })
    const all = [socket, brings({ by: 'late.timer' }), brings({ by: 'soon.timer' })]
    const times = {
      'late.timer': { at: now + 9000, spreadMs: 0 },
      'soon.timer': { at: now + 1000, spreadMs: 0 },
      'a.socket': { at: now + 1, spreadMs: 0 },
    }
    expect(expectReturners('iguana', all, at(times)).map(({ title }) => title)).toEqual([
      'soon.timer',
      'late.timer',
      'a.socket',
    ])
  })
})

describe('what is expected', () => {
  const one = (more: object = {}) => ({
    sentence: 'S.',
    target: 'a.timer',
    title: 'a.timer',
    ...more,
  })
  it.each<[string, object, object, boolean]>([
    ['the same words', {}, {}, true],
    ['other words', {}, { sentence: 'T.' }, false],
    ['a moment that was read a millisecond apart', { at: now }, { at: now + 1 }, true],
    ['the same moment in other digits', { at: now }, { at: now + 999, sentence: 'T.' }, true],
    ['another moment', { at: now }, { at: now + 1000 }, false],
    ['a moment that is known by now', {}, { at: now, sentence: 'T.' }, false],
    ['somebody else', {}, { title: 'b.timer' }, false],
    ['somebody who can be stopped no more', {}, { target: null }, false],
  ])('is told anew or not: %s', (_, a, b, same) => {
    expect(sameExpected([one(a)], [one(b)])).toBe(same)
  })
  it('is another thing with one more, or less', () => {
    expect([sameExpected([], [one()]), sameExpected([one()], [])]).toEqual([false, false])
  })
  it('reads alike at each look at one timer, though the two clocks are not read as one', () => {
    const raw = { NextElapseUSecMonotonic: 5_900_123_456n }
    const seen = [0, 2000.4, 4000.7, 6001.2].map((passed) => {
      const moment = { mono: 5_000_000.3 + passed, wall: now + Math.floor(passed + 0.6) }
      return expectReturners('iguana', [brings({})], {
        elapseOf: () => nextElapse(raw, moment),
        now: moment.wall,
        manager: 'system',
      })
    })
    const [first = []] = seen
    expect(first).not.toEqual([])
    expect(seen.map((each) => sameExpected(first, each))).toEqual([true, true, true, true])
  })
})
