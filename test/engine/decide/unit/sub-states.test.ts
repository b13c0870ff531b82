import { describe, expect, it } from 'vitest'
import { forcesFrom, mixedForce } from '../../../../electron/engine/decide/unit/forces.ts'
import { whyFixed } from '../../../../electron/engine/decide/unit/move-limits.ts'
import {
  isKillPhase,
  longestMsIn,
  runsExecStop,
  stopPhaseOf,
  type StopPhase,
} from '../../../../electron/engine/decide/unit/sub-states.ts'
import type { ActiveState, UnitSettings } from '../../../../shared/unit.ts'
import { makeUnit, unitSettings } from '../../../fakes/unit.ts'
import { commands, running, stopping } from './stopping.ts'

const phases: readonly (readonly [subState: string, phase: StopPhase])[] = [
  ['stop', 'command'],
  ['stop-sigterm', 'asked'],
  ['stop-watchdog', 'aborted'],
  ['stop-sigkill', 'killed'],
  ['stop-post', 'post'],
  ['final-sigterm', 'final-asked'],
  ['final-watchdog', 'final-aborted'],
  ['final-sigkill', 'final-killed'],
]

describe('sub-states of a stop', () => {
  it.each(phases)('%s', (subState, phase) => {
    expect(stopPhaseOf({ subState })).toBe(phase)
    expect(isKillPhase(phase)).toBe(subState.endsWith('sigkill'))
  })

  it.each(['running', 'start', 'auto-restart', 'dead', 'failed', '', 'toString', 'constructor'])(
    '"%s" is none',
    (subState) => {
      expect(stopPhaseOf({ subState })).toBeNull()
    },
  )

  it('no phase at all is no kill', () => {
    expect(isKillPhase(null)).toBe(false)
  })
})

describe('the longest that systemd stays', () => {
  const settings = (more: Partial<UnitSettings> = {}) =>
    unitSettings({ timeoutStopMs: 2000, timeoutAbortMs: 700, ...more })

  it.each<readonly [StopPhase, Partial<UnitSettings>, number | null]>([
    ['command', { execStop: commands(3) }, 6000],
    ['command', {}, 2000],
    ['post', { execStopPost: commands(2) }, 4000],
    ['post', {}, 2000],
    ['asked', { execStop: commands(3) }, 2000],
    ['killed', {}, 2000],
    ['final-asked', {}, 2000],
    ['aborted', {}, 700],
    ['final-aborted', {}, 700],
    ['asked', { timeoutStopMs: null }, null],
    ['command', { timeoutStopMs: null, execStop: commands(3) }, null],
    ['aborted', { timeoutStopMs: null }, 700],
    ['aborted', { timeoutAbortMs: null }, null],
  ])('%s', (phase, more, ms) => {
    expect(longestMsIn(phase, settings(more))).toBe(ms)
  })
})

describe('ExecStop= runs', () => {
  it.each<readonly [ActiveState, boolean]>([
    ['active', true],
    ['activating', false],
    ['reloading', false],
    ['deactivating', false],
    ['failed', false],
  ])('for a unit that is %s: %s', (activeState, runs) => {
    const settings = unitSettings({ execStop: commands(1) })
    expect(runsExecStop(makeUnit({ activeState }, { settings }))).toBe(runs)
  })

  it('only where there is one', () => {
    expect(runsExecStop(running())).toBe(false)
  })
})

describe('what can be moved', () => {
  const why = (subState: string, tidiedAtRest = false) =>
    whyFixed({ ...stopping(subState), fixedDeadline: null, tidiedAtRest })

  it.each(phases)('%s', (subState, phase) => {
    const isLate = phase === 'final-asked' || phase === 'final-aborted'
    expect(why(subState) === null).toBe(!isLate && !isKillPhase(phase))
    expect(why(subState, true) === null).toBe(!isKillPhase(phase))
  })

  it.each(phases)('%s: never what cannot be moved from here', (subState) => {
    const unit = { ...stopping(subState), fixedDeadline: 'that needs root', tidiedAtRest: true }
    expect(whyFixed(unit)).not.toBeNull()
  })

  it('a unit that runs says what holds for its stop', () => {
    expect(whyFixed({ ...running(), fixedDeadline: 'that needs root' })).toBe('that needs root')
    expect(whyFixed(running())).toBeNull()
  })
})

describe('what follows a phase', () => {
  it.each(phases)('%s: never something before its begin, and never out of order', (_, phase) => {
    const settings = unitSettings({ timeoutFailureMode: 'abort', execStop: commands(2) })
    const forces = forcesFrom(phase, settings)
    for (const { earliestMs, latestMs } of forces) {
      expect(earliestMs).toBeGreaterThan(0)
      expect(latestMs).toBeGreaterThanOrEqual(earliestMs ?? 0)
    }
    const moments = forces.map((f) => f.earliestMs ?? 0)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
  })

  it.each(phases)('%s: KillMode=none forces nobody', (_, phase) => {
    expect(forcesFrom(phase, unitSettings({ killMode: 'none' }))).toEqual([])
    expect(mixedForce(phase, unitSettings({ killMode: 'none' }))).toEqual([])
  })

  it('ExecStopPost= is what the others of KillMode=mixed have left', () => {
    const settings = unitSettings({ killMode: 'mixed', execStopPost: commands(1) })
    expect(mixedForce('post', settings)[0]?.source).toBe(
      'KillMode=mixed: to all others as soon as ExecStopPost= is over',
    )
    expect(mixedForce('final-asked', settings)).toEqual([])
  })
})
