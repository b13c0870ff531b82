import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Run } from '../../../shared/run.ts'
import { leavingSentences } from '../../../shared/wording/leaving.ts'
import { makeRun, ms, Play } from '../../fakes/run.ts'
import { stoppingUnit } from '../../fakes/unit-samples.ts'

beforeEach(() => void vi.stubEnv('TZ', 'UTC'))
afterEach(() => void vi.unstubAllEnvs())

describe('what stays when a run is left', () => {
  it('is nothing before anything was sent', () => {
    expect(leavingSentences(makeRun('stop/30/ask'))).toEqual([
      'Nothing was sent.',
      'No ceiling is known: nobody else is going to force it.',
    ])
  })

  it('is what was sent, what may have been, and whose ceiling runs', () => {
    const ceilings = [
      {
        who: 'systemd',
        source: 'TimeoutStopSec',
        what: 'SIGKILL',
        fixed: null,
        at: ms(90_000).wall,
      },
    ]
    const { run } = new Play(makeRun('TERM@all/30/ask', { ceilings })).begin()
    expect(leavingSentences(run)).toEqual([
      'Sent so far: SIGTERM to 100 at 22:13:20 (maybe), SIGTERM to 101 at 22:13:20 (maybe), SIGTERM to 102 at 22:13:20 (maybe). What was sent stays sent.',
      'Still running: systemd sends SIGKILL at 22:14:50 (TimeoutStopSec).',
    ])
  })

  it('leaves out what did not reach anybody', () => {
    const { run } = new Play(makeRun('stop/30/ask')).begin().settle('no-permission')
    expect(leavingSentences(run)[0]).toBe('Nothing was sent.')
  })
})

describe('what stays when the stop of a unit is left', () => {
  const ceilings = [
    {
      who: 'systemd',
      source: 'TimeoutStopSec=90s after SIGTERM',
      what: 'SIGKILL',
      fixed: null,
      at: ms(90_000).wall,
    },
  ]
  const asked = { call: 1, step: 0, what: 'stop-unit', identity: null, at: ms(0) } as const
  const left = (more: Partial<Run>): string[] =>
    leavingSentences(makeRun('stop/30/ask', { sent: [{ ...asked, outcome: 'sent' }], ...more }))

  it('names the stop that systemd was asked for, its deadline, and who holds it', () => {
    expect(left({ ceilings, unit: stoppingUnit() })).toEqual([
      'Sent so far: the stop of the unit at 22:13:20. What was sent stays sent.',
      'Still running: systemd sends SIGKILL at 22:14:50 (TimeoutStopSec=90s after SIGTERM).',
      'systemd holds that deadline, with or without Quiesce.',
    ])
  })
  it('says that a moved deadline stays moved, and what becomes of the drop-in', () => {
    const unit = stoppingUnit({ movedTo: ms(90_000).wall })
    expect(left({ ceilings, unit }).at(-1)).toBe(
      'systemd keeps to the moment it was moved to, with or without Quiesce. The drop-in that says so goes by itself when iguana.service is down.',
    )
  })
  it('says that a held deadline stays held', () => {
    expect(left({ ceilings: [], unit: stoppingUnit({ movedTo: 'never' }) })).toEqual([
      'Sent so far: the stop of the unit at 22:13:20. What was sent stays sent.',
      'systemd stays held back, with or without Quiesce: nobody is going to force iguana.service. The drop-in that says so goes by itself when iguana.service is down.',
    ])
  })
  it('names no holder of a deadline that is not there', () => {
    expect(left({ ceilings: [], unit: stoppingUnit() }).slice(1)).toEqual([
      'No ceiling is known: nobody else is going to force it.',
    ])
  })
})
