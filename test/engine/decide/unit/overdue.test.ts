import { describe, expect, it } from 'vitest'
import { ceilingsOf, withOverdue } from '../../../../electron/engine/decide/unit/ceilings.ts'
import type { Moment } from '../../../../shared/run.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { brief, commands, running, stopping } from './stopping.ts'

const now = (unit: RunUnit, at: Moment) => withOverdue(ceilingsOf(unit), unit, at)
const asking = { mayExtend: true }

describe('a service that may ask for more time', () => {
  it('has the ceiling of its settings until that is over', () => {
    const unit = stopping('stop-sigterm', asking)
    expect(brief(now(unit, ms(1500)))).toEqual(['SIGKILL 2000'])
    expect(brief(now(unit, ms(2900)))).toEqual(['SIGKILL 2000'])
  })

  it('has asked, where it outlasts it: the moment is unknown', () => {
    const unit = stopping('stop-sigterm', asking)
    expect(now(unit, ms(3100))).toEqual([
      {
        who: 'systemd',
        what: 'SIGKILL',
        at: null,
        fixed: null,
        source:
          'TimeoutStopSec=2s after SIGTERM; it asked for more time since (EXTEND_TIMEOUT_USEC)',
      },
    ])
  })

  it('leaves what no clock decides alone', () => {
    const unit = stopping('stop-sigterm', { ...asking, killMode: 'mixed' })
    const mixed = ceilingsOf(unit)[1]
    expect(now(unit, ms(3100))[1]).toEqual(mixed)
  })

  it('counts each ExecStop= command', () => {
    const unit = stopping('stop', { ...asking, execStop: commands(2) })
    expect(brief(now(unit, ms(4900)))).toEqual(['SIGKILL 2000-6000'])
    expect(brief(now(unit, ms(5100)))).toEqual(['SIGKILL ?'])
    expect(now(unit, ms(5100))[0]).not.toHaveProperty('earliest')
  })

  it('counts an abort by its own timeout', () => {
    const unit = stopping('stop-watchdog', { ...asking, timeoutAbortMs: 5000 })
    expect(brief(now(unit, ms(5900)))).toEqual(['SIGKILL 5000'])
    expect(brief(now(unit, ms(6100)))).toEqual(['SIGKILL ?'])
  })

  it('and whose deadline was moved keeps the moved one, until that is over, too', () => {
    const unit = { ...stopping('stop-sigterm', asking), movedTo: ms(9000).wall }
    expect(brief(now(unit, ms(5000)))).toEqual(['SIGKILL 9000'])
    expect(brief(now(unit, ms(10_100)))).toEqual(['SIGKILL ?'])
  })

  it('is held as long as it is held', () => {
    const unit = { ...stopping('stop-sigterm', asking), movedTo: 'never' as const }
    expect(now(unit, ms(60_000))).toEqual([])
  })
})

describe('a service that cannot ask', () => {
  it('has a ceiling that is due, and systemd that is late', () => {
    expect(brief(now(stopping('stop-sigterm'), ms(3100)))).toEqual(['SIGKILL 2000'])
  })
})

describe('a signal that was sent', () => {
  it('stays sent', () => {
    expect(brief(now(stopping('stop-sigkill', asking), ms(90_000)))).toEqual(['SIGKILL 0'])
  })
})

describe('a machine that slept', () => {
  const awake = (mono: number, sleptMs: number): Moment => ({
    mono,
    wall: ms(mono).wall + sleptMs,
  })

  it('has all ceilings so much later by the wall clock', () => {
    const unit = stopping('stop', { execStop: commands(1) })
    expect(brief(now(unit, awake(1000, 60_000)))).toEqual(['SIGKILL 62000-64000'])
  })

  it('counts no sleep as time that was asked for', () => {
    const unit = stopping('stop-sigterm', asking)
    expect(brief(now(unit, awake(1000, 60_000)))).toEqual(['SIGKILL 62000'])
  })

  it('follows a clock that was set back', () => {
    expect(brief(now(stopping('stop-sigterm'), awake(1000, -3_600_000)))).toEqual([
      'SIGKILL -3598000',
    ])
  })

  it('does not shift for the milliseconds by which two clocks drift', () => {
    expect(brief(now(stopping('stop-sigterm'), awake(1000, 400)))).toEqual(['SIGKILL 2000'])
  })

  it('does not shift what a person moved: that moment was on the wall', () => {
    const unit = { ...stopping('stop-sigterm'), movedTo: ms(90_000).wall }
    expect(brief(now(unit, awake(1000, 60_000)))).toEqual(['SIGKILL 90000'])
  })

  it('leaves an unknown moment unknown', () => {
    const unit = stopping('stop-sigterm', { killMode: 'mixed' })
    expect(brief(now(unit, awake(1000, 60_000)))).toEqual(['SIGKILL 62000', 'SIGKILL ?'])
  })
})

it('says nothing of a unit that runs, or of one whose times nobody knows', () => {
  expect(now(running(asking), ms(90_000))).toEqual([])
  const timeless = stopping('stop-sigterm', asking)
  const unit = { ...timeless, state: { ...timeless.state, since: null } }
  expect(now(unit, ms(90_000))).toEqual(ceilingsOf(unit))
})
