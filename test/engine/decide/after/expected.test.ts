import { describe, expect, it } from 'vitest'
import { expectReturners } from '../../../../electron/engine/decide/after/expected.ts'
import type { Elapse } from '../../../../electron/engine/decide/after/next-elapse.ts'
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
const never = { elapseOf: () => null, now }
const at = (times: Readonly<Record<string, Elapse>>) => ({
  elapseOf: (unit: string) => times[unit] ?? null,
  now,
})

describe('who could start it again', () => {
  it.each([
    [brings({}), { target: 'a.timer', title: 'a.timer' }],
    [brings({ stoppable: false }), { target: null, title: 'a.timer' }],
    [brings({ by: null, stoppable: false }), { target: null, title: 'iguana' }],
  ])('can be stopped where it may be: %j', (one, expected) => {
    const [first] = expectReturners('iguana', [one], never)
    expect(first).toEqual({ sentence: 'a.timer starts it when its time comes.', ...expected })
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
        sentence: `a.timer starts it again ${when}`,
        target: 'a.timer',
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
