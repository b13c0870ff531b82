import { describe, expect, it } from 'vitest'
import { ceilingsOf, withOverdue } from '../../../../electron/engine/decide/unit/ceilings.ts'
import { needsMove } from '../../../../electron/engine/decide/unit/move-deadline.ts'
import type { Ceiling } from '../../../../shared/plan.ts'
import { ms } from '../../../fakes/run.ts'
import { commands, stopping } from './stopping.ts'

const ceiling = (at: number | null, more: Partial<Ceiling> = {}): Ceiling => ({
  who: 'systemd',
  source: 'TimeoutStopSec=2s after SIGTERM',
  what: 'SIGKILL',
  fixed: null,
  at: at === null ? null : ms(at).wall,
  ...more,
})
const now = ms(1000)
const mixed = ceiling(null, { fixed: 'no clock decides it' })

describe('an extended run', () => {
  it('moves a ceiling that comes before its own deadline', () => {
    expect(needsMove([ceiling(20_000)], ms(60_000), 30_000, now)).toEqual({ to: ms(70_000) })
  })

  it('moves one that comes less than ten seconds after it', () => {
    expect(needsMove([ceiling(69_999)], ms(60_000), 30_000, now)).toEqual({ to: ms(99_999) })
    expect(needsMove([ceiling(70_000)], ms(60_000), 30_000, now)).toBeNull()
  })

  it('moves it by at least what the person added', () => {
    expect(needsMove([ceiling(65_000)], ms(60_000), 120_000, now)).toEqual({ to: ms(185_000) })
  })

  it('looks at the one that comes first', () => {
    const two = [ceiling(90_000), ceiling(20_000), ceiling(40_000)]
    expect(needsMove(two, ms(60_000), 30_000, now)).toEqual({ to: ms(70_000) })
  })

  it('looks at the soonest moment, not at the latest: ExecStop= may end at once', () => {
    const span = ceiling(90_000, { earliest: ms(45_000).wall })
    expect(needsMove([span], ms(60_000), 1000, now)).toEqual({ to: ms(70_000) })
    const far = ceiling(190_000, { earliest: ms(75_000).wall })
    expect(needsMove([far], ms(60_000), 1000, now)).toBeNull()
  })

  it('says why a ceiling in its way cannot be moved', () => {
    const fixed = ceiling(20_000, { fixed: 'that needs root' })
    expect(needsMove([fixed], ms(60_000), 30_000, now)).toEqual({ fixed: 'that needs root' })
  })

  it('does not mind a fixed one that is far enough', () => {
    const fixed = ceiling(80_000, { fixed: 'that needs root' })
    expect(needsMove([fixed], ms(60_000), 30_000, now)).toBeNull()
  })

  it('takes the clock of a service away that asked for more time itself', () => {
    expect(needsMove([ceiling(null)], ms(60_000), 30_000, now)).toEqual({ to: 'never' })
    const fixed = ceiling(null, { fixed: 'that needs root' })
    expect(needsMove([fixed, ceiling(2000)], null, 0, now)).toEqual({ to: 'never' })
  })

  it('answers with both clocks', () => {
    const set = { mono: 1000, wall: ms(1000).wall + 3_600_000 }
    const deadline = { mono: 60_000, wall: set.wall + 59_000 }
    const need = needsMove([ceiling(20_000)], deadline, 30_000, set)
    expect(need).toEqual({ to: { mono: 70_000, wall: set.wall + 69_000 } })
  })
})

describe('a held run', () => {
  it('takes the deadline away, however far it is', () => {
    expect(needsMove([ceiling(2000)], null, 0, now)).toEqual({ to: 'never' })
    expect(needsMove([ceiling(9_000_000)], null, 0, now)).toEqual({ to: 'never' })
  })

  it('also that of a service that asked for more time itself', () => {
    expect(needsMove([ceiling(null)], null, 0, now)).toEqual({ to: 'never' })
  })

  it('says why it cannot', () => {
    const fixed = ceiling(2000, { fixed: 'systemd has sent SIGKILL already' })
    expect(needsMove([fixed], null, 0, now)).toEqual({ fixed: 'systemd has sent SIGKILL already' })
  })
})

describe('nothing has to be moved', () => {
  it.each<readonly [string, readonly Ceiling[]]>([
    ['without a ceiling', []],
    ['where only the end of the main process decides', [mixed]],
  ])('%s', (_, ceilings) => {
    expect(needsMove(ceilings, ms(60_000), 30_000, now)).toBeNull()
    expect(needsMove(ceilings, null, 0, now)).toBeNull()
  })
})

describe('together with the ceilings of a real stop', () => {
  it.each([
    ['stop', { execStop: commands(1) }],
    ['stop-sigterm', {}],
    ['stop-sigterm', { killMode: 'mixed' as const }],
    ['stop-sigterm', { timeoutFailureMode: 'abort' as const }],
    ['stop-watchdog', {}],
    ['stop-post', { execStopPost: commands(1) }],
  ])('%s', (subState, settings) => {
    const found = ceilingsOf(stopping(subState, settings))
    expect(needsMove(found, ms(10_000), 5000, now)).toEqual({ to: ms(20_000) })
    expect(needsMove(found, null, 0, now)).toEqual({ to: 'never' })
  })

  it('of one that outlasts its timeout, none is near enough to be moved: it is taken away', () => {
    const unit = stopping('stop-sigterm', { mayExtend: true })
    const found = withOverdue(ceilingsOf(unit), unit, ms(5000))
    expect(needsMove(found, ms(10_000), 5000, ms(5000))).toEqual({ to: 'never' })
    expect(needsMove(found, null, 0, ms(5000))).toEqual({ to: 'never' })
  })
})
