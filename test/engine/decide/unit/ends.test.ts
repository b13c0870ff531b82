import { describe, expect, it } from 'vitest'
import { awaitsStop, unitCameBack } from '../../../../electron/engine/decide/unit/came-back.ts'
import { describeEnd, describeResult } from '../../../../electron/engine/decide/unit/rest.ts'
import type { ActiveState, UnitState } from '../../../../shared/unit.ts'
import { makeUnit, makeUnitRun } from '../../../fakes/unit.ts'

const other = 'b'.repeat(32)

describe('a unit came back', () => {
  it('where it runs with another invocation id', () => {
    expect(unitCameBack(makeUnit({ invocation: other, mainPid: 4711 }))).toBe(
      'iguana.service was started again: it is active (running), main pid 4711, with another invocation id',
    )
  })

  it.each<readonly [ActiveState, string]>([
    ['active', 'running'],
    ['activating', 'start'],
    ['reloading', 'reload'],
    ['refreshing', 'refresh'],
  ])('and is %s', (activeState, subState) => {
    const back = unitCameBack(makeUnit({ activeState, subState, invocation: other, mainPid: 0 }))
    expect(back).toContain(`${activeState} (${subState}), with another`)
  })

  it('after a run that began while nothing of it ran', () => {
    expect(unitCameBack(makeUnit({}, { invocation: '' }))).toContain('was started again')
  })

  it.each<readonly [string, Partial<UnitState>]>([
    ['it is the same', {}],
    ['a restart only waits for its time', { activeState: 'activating', subState: 'auto-restart' }],
    ['the new one is on its way down again', { activeState: 'deactivating', invocation: other }],
    ['the new one failed', { activeState: 'failed', invocation: other }],
    ['it is down', { activeState: 'inactive', invocation: '' }],
    ['nobody knows its invocation', { invocation: '' }],
  ])('not where %s', (_, state) => {
    expect(unitCameBack(makeUnit(state))).toBeNull()
  })
})

describe('a run asks for a stop first', () => {
  const up = makeUnit({ activeState: 'active' })
  const auto = makeUnit({ activeState: 'activating', subState: 'auto-restart' })
  const down = makeUnit({ activeState: 'failed', subState: 'failed' })
  const byCommand = { stopMethod: { kind: 'command', argv: ['/bin/true'] } } as const
  it.each([
    ['by its manager', 'stop/30', { unit: up }, true],
    ['between two starts', 'stop/30', { unit: auto }, true],
    ['though it looks down', 'stop/30', { unit: down }, true],
    ['lest Restart= undoes its force', 'KILL/5', { unit: up }, true],
  ] as const)('%s', (_, schedule, wish, asks) => {
    expect(awaitsStop({ ...makeUnitRun(schedule), ...wish })).toBe(asks)
  })

  it.each([
    ['with a signal before it', 'TERM@all/3/stop/30', { unit: up }],
    ['with force on what is down', 'KILL/5', { unit: down }],
    ['taken up when it was called', 'stop/30', { unit: up, calledStep: 0 }],
    ['with a stop command of its own', 'stop/30', { unit: up, ...byCommand }],
    ['without a unit', 'KILL/5', { unit: null }],
  ] as const)('not %s', (_, schedule, wish) => {
    expect(awaitsStop({ ...makeUnitRun(schedule), ...wish })).toBe(false)
  })
})

describe('how it ended', () => {
  const ended = (state: Partial<UnitState>, activeState: ActiveState = 'failed') =>
    describeEnd(makeUnit({ activeState, subState: activeState, ...state }))

  it('says nothing of a good end, or of none', () => {
    expect(ended({ result: 'success' }, 'inactive')).toBeNull()
    expect(ended({ result: '' }, 'inactive')).toBeNull()
    for (const state of ['active', 'activating', 'deactivating', 'unknown'] as const) {
      expect(ended({ result: 'timeout' }, state)).toBeNull()
    }
  })

  it('is a sentence with the name of the unit', () => {
    expect(ended({ result: 'exit-code', mainExit: { how: 'exited', status: 3 } })).toBe(
      'systemd says that iguana.service failed: its main process exited with status 3.',
    )
  })

  it('tells a bad end from a failed one', () => {
    expect(ended({ result: 'exec-condition' }, 'inactive')).toBe(
      'systemd says that iguana.service did not end well: an ExecCondition= command said that it shall not run.',
    )
  })

  it('says that systemd does not say why', () => {
    expect(ended({ result: 'success' })).toBe(
      'systemd calls iguana.service failed and does not say why.',
    )
  })
})

describe('results in words', () => {
  type Exit = UnitState['mainExit']
  it.each<readonly [string, Exit, string]>([
    ['exit-code', { how: 'exited', status: 3 }, 'its main process exited with status 3'],
    [
      'exit-code',
      { how: 'exited', status: 0 },
      'one of its commands exited with a status other than 0',
    ],
    ['exit-code', null, 'one of its commands exited with a status other than 0'],
    ['signal', { how: 'killed', status: 9 }, 'its main process was ended by SIGKILL'],
    ['signal', { how: 'killed', status: 40 }, 'its main process was ended by SIGRTMIN+6'],
    ['signal', { how: 'exited', status: 0 }, 'one of its commands was ended by a signal'],
    ['core-dump', { how: 'dumped', status: 6 }, 'its main process dumped core on SIGABRT'],
    ['core-dump', null, 'one of its commands dumped core'],
    ['timeout', null, 'one of its steps took longer than systemd allows'],
    ['watchdog', null, 'it did not report to its watchdog in time (WatchdogSec=)'],
    ['oom-kill', null, 'the kernel killed some of it because memory ran out'],
    ['a-new-word', null, 'Result=a-new-word'],
  ])('%s', (result, mainExit, words) => {
    expect(describeResult({ result, mainExit })).toBe(words)
  })

  it.each(['protocol', 'resources', 'start-limit-hit', 'exec-condition'])(
    '%s has words of its own',
    (result) => {
      expect(describeResult({ result, mainExit: null })).not.toContain('Result=')
    },
  )

  it.each(['success', ''])('"%s" is none', (result) => {
    expect(describeResult({ result, mainExit: { how: 'exited', status: 1 } })).toBeNull()
  })
})
