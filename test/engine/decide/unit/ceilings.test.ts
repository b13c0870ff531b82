import { describe, expect, it } from 'vitest'
import { ceilingsOf } from '../../../../electron/engine/decide/unit/ceilings.ts'
import type { UnitSettings } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { makeUnit } from '../../../fakes/unit.ts'
import { brief, commands, running, stopping } from './stopping.ts'

type Case = readonly [what: string, settings: Partial<UnitSettings>, ceilings: readonly string[]]

const check =
  (subState: string) =>
  (...[, settings, expected]: Case): void => {
    expect(brief(ceilingsOf(stopping(subState, settings)))).toEqual(expected)
  }

describe('a unit that nobody stops has no ceiling', () => {
  it.each([
    ['active', 'running'],
    ['active', 'exited'],
    ['reloading', 'reload'],
    ['activating', 'start'],
    ['activating', 'auto-restart'],
    ['inactive', 'dead'],
    ['failed', 'failed'],
    ['maintenance', 'cleaning'],
    ['deactivating', 'a-word-of-a-later-systemd'],
  ] as const)('%s (%s)', (activeState, subState) => {
    expect(ceilingsOf(makeUnit({ activeState, subState, since: ms(0) }))).toEqual([])
  })
})

// Each of these was played on a real systemd 252 with the same settings.
describe('while ExecStop= runs', () => {
  const execStop = commands(1)
  it.each<Case>([
    ['a command, then SIGTERM', { execStop }, ['SIGKILL 2000-4000']],
    ['three commands', { execStop: commands(3) }, ['SIGKILL 2000-8000']],
    [
      'abort skips SIGTERM when the command hangs',
      { execStop, timeoutFailureMode: 'abort', timeoutAbortMs: 1000 },
      ['SIGABRT 2000', 'SIGKILL 3000'],
    ],
    ['kill, too', { execStop, timeoutFailureMode: 'kill' }, ['SIGKILL 2000']],
    [
      'any of several commands may be the one that hangs',
      { execStop: commands(2), timeoutFailureMode: 'kill' },
      ['SIGKILL 2000-4000'],
    ],
    [
      'abort after any of several',
      { execStop: commands(2), timeoutFailureMode: 'abort', timeoutAbortMs: 500 },
      ['SIGABRT 2000-4000', 'SIGKILL 2500-4500'],
    ],
    ['no end to its patience', { execStop, timeoutStopMs: null }, []],
    ['SendSIGKILL=no', { execStop, sendSigkill: false }, []],
    ['KillMode=none', { execStop, killMode: 'none' }, []],
    ['KillMode=mixed', { execStop, killMode: 'mixed' }, ['SIGKILL 2000-4000', 'SIGKILL ?']],
  ])('%s', check('stop'))
})

describe('after SIGTERM', () => {
  it.each<Case>([
    ['SIGKILL follows', {}, ['SIGKILL 2000']],
    ['ExecStop= is over and counts no more', { execStop: commands(3) }, ['SIGKILL 2000']],
    [
      'abort comes between',
      { timeoutFailureMode: 'abort', timeoutAbortMs: 3000 },
      ['SIGABRT 2000', 'SIGKILL 5000'],
    ],
    [
      'an abort without an end',
      { timeoutFailureMode: 'abort', timeoutAbortMs: null },
      ['SIGABRT 2000'],
    ],
    [
      'an abort that is not followed up',
      { timeoutFailureMode: 'abort', sendSigkill: false },
      ['SIGABRT 2000'],
    ],
    ['kill waits as terminate does', { timeoutFailureMode: 'kill' }, ['SIGKILL 2000']],
    ['another last signal', { finalKillSignal: 3 }, ['SIGQUIT 2000']],
    [
      'another signal to abort',
      { timeoutFailureMode: 'abort', watchdogSignal: 3 },
      ['SIGQUIT 2000', 'SIGKILL 4000'],
    ],
    ['no end to its patience', { timeoutStopMs: null }, []],
    [
      'no end to its patience, with abort',
      { timeoutStopMs: null, timeoutFailureMode: 'abort' },
      [],
    ],
    ['SendSIGKILL=no: nobody forces', { sendSigkill: false }, []],
    ['KillMode=none: nobody is signalled', { killMode: 'none' }, []],
    ['KillMode=process', { killMode: 'process' }, ['SIGKILL 2000']],
    ['KillMode=mixed', { killMode: 'mixed' }, ['SIGKILL 2000', 'SIGKILL ?']],
    ['KillMode=mixed without SIGKILL', { killMode: 'mixed', sendSigkill: false }, []],
  ])('%s', check('stop-sigterm'))
})

describe('after an abort', () => {
  it.each<Case>([
    ['SIGKILL follows', { timeoutAbortMs: 3000 }, ['SIGKILL 3000']],
    ['whatever the mode: a watchdog aborts, too', { timeoutFailureMode: 'kill' }, ['SIGKILL 2000']],
    ['without an end', { timeoutAbortMs: null }, []],
    ['SendSIGKILL=no', { sendSigkill: false }, []],
  ])('%s', check('stop-watchdog'))
})

describe('while ExecStopPost= runs', () => {
  const execStopPost = commands(1)
  it.each<Case>([
    ['whoever is left is asked once more', { execStopPost }, ['SIGKILL 2000-4000']],
    ['two commands', { execStopPost: commands(2) }, ['SIGKILL 2000-6000']],
    ['kill does not ask', { execStopPost, timeoutFailureMode: 'kill' }, ['SIGKILL 2000']],
    [
      'abort does not ask either',
      { execStopPost, timeoutFailureMode: 'abort' },
      ['SIGABRT 2000', 'SIGKILL 4000'],
    ],
    ['mixed', { execStopPost, killMode: 'mixed' }, ['SIGKILL 2000-4000', 'SIGKILL ?']],
    ['no end', { execStopPost, timeoutStopMs: null }, []],
  ])('%s', check('stop-post'))
})

describe('after the last SIGTERM', () => {
  it.each<Case>([
    ['SIGKILL follows', {}, ['SIGKILL 2000']],
    ['mixed says nothing more: its others were killed', { killMode: 'mixed' }, ['SIGKILL 2000']],
    ['abort', { timeoutFailureMode: 'abort' }, ['SIGABRT 2000', 'SIGKILL 4000']],
    ['SendSIGKILL=no', { sendSigkill: false }, []],
  ])('%s', check('final-sigterm'))

  it('and the last abort', () => {
    expect(brief(ceilingsOf(stopping('final-watchdog', { timeoutAbortMs: 700 })))).toEqual([
      'SIGKILL 700',
    ])
  })
})

describe('once SIGKILL was sent', () => {
  it.each(['stop-sigkill', 'final-sigkill'])('%s: it is shown where it fell', (subState) => {
    expect(ceilingsOf(stopping(subState))).toEqual([
      {
        who: 'systemd',
        what: 'SIGKILL',
        source: 'SIGKILL was sent',
        at: ms(0).wall,
        fixed: 'systemd has sent SIGKILL already',
      },
    ])
  })

  it('by its own name where the unit names another', () => {
    const [sent] = ceilingsOf(stopping('stop-sigkill', { finalKillSignal: 3 }))
    expect(sent).toMatchObject({ what: 'SIGQUIT', fixed: 'systemd has sent SIGQUIT already' })
  })
})

describe('a moment that nobody knows', () => {
  it('is null where systemd does not say since when', () => {
    const [ceiling] = ceilingsOf(
      makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm', since: null }),
    )
    expect(ceiling).toMatchObject({ at: null, fixed: null, what: 'SIGKILL' })
    expect(ceiling).not.toHaveProperty('earliest')
  })

  it('the end of a main process is no clock, and no clock moves it', () => {
    const mixed = ceilingsOf(stopping('stop-sigterm', { killMode: 'mixed' }))[1]
    expect(mixed).toMatchObject({
      at: null,
      fixed: 'no clock decides it, the end of the main process does',
    })
  })
})

describe('words for the source', () => {
  it.each<Case>([
    ['the plain case', {}, ['TimeoutStopSec=2s after SIGTERM']],
    ['its own signal', { killSignal: 2 }, ['TimeoutStopSec=2s after SIGINT']],
    [
      'an abort',
      { timeoutFailureMode: 'abort', timeoutAbortMs: 90_000 },
      [
        'TimeoutStopSec=2s after SIGTERM (TimeoutStopFailureMode=abort)',
        'TimeoutAbortSec=90s after SIGABRT',
      ],
    ],
    [
      'only the main process',
      { killMode: 'process' },
      ['TimeoutStopSec=2s after SIGTERM, only to the main process (KillMode=process)'],
    ],
    [
      'the others of a mixed one',
      { killMode: 'mixed' },
      [
        'TimeoutStopSec=2s after SIGTERM',
        'KillMode=mixed: to all others as soon as the main process has ended',
      ],
    ],
    [
      'the others, with ExecStopPost=',
      { killMode: 'mixed', execStopPost: commands(1) },
      [
        'TimeoutStopSec=2s after SIGTERM',
        'KillMode=mixed: to all others as soon as the main process has ended and ExecStopPost= is over',
      ],
    ],
  ])('%s', (_, settings, sources) => {
    const found = ceilingsOf(stopping('stop-sigterm', settings))
    expect(found.map((c) => c.source)).toEqual(sources)
    expect(found.every((c) => c.who === 'systemd')).toBe(true)
  })

  it.each<readonly [number, string]>([
    [1, 'TimeoutStopSec=2s for ExecStop=, then 2s after SIGTERM'],
    [3, 'TimeoutStopSec=2s for each of 3 ExecStop= commands, then 2s after SIGTERM'],
  ])('%d commands', (count, source) => {
    const [ceiling] = ceilingsOf(stopping('stop', { execStop: commands(count) }))
    expect(ceiling?.source).toBe(source)
  })
})

describe('a deadline that cannot be moved', () => {
  it('from here: the unit says why', () => {
    const unit = { ...stopping('stop-sigterm'), fixedDeadline: 'that needs root' }
    expect(ceilingsOf(unit)[0]?.fixed).toBe('that needs root')
  })

  it.each(['stop', 'stop-sigterm', 'stop-watchdog', 'stop-post'])('%s: it can be', (subState) => {
    expect(ceilingsOf(stopping(subState)).every((c) => c.fixed === null)).toBe(true)
  })

  it.each(['final-sigterm', 'final-watchdog'])('%s: not with ExecStopPost= over', (subState) => {
    const late = ceilingsOf(stopping(subState))
    expect(late[0]?.fixed).toContain('ExecStopPost= is over')
    const tidied = ceilingsOf({ ...stopping(subState), tidiedAtRest: true })
    expect(tidied[0]?.fixed).toBeNull()
  })
})

describe('a deadline that somebody moved', () => {
  it('is never nearer than the moment it was moved to', () => {
    const unit = { ...stopping('stop-sigterm'), movedTo: ms(9000).wall }
    expect(ceilingsOf(unit)).toEqual([
      {
        who: 'systemd',
        what: 'SIGKILL',
        at: ms(9000).wall,
        source: 'TimeoutStopSec=2s after SIGTERM, as moved by Quiesce',
        fixed: null,
      },
    ])
  })

  it('may be later: each sub-state counts anew', () => {
    const unit = { ...stopping('stop-sigterm', { timeoutStopMs: 20_000 }), movedTo: ms(9000).wall }
    expect(brief(ceilingsOf(unit))).toEqual(['SIGKILL 20000'])
  })

  it('keeps the span of ExecStop= beyond it', () => {
    const settings = { execStop: commands(1), timeoutStopMs: 9000 }
    const unit = { ...stopping('stop', settings), movedTo: ms(9000).wall }
    expect(brief(ceilingsOf(unit))).toEqual(['SIGKILL 9000-18000'])
  })

  it('held, it has no ceiling but what no clock decides', () => {
    const unit = { ...stopping('stop-sigterm', { killMode: 'mixed' }), movedTo: 'never' as const }
    expect(brief(ceilingsOf(unit))).toEqual(['SIGKILL ?'])
  })

  it('does not unsend a signal', () => {
    const unit = { ...stopping('stop-sigkill'), movedTo: 'never' as const }
    expect(brief(ceilingsOf(unit))).toEqual(['SIGKILL 0'])
  })
})

it('says nothing of a unit that runs, whatever its settings', () => {
  expect(ceilingsOf(running({ killMode: 'mixed' }))).toEqual([])
})
