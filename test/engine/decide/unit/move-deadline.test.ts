import { describe, expect, it } from 'vitest'
import { decideMove } from '../../../../electron/engine/decide/unit/move-deadline.ts'
import type { ErrorCode } from '../../../../shared/errors.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { makeUnit } from '../../../fakes/unit.ts'
import { commands, running, stopping } from './stopping.ts'

const moved = (unit: RunUnit, to: number | 'never', now = 1000) => {
  const result = decideMove(unit, to === 'never' ? to : ms(to), ms(now))
  return result.ok ? result.value : result.error.code
}
const refusal = (unit: RunUnit, to: number | 'never', now = 1000) => {
  const result = decideMove(unit, to === 'never' ? to : ms(to), ms(now))
  if (result.ok) throw new Error('it was not refused')
  return result.error
}

describe('the timeout is counted from the begin of the sub-state', () => {
  it.each(['stop', 'stop-sigterm', 'stop-post'])('%s', (subState) => {
    const begun = stopping(subState)
    const unit = { ...begun, state: { ...begun.state, since: ms(400) } }
    expect(moved(unit, 9400)).toEqual({ timeoutStopSec: '9000ms', timeoutAbortSec: null })
  })

  it('held, there is none', () => {
    expect(moved(stopping('stop-sigterm'), 'never')).toEqual({
      timeoutStopSec: 'infinity',
      timeoutAbortSec: null,
    })
  })

  it('is rounded up: never a part of a millisecond too early', () => {
    expect(moved(stopping('stop-sigterm'), 9000.2)).toMatchObject({ timeoutStopSec: '9001ms' })
  })

  it('by the clock that does not jump', () => {
    const clock = decideMove(stopping('stop-sigterm'), { mono: 9000, wall: 5 }, ms(1000))
    expect(clock).toMatchObject({ ok: true, value: { timeoutStopSec: '9000ms' } })
  })
})

describe('with an abort', () => {
  const aborts = { timeoutFailureMode: 'abort', timeoutAbortMs: 3000 } as const

  it('the wait before it moves, the wait after it stays as it is', () => {
    expect(moved(stopping('stop-sigterm', aborts), 9000)).toEqual({
      timeoutStopSec: '9000ms',
      timeoutAbortSec: '3000ms',
    })
    expect(moved(stopping('stop-sigterm', { ...aborts, timeoutAbortMs: null }), 'never')).toEqual({
      timeoutStopSec: 'infinity',
      timeoutAbortSec: 'infinity',
    })
  })

  it.each(['terminate', 'abort', 'kill'] as const)(
    'sent already (%s), only the wait after it moves',
    (timeoutFailureMode) => {
      const unit = stopping('stop-watchdog', { timeoutFailureMode, timeoutAbortMs: 3000 })
      expect(moved(unit, 9000)).toEqual({ timeoutStopSec: '2000ms', timeoutAbortSec: '9000ms' })
      expect(moved(unit, 'never')).toEqual({
        timeoutStopSec: '2000ms',
        timeoutAbortSec: 'infinity',
      })
    },
  )

  it('whose own wait has no end keeps it', () => {
    const endless = stopping('stop-watchdog', { timeoutStopMs: null })
    expect(moved(endless, 9000)).toEqual({ timeoutStopSec: 'infinity', timeoutAbortSec: '9000ms' })
  })
})

describe('a kill is never brought nearer', () => {
  it('not even by a moment', () => {
    const unit = stopping('stop-sigterm', { timeoutStopMs: 60_000 })
    expect(moved(unit, 59_999)).toBe('needs-force')
    expect(moved(unit, 60_000)).toEqual({ timeoutStopSec: '60000ms', timeoutAbortSec: null })
  })

  it('where systemd would wait for ever', () => {
    expect(moved(stopping('stop-sigterm', { timeoutStopMs: null }), 9000)).toBe('needs-force')
    expect(moved(stopping('stop-watchdog', { timeoutAbortMs: null }), 9000)).toBe('needs-force')
    expect(moved(stopping('stop-sigterm', { timeoutStopMs: null }), 'never')).toMatchObject({
      timeoutStopSec: 'infinity',
    })
  })

  it('of a later command, whose own timeout began at nobody knows when', () => {
    const unit = stopping('stop', { execStop: commands(3) })
    // The second command may have begun just now: its two seconds end at 5.5 s at the latest.
    expect(moved(unit, 4600, 3500)).toEqual({ timeoutStopSec: '5500ms', timeoutAbortSec: null })
    expect(moved(unit, 9000, 3500)).toEqual({ timeoutStopSec: '9000ms', timeoutAbortSec: null })
  })

  it('nor of a later ExecStopPost= command', () => {
    const unit = stopping('stop-post', { execStopPost: commands(2) })
    expect(moved(unit, 2600, 1500)).toMatchObject({ timeoutStopSec: '3500ms' })
  })

  it('where the service asked for more time than its settings say', () => {
    const unit = stopping('stop-sigterm', { mayExtend: true })
    const error = refusal(unit, 9000, 4000)
    expect(error.code).toBe('not-now')
    expect(error.message).toContain('asked systemd for more time')
    expect(error.next).toContain('Hold')
    expect(moved(unit, 'never', 4000)).toMatchObject({ timeoutStopSec: 'infinity' })
  })

  it('systemd is late, where nobody can have asked: more time can only help', () => {
    expect(moved(stopping('stop-sigterm'), 9000, 4000)).toMatchObject({ timeoutStopSec: '9000ms' })
  })

  it('systemd may be a little late without anybody having asked', () => {
    expect(moved(stopping('stop-sigterm', { mayExtend: true }), 9000, 2300)).toMatchObject({
      timeoutStopSec: '9000ms',
    })
  })
})

describe('a moment that is over, or nearly so, would kill at once', () => {
  it.each([-5000, 0, 1000, 1500, 2000])('%d ms', (to) => {
    expect(moved(stopping('stop-sigterm', { timeoutStopMs: 1 }), to)).toBe('not-now')
  })

  it('a second and a bit is enough', () => {
    const unit = stopping('stop-sigterm', { timeoutStopMs: 1500 })
    expect(moved(unit, 2001)).toEqual({ timeoutStopSec: '2001ms', timeoutAbortSec: null })
  })
})

describe('it cannot be moved', () => {
  it.each<readonly [string, RunUnit, ErrorCode, string]>([
    ['before the stop', running(), 'not-now', 'is not being stopped'],
    [
      'after it',
      makeUnit({ activeState: 'inactive', subState: 'dead' }),
      'not-now',
      'is not being stopped',
    ],
    ['once SIGKILL was sent', stopping('stop-sigkill'), 'not-now', 'has sent SIGKILL already'],
    [
      'once the last SIGKILL was sent',
      stopping('final-sigkill'),
      'not-now',
      'has sent SIGKILL already',
    ],
    [
      'after ExecStopPost=, which should have taken it back',
      stopping('final-sigterm'),
      'not-now',
      'ExecStopPost= is over',
    ],
    [
      'from here',
      { ...stopping('stop-sigterm'), fixedDeadline: 'that needs root' },
      'not-available',
      'cannot be moved: that needs root.',
    ],
  ])('%s', (_, unit, code, words) => {
    for (const to of [9000, 'never'] as const) {
      const error = refusal(unit, to)
      expect(error.code).toBe(code)
      expect(error.message).toContain(words)
    }
  })

  it('where systemd does not say since when it counts', () => {
    const timeless = stopping('stop-sigterm')
    const unit = { ...timeless, state: { ...timeless.state, since: null } }
    expect(moved(unit, 9000)).toBe('not-now')
  })
})

describe('where the drop-in is taken back at rest', () => {
  const tidied = (subState: string) => ({ ...stopping(subState), tidiedAtRest: true })

  it('the last SIGTERM can be followed by more time', () => {
    expect(moved(tidied('final-sigterm'), 9000)).toEqual({
      timeoutStopSec: '9000ms',
      timeoutAbortSec: null,
    })
  })

  it('and the last abort', () => {
    expect(moved(tidied('final-watchdog'), 9000)).toEqual({
      timeoutStopSec: '2000ms',
      timeoutAbortSec: '9000ms',
    })
  })

  it('but not SIGKILL', () => {
    expect(moved(tidied('final-sigkill'), 9000)).toBe('not-now')
  })
})
