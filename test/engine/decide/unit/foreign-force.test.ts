import { describe, expect, it } from 'vitest'
import { foreignForce } from '../../../../electron/engine/decide/unit/foreign-force.ts'
import type { RunUnit, UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { makeUnit, unitSettings } from '../../../fakes/unit.ts'

type Look = Partial<UnitState>
const exited = (status: number) => ({ how: 'exited' as const, status })
const killed = (status: number) => ({ how: 'killed' as const, status })

const active: Look = { activeState: 'active', subState: 'running' }
const sub = (subState: string, more: Look = {}): Look => ({
  activeState: 'deactivating',
  subState,
  ...more,
})
const failed = (more: Look = {}): Look => ({
  activeState: 'failed',
  subState: 'failed',
  mainPid: 0,
  ...more,
})

const patience: Partial<UnitSettings> = { timeoutStopMs: 2000, timeoutAbortMs: 1000 }
const unitAt = (look: Look, settings: Partial<UnitSettings>): RunUnit =>
  makeUnit(look, { settings: unitSettings({ ...patience, ...settings }) })

/** What is said at each change of a story: signals of a real systemd 252, in its own order. */
const tell = (
  settings: Partial<UnitSettings>,
  story: readonly Look[],
  ours = false,
): readonly (string | null)[] =>
  story.slice(1).map((look, at) => {
    const before = unitAt(story[at] ?? {}, settings)
    return foreignForce(before, unitAt(look, settings), ours)
  })
const first = (said: readonly (string | null)[]): string | null =>
  said.find((words) => words !== null) ?? null

describe('systemd forces', () => {
  const timeout = { result: 'timeout' }
  it('a service that ignores SIGTERM: the result comes first, then the sub-state', () => {
    const story = [
      active,
      sub('stop-sigterm'),
      sub('stop-sigterm', timeout),
      sub('stop-sigkill', timeout),
      sub('stop-sigkill', { ...timeout, mainPid: 0, mainExit: killed(9) }),
      failed({ ...timeout, mainExit: killed(9) }),
    ]
    const said = tell({}, story)
    expect(said.slice(0, 3)).toEqual([
      null,
      'systemd (TimeoutStopSec=2s)',
      'systemd (TimeoutStopSec=2s)',
    ])
    expect(first(said)).toBe('systemd (TimeoutStopSec=2s)')
  })

  it('one whose short sub-states nobody saw', () => {
    expect(tell({}, [sub('stop-sigterm'), failed(timeout)])).toEqual([
      'systemd (TimeoutStopSec=2s)',
    ])
  })

  it('children that stay when the main process has ended', () => {
    const gone = { mainPid: 0, mainExit: exited(0) }
    const story = [
      sub('stop-sigterm'),
      sub('final-sigterm', gone),
      sub('final-sigterm', { ...gone, ...timeout }),
      sub('final-sigkill', { ...gone, ...timeout }),
      failed({ ...gone, ...timeout }),
    ]
    expect(tell({}, story).slice(0, 2)).toEqual([null, 'systemd (TimeoutStopSec=2s)'])
  })

  it('by an abort, and by SIGKILL after it', () => {
    const story = [sub('stop-sigterm'), sub('stop-watchdog', timeout), sub('stop-sigkill', timeout)]
    expect(tell({ timeoutFailureMode: 'abort' }, story)).toEqual([
      'systemd (TimeoutStopSec=2s)',
      'systemd (TimeoutAbortSec=1s)',
    ])
  })

  it('straight out of ExecStop=, with TimeoutStopFailureMode=kill', () => {
    const story = [sub('stop'), sub('stop', timeout), sub('stop-sigkill', timeout)]
    expect(tell({ timeoutFailureMode: 'kill' }, story)).toEqual([
      null,
      'systemd (TimeoutStopSec=2s)',
    ])
  })

  it('a service that its watchdog finds silent', () => {
    const bark = { result: 'watchdog' }
    const story = [active, { ...active, ...bark }, sub('stop-watchdog', bark)]
    expect(tell({}, story)).toEqual(['systemd (WatchdogSec=)', 'systemd (WatchdogSec=)'])
  })

  it('the others of KillMode=mixed, without any timeout', () => {
    const gone = { mainPid: 0, mainExit: exited(0) }
    const story = [
      sub('stop-sigterm'),
      sub('stop-sigterm', gone),
      sub('final-sigkill', gone),
      { activeState: 'inactive' as const, subState: 'dead', ...gone },
    ]
    expect(tell({ killMode: 'mixed' }, story)).toEqual([null, 'systemd (KillMode=mixed)', null])
  })

  it('the main process of KillMode=mixed, by the timeout', () => {
    const story = [sub('stop-sigterm'), sub('final-sigkill', timeout)]
    expect(tell({ killMode: 'mixed' }, story)).toEqual(['systemd (TimeoutStopSec=2s)'])
  })

  it('from the start, where KillSignal=SIGKILL', () => {
    const end = { result: 'signal', mainPid: 0, mainExit: killed(9) }
    expect(tell({ killSignal: 9 }, [sub('stop-sigterm'), sub('stop-sigterm', end)])).toEqual([
      'systemd (KillSignal=SIGKILL)',
    ])
  })

  it('and the run, which came late, still hears of it', () => {
    const end = { ...timeout, mainPid: 0, mainExit: killed(9) }
    expect(tell({}, [sub('stop-sigkill', timeout), sub('stop-sigkill', end)])).toEqual([
      'systemd (TimeoutStopSec=2s)',
    ])
  })
})

describe('nobody forces', () => {
  const gone = { mainPid: 0, mainExit: killed(15) }
  it.each<readonly [string, Partial<UnitSettings>, readonly Look[]]>([
    [
      'a service that obeys',
      {},
      [
        active,
        sub('stop-sigterm'),
        sub('stop-sigterm', gone),
        { activeState: 'inactive', subState: 'dead', ...gone },
      ],
    ],
    [
      'an ExecStop= that hangs and a service that then obeys SIGTERM: the result stays timeout',
      {},
      [
        sub('stop'),
        sub('stop', { result: 'timeout' }),
        sub('stop-sigterm', { result: 'timeout' }),
        sub('stop-sigterm', { result: 'timeout', ...gone }),
        failed({ result: 'timeout', ...gone }),
      ],
    ],
    [
      'an ExecStopPost= that hangs',
      {},
      [
        sub('stop-post', gone),
        sub('stop-post', { ...gone, result: 'timeout' }),
        sub('final-sigterm', { ...gone, result: 'timeout' }),
        failed({ ...gone, result: 'timeout' }),
      ],
    ],
    [
      'SendSIGKILL=no: its patience ends and it gives up',
      { sendSigkill: false },
      [
        sub('stop-sigterm'),
        sub('stop-sigterm', { result: 'timeout' }),
        sub('final-sigterm', { result: 'timeout' }),
        failed({ result: 'timeout' }),
      ],
    ],
    [
      'a main process that crashes',
      {},
      [active, failed({ result: 'signal', mainExit: killed(11) })],
    ],
    [
      'one that exits with an error',
      {},
      [active, failed({ result: 'exit-code', mainExit: exited(1) })],
    ],
    ['a restart that takes long', {}, [active, { activeState: 'reloading', subState: 'reload' }]],
    ['the same look twice', {}, [sub('stop-sigkill'), sub('stop-sigkill')]],
  ])('%s', (_, settings, story) => {
    expect(tell(settings, story)).toEqual(story.slice(1).map(() => null))
  })
})

describe('somebody else sends SIGKILL', () => {
  const end = { mainPid: 0, mainExit: killed(9) }

  it('to the main process of a service that runs', () => {
    expect(tell({}, [active, { ...active, ...end, result: 'signal' }])).toEqual([
      'somebody else (SIGKILL)',
    ])
  })

  it('to one that is being stopped', () => {
    expect(tell({}, [sub('stop-sigterm'), sub('stop-sigterm', end)])).toEqual([
      'somebody else (SIGKILL)',
    ])
  })

  it('unless it was this run', () => {
    expect(tell({}, [sub('stop-sigterm'), sub('stop-sigterm', end)], true)).toEqual([null])
  })

  it('the kernel, where memory ran out', () => {
    expect(tell({}, [active, failed({ ...end, result: 'oom-kill' })])).toEqual([
      'the kernel (out of memory)',
    ])
  })

  it('the kernel, where memory ran out for another than the main process', () => {
    const out = { result: 'oom-kill' }
    expect(tell({}, [active, sub('stop-sigterm', out), failed(out)])).toEqual([
      'the kernel (out of memory)',
      null,
    ])
    // Who stops already is killed as a whole then, long before its timeout.
    expect(tell({}, [sub('stop-sigterm'), sub('stop-sigkill', out)])).toEqual([
      'systemd (out of memory)',
    ])
  })

  it('systemd is named although this run forced, too: its clock was over', () => {
    const story = [sub('stop-sigterm'), sub('stop-sigkill', { result: 'timeout' })]
    expect(tell({}, story, true)).toEqual(['systemd (TimeoutStopSec=2s)'])
  })

  it('is no news where the exit is that of the last time', () => {
    const old = { mainExit: killed(9), mainPid: 0 }
    expect(tell({}, [{ ...active, ...old }, sub('stop-sigterm', old)])).toEqual([null])
  })

  it('is news where it is another invocation that died of it', () => {
    const again = { ...end, invocation: 'b'.repeat(32) }
    expect(tell({}, [{ ...active, ...end }, failed(again)])).toEqual(['somebody else (SIGKILL)'])
  })
})
