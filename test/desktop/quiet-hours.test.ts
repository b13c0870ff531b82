import { describe, expect, it } from 'vitest'
import { isQuiet, mayTell } from '../../electron/desktop/quiet-hours.ts'

/** Wall clock of this machine at this time of day. */
const at = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(2026, 2, 1, hours, minutes).getTime()
}

describe('quiet hours', () => {
  it.each([
    ['22:00', '06:00', '21:59', false],
    ['22:00', '06:00', '22:00', true],
    ['22:00', '06:00', '00:00', true],
    ['22:00', '06:00', '05:59', true],
    ['22:00', '06:00', '06:00', false],
    ['12:00', '13:30', '11:59', false],
    ['12:00', '13:30', '12:00', true],
    ['12:00', '13:30', '13:29', true],
    ['12:00', '13:30', '13:30', false],
    ['00:00', '23:59', '23:59', false],
    ['08:00', '08:00', '08:00', false],
    ['08:00', '08:00', '20:00', false],
  ])('from %s to %s, at %s: %s', (from, to, time, expected) => {
    expect(isQuiet({ from, to, urgent: true }, at(time))).toBe(expected)
  })

  it('let what is urgent through where that is wanted', () => {
    const quiet = { from: '00:00', to: '12:00', urgent: true }
    const deaf = { ...quiet, urgent: false }
    const cases = [
      mayTell(null, 'low', at('01:00')),
      mayTell(quiet, 'normal', at('01:00')),
      mayTell(quiet, 'critical', at('01:00')),
      mayTell(deaf, 'critical', at('01:00')),
      mayTell(deaf, 'low', at('13:00')),
    ]
    expect(cases).toEqual([true, false, true, false, true])
  })
})
