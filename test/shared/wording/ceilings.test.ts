import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Ceiling } from '../../../shared/plan.ts'
import {
  ceilingClause,
  ceilingCountdown,
  ceilingSentence,
  movedSentence,
  nearestCeiling,
} from '../../../shared/wording/ceilings.ts'
import { ms } from '../../fakes/run.ts'
import { stoppingUnit } from '../../fakes/unit-samples.ts'

beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
afterEach(() => void vi.unstubAllEnvs())

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const ceiling = (more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=90s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at: ms(90_000).wall,
  ...more,
})

describe('a ceiling as a sentence', () => {
  it.each<[string, Partial<Ceiling>, string]>([
    ['known', {}, 'systemd sends SIGKILL at 22:14:50 (TimeoutStopSec=90s after SIGTERM)'],
    [
      'that aborts',
      { what: 'SIGABRT', source: 'TimeoutAbortSec=10s' },
      'systemd sends SIGABRT at 22:14:50 (TimeoutAbortSec=10s)',
    ],
    [
      'whose moment nobody knows',
      { at: null, source: 'EXTEND_TIMEOUT_USEC' },
      'systemd sends SIGKILL at a moment not known (EXTEND_TIMEOUT_USEC)',
    ],
    [
      'of which little is known',
      { at: null, what: '', who: 'its script', source: 'killproc' },
      'its script may force at a moment not known (killproc)',
    ],
    [
      'that cannot be moved',
      { fixed: 'it needs root' },
      'systemd sends SIGKILL at 22:14:50 (TimeoutStopSec=90s after SIGTERM); it cannot be moved from here: it needs root',
    ],
    [
      'that may come sooner',
      { earliest: ms(30_000).wall },
      'systemd sends SIGKILL between 22:13:50 and 22:14:50 (TimeoutStopSec=90s after SIGTERM)',
    ],
    [
      'that may come sooner within a second',
      { earliest: ms(89_999).wall, at: ms(89_500).wall },
      'systemd sends SIGKILL at 22:14:49 (TimeoutStopSec=90s after SIGTERM)',
    ],
    [
      'that may come from then on',
      { earliest: ms(0).wall, at: null },
      'systemd sends SIGKILL not before 22:13:20 (TimeoutStopSec=90s after SIGTERM)',
    ],
    [
      'that has fired',
      { source: 'SIGKILL was sent', fixed: 'systemd has sent SIGKILL already' },
      'systemd has sent SIGKILL at 22:14:50',
    ],
    [
      'that has fired nobody knows when',
      { source: 'SIGKILL was sent', at: null },
      'systemd has sent SIGKILL',
    ],
    [
      'with foreign text in it',
      { who: 'a\n', source: 'b\x1b', what: 'c\r', fixed: 'd\x07' },
      'a\\n sends c\\x0d at 22:14:50 (b\\x1b); it cannot be moved from here: d\\x07',
    ],
  ])('%s', (_what, more, sentence) => {
    expect(ceilingSentence(ceiling(more))).toBe(sentence)
  })
})

describe('the nearest ceiling', () => {
  it('is the first that comes, wherever it stands', () => {
    const list = [
      ceiling({ at: ms(90_000).wall }),
      ceiling({ at: null }),
      ceiling({ at: ms(5).wall, what: 'SIGABRT' }),
    ]
    expect(nearestCeiling(list)).toMatchObject({ what: 'SIGABRT' })
    expect(list[0]?.what).toBe('SIGKILL')
  })
  it('is none where no moment is known', () => {
    expect(nearestCeiling([ceiling({ at: null })])).toBeNull()
    expect(nearestCeiling([])).toBeNull()
  })
})

describe('the ceiling on the live line', () => {
  const at = (now: number, ...args: Parameters<typeof stoppingUnit>) => ({
    line: (...ceilings: Ceiling[]): string =>
      plain(ceilingCountdown({ ceilings, unit: stoppingUnit(...args) }, ms(now).wall)),
  })
  it('counts down to the nearest', () => {
    const later = ceiling({ at: ms(180_000).wall, what: 'SIGABRT' })
    expect(at(60_000).line(later, ceiling())).toBe('systemd sends SIGKILL in 30 s')
    expect(at(0).line(ceiling())).toBe('systemd sends SIGKILL in 1:30')
  })
  it('says that the deadline was moved, so that one sees that it was', () => {
    const moved = at(0, { movedTo: ms(90_000).wall })
    expect(moved.line(ceiling())).toBe('systemd sends SIGKILL in 1:30, moved')
  })
  it('does not count below nothing', () => {
    expect(at(95_000).line(ceiling())).toBe('systemd sends SIGKILL in 0 s')
  })
  it('counts down to both moments where one may come sooner', () => {
    const early = ceiling({ earliest: ms(90_000).wall, at: ms(180_000).wall })
    expect(at(0).line(early)).toBe('systemd sends SIGKILL in 1:30 to 3:00')
    expect(at(120_000).line(early)).toBe('systemd sends SIGKILL in 0 s to 1:00')
  })
  it('does not count to what has happened', () => {
    const sent = ceiling({ source: 'SIGKILL was sent', at: ms(5).wall })
    expect(at(9).line(sent)).toBe('systemd has sent SIGKILL')
  })
  it('says that it is held, or that nobody knows when', () => {
    expect(at(0, { movedTo: 'never' }).line()).toBe('systemd is held back')
    expect(at(0).line(ceiling({ at: null }))).toBe('systemd sends SIGKILL, nobody knows when')
  })
  it('is empty where nobody else is going to force', () => {
    expect(at(0).line()).toBe('')
    expect(ceilingCountdown({ ceilings: [], unit: null }, 0)).toBe('')
  })
})

describe('a deadline that a person moved', () => {
  it.each([
    [null, null],
    [ms(120_000).wall, "systemd's deadline for iguana.service was moved to 22:15:20."],
    ['never', 'systemd is held back: it does not force iguana.service.'],
  ] as const)('to %j: %j', (movedTo, sentence) => {
    expect(movedSentence(stoppingUnit({ movedTo }))).toBe(sentence)
  })
})

describe('a ceiling in a menu or a notification, which do not tick', () => {
  it.each<[string, readonly Ceiling[], string]>([
    ['its moment, without its source', [ceiling()], 'systemd sends SIGKILL at 22:14:50'],
    [
      'the nearest of several',
      [ceiling(), ceiling({ who: 'its script', at: ms(30_000).wall })],
      'its script sends SIGKILL at 22:13:50',
    ],
    [
      'a span where it may come sooner',
      [ceiling({ earliest: ms(30_000).wall })],
      'systemd sends SIGKILL between 22:13:50 and 22:14:50',
    ],
    ['one nobody knows', [ceiling({ at: null })], 'systemd sends SIGKILL at a moment not known'],
    ['what happened', [ceiling({ source: 'SIGKILL was sent' })], 'systemd has sent SIGKILL'],
    ['nothing', [], ''],
  ])('%s', (_what, ceilings, expected) => {
    expect(ceilingClause({ ceilings, unit: null })).toBe(expected)
  })

  it('says that it is held', () => {
    const unit = stoppingUnit({ movedTo: 'never' })
    expect(ceilingClause({ ceilings: [], unit })).toBe('systemd is held back')
  })
})
