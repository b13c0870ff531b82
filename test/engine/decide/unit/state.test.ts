import { describe, expect, it } from 'vitest'
import { keptByKillMode } from '../../../../electron/engine/decide/unit/kept.ts'
import { serviceStateOfUnit } from '../../../../electron/engine/decide/unit/state.ts'
import type { ServiceState } from '../../../../shared/service.ts'
import type { KillMode, UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { ms } from '../../../fakes/run.ts'
import { unitSettings, unitState } from '../../../fakes/unit.ts'

const shown = (
  state: Partial<UnitState>,
  members: number,
  settings: Partial<UnitSettings> = {},
  now = ms(1000),
): ServiceState =>
  serviceStateOfUnit(
    {
      state: unitState(state),
      settings: unitSettings({ timeoutStopMs: 2000, ...settings }),
      loadState: 'loaded',
    },
    members,
    now,
  )

describe('the state that is shown', () => {
  it.each<readonly [string, Partial<UnitState>, number, ServiceState]>([
    ['runs', { activeState: 'active', subState: 'running' }, 3, { kind: 'running' }],
    [
      'runs, though its processes cannot be seen',
      { activeState: 'active', subState: 'running' },
      0,
      { kind: 'running' },
    ],
    ['reloads', { activeState: 'reloading', subState: 'reload' }, 1, { kind: 'running' }],
    ['refreshes', { activeState: 'refreshing', subState: 'refresh' }, 1, { kind: 'running' }],
    ['is active with nothing left', { subState: 'exited' }, 0, { kind: 'exited' }],
    ['is exited, but left somebody', { subState: 'exited' }, 1, { kind: 'running' }],
    ['is frozen', { frozen: true }, 2, { kind: 'frozen' }],
    [
      'starts',
      { activeState: 'activating', subState: 'start' },
      1,
      { kind: 'starting', sub: 'start' },
    ],
    [
      'waits for its restart',
      { activeState: 'activating', subState: 'auto-restart' },
      0,
      { kind: 'starting', sub: 'auto-restart' },
    ],
    ['is frozen on its way up', { activeState: 'activating', frozen: true }, 1, { kind: 'frozen' }],
    ['is down', { activeState: 'inactive', subState: 'dead' }, 0, { kind: 'stopped' }],
    [
      'is down, but left somebody: not stopped',
      { activeState: 'inactive', subState: 'dead' },
      1,
      { kind: 'running' },
    ],
    [
      'failed',
      { activeState: 'failed', subState: 'failed', result: 'timeout' },
      0,
      { kind: 'failed', result: 'timeout' },
    ],
    [
      'failed with processes left: not stopped',
      { activeState: 'failed', subState: 'failed', result: 'timeout' },
      2,
      { kind: 'running' },
    ],
    [
      'is under maintenance',
      { activeState: 'maintenance', subState: 'cleaning' },
      0,
      { kind: 'unknown', why: 'systemd calls it maintenance (cleaning)' },
    ],
    [
      'is called something new',
      { activeState: 'unknown', subState: 'resting' },
      0,
      { kind: 'unknown', why: 'systemd calls it unknown (resting)' },
    ],
  ])('%s', (_, state, members, expected) => {
    expect(shown(state, members)).toEqual(expected)
  })
})

describe('a unit on its way down is never called stopped', () => {
  const down = { activeState: 'deactivating' as const, since: ms(0) }

  it.each(['stop', 'stop-sigterm', 'stop-post', 'final-sigterm', 'a-new-word'])(
    '%s',
    (subState) => {
      for (const members of [0, 1]) {
        expect(shown({ ...down, subState }, members)).toMatchObject({
          kind: 'deactivating',
          sub: subState,
        })
      }
    },
  )

  it.each<readonly [string, string, Partial<UnitSettings>, number | null]>([
    ['when systemd forces', 'stop-sigterm', {}, ms(2000).wall],
    ['the first of two', 'stop-sigterm', { timeoutFailureMode: 'abort' }, ms(2000).wall],
    ['never', 'stop-sigterm', { timeoutStopMs: null }, null],
    ['nobody knows when', 'stop-sigterm', { killMode: 'mixed', timeoutStopMs: null }, null],
    ['it is forced already', 'stop-sigkill', {}, ms(0).wall],
  ])('%s', (_, subState, settings, until) => {
    expect(shown({ ...down, subState }, 1, settings)).toEqual({
      kind: 'deactivating',
      sub: subState,
      until,
    })
  })

  it('forgets the moment once the service has asked for more time', () => {
    const late = ms(5000)
    const state = { ...down, subState: 'stop-sigterm' }
    expect(shown(state, 1, { mayExtend: true }, late)).toMatchObject({ until: null })
    expect(shown(state, 1, {}, late)).toMatchObject({ until: ms(2000).wall })
  })
})

describe('who is left running on purpose', () => {
  const main = { isMain: true, isControl: false }
  const control = { isMain: false, isControl: true }
  const worker = { isMain: false, isControl: false }
  const kept = (killMode: KillMode, who: typeof main) =>
    keptByKillMode(unitSettings({ killMode }), who)

  it.each(['control-group', 'mixed'] as const)('KillMode=%s: nobody', (killMode) => {
    for (const who of [main, control, worker]) expect(kept(killMode, who)).toBeNull()
  })

  it.each(['process', 'none'] as const)('KillMode=%s: not its main process', (killMode) => {
    expect(kept(killMode, main)).toBeNull()
    expect(kept(killMode, control)).toBeNull()
    expect(kept(killMode, { isMain: true, isControl: true })).toBeNull()
  })

  it('says why', () => {
    expect(kept('process', worker)).toBe('KillMode=process: systemd signals only the main process')
    expect(kept('none', worker)).toBe(
      'KillMode=none: systemd signals nobody, only ExecStop= asks the service to end',
    )
  })
})
