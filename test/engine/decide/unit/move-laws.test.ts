/** What holds of every move, whatever the unit: the promises that a person relies on. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ceilingsOf } from '../../../../electron/engine/decide/unit/ceilings.ts'
import { decideMove, needsMove } from '../../../../electron/engine/decide/unit/move-deadline.ts'
import type { RunUnit, UnitSettings } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { commands, stopping } from './stopping.ts'

const timeout = fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: null })
const settings: fc.Arbitrary<Partial<UnitSettings>> = fc.record({
  timeoutStopMs: timeout,
  timeoutAbortMs: timeout,
  timeoutFailureMode: fc.constantFrom('terminate', 'abort', 'kill'),
  killMode: fc.constantFrom('control-group', 'mixed', 'process', 'none'),
  sendSigkill: fc.boolean(),
  mayExtend: fc.boolean(),
  execStop: fc.nat(3).map(commands),
  execStopPost: fc.nat(3).map(commands),
})
const subState = fc.constantFrom(
  'stop',
  'stop-sigterm',
  'stop-watchdog',
  'stop-sigkill',
  'stop-post',
  'final-sigterm',
  'final-watchdog',
  'final-sigkill',
  'running',
)
const units: fc.Arbitrary<RunUnit> = fc
  .tuple(subState, settings, fc.boolean())
  .map(([sub, wish, tidiedAtRest]) => ({ ...stopping(sub, wish), tidiedAtRest }))

/** "9000ms" or "infinity" as systemd reads it. */
const readSpan = (text: string): number | null =>
  text === 'infinity' ? null : Number(/^(\d+)ms$/.exec(text)?.[1])

/** The unit as it is after the reload. TimeoutAbortSec= follows TimeoutStopSec= unless it is written. */
function afterMove(
  unit: RunUnit,
  move: { timeoutStopSec: string; timeoutAbortSec: string | null },
) {
  const { timeoutStopSec, timeoutAbortSec } = move
  const timeoutStopMs = readSpan(timeoutStopSec)
  const timeoutAbortMs =
    timeoutAbortSec === null ? unit.settings.timeoutAbortMs : readSpan(timeoutAbortSec)
  return { ...unit, settings: { ...unit.settings, timeoutStopMs, timeoutAbortMs } }
}

const soonest = (unit: RunUnit, what?: string): readonly number[] =>
  ceilingsOf(unit)
    .filter((c) => what === undefined || c.what === what)
    .flatMap((c) => c.earliest ?? c.at ?? [])

const moment = fc.integer({ min: -1000, max: 500_000 })

it('no move brings any force nearer, and none comes before the moment that was asked for', () => {
  fc.assert(
    fc.property(units, moment, fc.nat(200_000), (unit, to, now) => {
      const move = decideMove(unit, ms(to), ms(now))
      if (!move.ok) return
      const moved = afterMove(unit, move.value)
      for (const what of ['SIGABRT', 'SIGKILL']) {
        const before = soonest(unit, what)[0] ?? Number.POSITIVE_INFINITY
        const after = soonest(moved, what)[0] ?? Number.POSITIVE_INFINITY
        expect(after).toBeGreaterThanOrEqual(before)
      }
      for (const at of soonest(moved)) expect(at).toBeGreaterThanOrEqual(ms(to).wall)
    }),
    { numRuns: 2000 },
  )
})

it('a hold leaves no clock that could force in this sub-state', () => {
  fc.assert(
    fc.property(units, fc.nat(200_000), (unit, now) => {
      const move = decideMove(unit, 'never', ms(now))
      if (!move.ok) return
      expect(soonest(afterMove(unit, move.value))).toEqual([])
    }),
    { numRuns: 1000 },
  )
})

it('a move that is granted lies ahead of now', () => {
  fc.assert(
    fc.property(units, moment, fc.nat(200_000), (unit, to, now) => {
      const move = decideMove(unit, ms(to), ms(now))
      if (!move.ok) return
      const { timeoutStopSec, timeoutAbortSec } = move.value
      const aborted = unit.state.subState.endsWith('watchdog')
      const ran = readSpan(aborted ? (timeoutAbortSec ?? '') : timeoutStopSec)
      expect(ran).toBeGreaterThan(now + 1000)
    }),
    { numRuns: 1000 },
  )
})

it('what an extension needs can be done where its ceiling is not fixed', () => {
  fc.assert(
    fc.property(units, fc.integer({ min: 2000, max: 400_000 }), (unit, deadline) => {
      const { timeoutStopMs, timeoutAbortMs } = unit.settings
      const now = ms(Math.min(deadline - 2000, timeoutStopMs ?? 0, timeoutAbortMs ?? 0))
      const need = needsMove(ceilingsOf(unit), ms(deadline), 1000, now)
      if (need === null || 'fixed' in need || need.to === 'never') return
      const move = decideMove(unit, need.to, now)
      if (!move.ok) throw new Error(`${unit.state.subState}: ${move.error.message}`)
      const moved = afterMove(unit, move.value)
      expect(needsMove(ceilingsOf(moved), ms(deadline), 1000, now)).toBeNull()
    }),
    { numRuns: 2000 },
  )
})
