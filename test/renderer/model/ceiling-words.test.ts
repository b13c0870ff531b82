import { describe, expect, it } from 'vitest'
import {
  canHoldCeiling,
  canMoveCeiling,
  ceilingMoment,
  ceilingName,
  fixedReason,
  leftBehind,
  movedWords,
  nextCeiling,
  shortCeiling,
  soonestOf,
} from '../../../renderer/model/ceiling-words.ts'
import type { Ceiling } from '../../../shared/plan.ts'
import type { RunUnit } from '../../../shared/unit.ts'
import { makeUnitRunView } from '../../fakes/scene-unit-runs.ts'

const at = (hour: number, minute: number, second: number): number =>
  new Date(2026, 2, 22, hour, minute, second).getTime()
const ceiling = (more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=90s',
  what: 'SIGKILL',
  fixed: null,
  at: at(3, 13, 34),
  ...more,
})
const unit = (movedTo: RunUnit['movedTo']): RunUnit => {
  const made = makeUnitRunView('unit-waiting', 0).run.unit
  if (made === null) throw new Error('no unit')
  return { ...made, movedTo }
}

describe('a ceiling in words', () => {
  it.each<[Ceiling, string]>([
    [ceiling(), 'systemd sends SIGKILL by itself at 03:13:34'],
    [ceiling({ at: null }), 'systemd sends SIGKILL by itself at a moment not known yet'],
    [
      ceiling({ earliest: at(3, 12, 4) }),
      'systemd sends SIGKILL by itself between 03:12:04 and 03:13:34',
    ],
    [ceiling({ what: '', who: 'a colleague' }), 'a colleague forces by itself at 03:13:34'],
    [ceiling({ who: 'x\u001b[31m' }), 'x\\x1b[31m sends SIGKILL by itself at 03:13:34'],
  ])('%j', (one, words) => {
    expect(shortCeiling(one)).toBe(words)
  })
  it('has a name for the axis', () => {
    expect(ceilingName(ceiling())).toBe('systemd’s own SIGKILL')
    expect(ceilingName(ceiling({ what: '' }))).toBe('systemd forces')
  })
  it('says its moment alone, too', () => {
    expect(ceilingMoment(ceiling())).toBe('at 03:13:34')
  })
})

describe('the ceiling that comes first', () => {
  const late = ceiling({ at: at(4, 0, 0) })
  const early = ceiling({ at: at(5, 0, 0), earliest: at(3, 0, 0) })
  const unknown = ceiling({ at: null })
  it.each<[string, readonly Ceiling[], Ceiling | null]>([
    ['is none without any', [], null],
    ['is that of the soonest moment', [late, early], early],
    ['is one whose moment is known', [unknown, late], late],
    ['is the unknown one where there is no other', [unknown], unknown],
  ])('%s', (_name, ceilings, first) => {
    expect(nextCeiling(ceilings)).toBe(first)
  })
  it('leaves the list as it was', () => {
    const list = [late, early]
    nextCeiling(list)
    expect(list).toEqual([late, early])
  })
  it('may come as soon as its earliest moment', () => {
    expect(soonestOf(early)).toBe(at(3, 0, 0))
    expect(soonestOf(late)).toBe(at(4, 0, 0))
  })
})

describe('what a person can move', () => {
  it.each<[string, readonly Ceiling[], boolean, boolean]>([
    ['nothing where nobody forces', [], false, false],
    ['both where the moment is known', [ceiling()], true, true],
    ['by hold only where it is not', [ceiling({ at: null })], true, false],
    ['nothing where it is fixed', [ceiling({ fixed: 'not root' })], false, false],
  ])('is %s', (_name, ceilings, hold, extend) => {
    expect(canHoldCeiling({ ceilings })).toBe(hold)
    expect(canMoveCeiling({ ceilings })).toBe(extend)
  })
  it('is what the soonest says, not a later one', () => {
    const ceilings = [ceiling({ fixed: 'not root', at: at(5, 0, 0) }), ceiling()]
    expect(fixedReason({ ceilings })).toBeNull()
  })
})

describe('how it was moved', () => {
  it.each<[RunUnit | null, string | null]>([
    [null, null],
    [unit(null), null],
    [unit(at(3, 14, 9)), 'moved to 03:14:09 by you'],
    [unit('never'), 'held by you: nobody forces'],
  ])('%#', (of, words) => {
    expect(movedWords({ unit: of }, 'you')).toBe(words)
  })
})

describe('what is left behind by who leaves', () => {
  it.each<[string, RunUnit | null, readonly Ceiling[], RegExp]>([
    ['names the deadline and who holds it', unit(null), [ceiling()], /03:13:34; systemd holds/],
    ['says that a hold stays', unit('never'), [], /nobody forces it; the hold stays/],
    ['says where nobody is known to force', unit(null), [], /nobody else is known/],
  ])('%s', (_name, of, ceilings, words) => {
    expect(leftBehind({ unit: of, ceilings })).toMatch(words)
  })
})
