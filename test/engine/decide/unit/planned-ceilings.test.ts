import { describe, expect, it } from 'vitest'
import { ceilingsOf, plannedCeilings } from '../../../../electron/engine/decide/unit/ceilings.ts'
import type { ActiveState, UnitSettings } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { makeUnit, unitState } from '../../../fakes/unit.ts'
import { brief, commands, running, stopping } from './stopping.ts'

const at = ms(5000)

describe('before anything is sent', () => {
  it.each<readonly [string, Partial<UnitSettings>, readonly string[]]>([
    ['SIGTERM, then SIGKILL', {}, ['SIGKILL 7000']],
    ['ExecStop= first', { execStop: commands(1) }, ['SIGKILL 7000-9000']],
    ['two commands', { execStop: commands(2) }, ['SIGKILL 7000-11000']],
    ['an abort', { timeoutFailureMode: 'abort' }, ['SIGABRT 7000', 'SIGKILL 9000']],
    ['the others of KillMode=mixed', { killMode: 'mixed' }, ['SIGKILL 7000', 'SIGKILL ?']],
    ['no end', { timeoutStopMs: null }, []],
    ['no end, and mixed', { timeoutStopMs: null, killMode: 'mixed' }, ['SIGKILL ?']],
    ['SendSIGKILL=no', { sendSigkill: false }, []],
    ['KillMode=none', { killMode: 'none' }, []],
  ])('%s', (_, settings, expected) => {
    expect(brief(plannedCeilings(running(settings), at))).toEqual(expected)
  })

  it('says what it counts from, and that it is moved from elsewhere', () => {
    const unit = { ...running(), fixedDeadline: 'that needs root' }
    expect(plannedCeilings(unit, at)).toEqual([
      {
        who: 'systemd',
        what: 'SIGKILL',
        source: 'TimeoutStopSec=2s after SIGTERM, counted from the stop',
        at: ms(7000).wall,
        fixed: 'that needs root',
      },
    ])
  })

  it('counts what no clock decides from nothing', () => {
    const mixed = plannedCeilings(running({ killMode: 'mixed' }), at)[1]
    expect(mixed?.source).not.toContain('counted from')
  })
})

describe('ExecStop= is left out where the unit never came up', () => {
  it.each<readonly [ActiveState, string, readonly string[]]>([
    ['active', 'running', ['SIGKILL 7000-9000']],
    ['active', 'exited', ['SIGKILL 7000-9000']],
    ['activating', 'start', ['SIGKILL 7000']],
    ['activating', 'start-post', ['SIGKILL 7000']],
    ['reloading', 'reload', ['SIGKILL 7000']],
  ])('%s (%s)', (activeState, subState, expected) => {
    const settings = { ...running({ execStop: commands(1) }).settings }
    const unit = makeUnit({ activeState, subState }, { settings })
    expect(brief(plannedCeilings(unit, at))).toEqual(expected)
  })
})

describe('there is nothing to count', () => {
  it.each<readonly [ActiveState, string]>([
    ['inactive', 'dead'],
    ['failed', 'failed'],
    ['activating', 'auto-restart'],
    ['activating', 'auto-restart-queued'],
  ])('%s (%s)', (activeState, subState) => {
    expect(plannedCeilings(makeUnit({ activeState, subState }), at)).toEqual([])
  })
})

it('a stop that is under way keeps its own clock', () => {
  const unit = stopping('stop-sigterm')
  expect(plannedCeilings(unit, at)).toEqual(ceilingsOf(unit))
  expect(brief(plannedCeilings(unit, at))).toEqual(['SIGKILL 2000'])
})

it('a frozen unit is thawed by the stop, and the clock is the same', () => {
  const unit = { ...running(), state: unitState({ frozen: true }) }
  expect(brief(plannedCeilings(unit, at))).toEqual(['SIGKILL 7000'])
})
