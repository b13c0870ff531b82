/** What systemd does to a unit by itself while we stop it: it forces, it starts it again. */
import { describe, expect, it } from 'vitest'
import type { UnitSettings, UnitState } from '../../../../shared/unit.ts'
import { ms, Play } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitSettings } from '../../../fakes/unit.ts'

const inactive = { activeState: 'inactive', subState: 'dead', mainPid: 0 } as const
const failed = { activeState: 'failed', subState: 'failed', mainPid: 0 } as const
const asked = { activeState: 'deactivating', subState: 'stop-sigterm' } as const
const other = 'b'.repeat(32)

const waiting = (settings: Partial<UnitSettings> = {}, schedule = 'stop/30/ask'): Play =>
  new Play(makeUnitRun(schedule, makeUnit({}, { settings: unitSettings(settings) })))
    .begin()
    .settle()
/** The unit's stop was begun at this moment of the tests' clock. */
const stopping = (play: Play, more: Partial<UnitState> = {}): Play =>
  play.unit({ ...asked, since: ms(play.now), ...more })

describe('ceilings of a stop under way', () => {
  it('appear with the sub-state that has a clock, and go with the unit', () => {
    const play = waiting()
    expect(play.run.ceilings).toEqual([])
    stopping(play)
    expect(play.run.ceilings).toMatchObject([{ who: 'systemd', what: 'SIGKILL', fixed: null }])
    expect(play.run.ceilings[0]?.at).toBe(ms(1 + 90_000).wall)
    play.gone(100, 101).unit(inactive)
    expect(play.run.ceilings).toEqual([])
  })

  it('move with the settings that a reload brought', () => {
    const play = stopping(waiting())
    play.unit({}, { settings: unitSettings({ timeoutStopMs: 200_000 }) })
    expect(play.run.ceilings[0]?.at).toBe(ms(1 + 200_000).wall)
  })

  it('are unknown once they are overdue and the service may have asked for more time', () => {
    const play = stopping(waiting({ mayExtend: true, timeoutStopMs: 2000 }, 'stop/60/ask'))
    play.now += 10_000
    play.unit({})
    expect(play.run.ceilings).toMatchObject([{ at: null }])
  })

  it('stay as they are, and nothing moves, where a signal says the same again', () => {
    const play = stopping(waiting())
    const before = play.run
    play.unit({})
    expect(play.run).toBe(before)
    expect(play.last).toEqual([])
  })
})

describe('a unit that systemd forces', () => {
  it.each([
    ['stop-sigkill', {}, 'systemd (TimeoutStopSec=90s)'],
    ['final-sigkill', {}, 'systemd (TimeoutStopSec=90s)'],
    ['stop-watchdog', { timeoutFailureMode: 'abort' }, 'systemd (TimeoutStopSec=90s)'],
    ['final-sigkill', { killMode: 'mixed' }, 'systemd (KillMode=mixed)'],
  ] as const)('is told from %s', (subState, settings, who) => {
    const play = stopping(waiting(settings)).unit({ activeState: 'deactivating', subState })
    expect(play.run.forcedByOther).toBe(who)
    expect(play.run.notices).toEqual([`Forced by ${who}, not by Quiesce.`])
    play
      .gone(100, 101)
      .unit({ ...failed, result: 'timeout' })
      .deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by: who } })
  })

  it('is told from its result where the sub-state was too short to be seen', () => {
    const play = stopping(waiting({ timeoutStopMs: 2000 }))
    play
      .gone(100, 101)
      .unit({ ...failed, result: 'timeout' })
      .deadline()
    expect(play.run.phase).toMatchObject({
      outcome: { kind: 'killed', by: 'systemd (TimeoutStopSec=2s)' },
    })
  })

  it('is told from how its main process ended, though nobody looked in between', () => {
    const play = waiting({ timeoutStopMs: 2000 }).gone(100, 101)
    const mainExit = { how: 'killed', status: 9 } as const
    play.unit({ ...failed, result: 'timeout', mainExit }).deadline()
    expect(play.run.phase).toMatchObject({
      outcome: { kind: 'killed', by: 'systemd (TimeoutStopSec=2s)' },
    })
  })

  it('is not called killed where the timeout was that of a command, and nobody was forced', () => {
    const play = waiting({ execStop: [{ argv: ['/bin/sleep', '9'], ignoreFailure: false }] })
    play.unit({ activeState: 'deactivating', subState: 'stop', since: ms(play.now) })
    play.unit(asked).gone(100, 101)
    play.unit({ ...failed, result: 'exit-code' }).deadline()
    expect(play.outcome).toBe('stopped')
  })

  it('names the first who forced, once', () => {
    const play = stopping(waiting()).unit({
      activeState: 'deactivating',
      subState: 'stop-watchdog',
    })
    const { forcedByOther } = play.run
    play.unit({ activeState: 'deactivating', subState: 'stop-sigkill' })
    expect(play.run.forcedByOther).toBe(forcedByOther)
    expect(play.run.notices).toHaveLength(1)
  })

  it('is told while a person holds, and while the run asks', () => {
    for (const phase of ['held', 'asking'] as const) {
      const play = stopping(waiting())
      if (phase === 'held') play.decide('hold')
      else play.deadline()
      play.unit({ activeState: 'deactivating', subState: 'stop-sigkill' })
      expect(play.run.phase.kind).toBe(phase)
      expect(play.run.forcedByOther).toContain('systemd')
    }
  })

  it('is ours where we forced first: a main process that SIGKILL ended proves nothing', () => {
    const play = stopping(waiting()).force().settle().gone(100, 101)
    const mainExit = { how: 'killed', status: 9 } as const
    play.unit({ ...failed, result: 'signal', mainExit }).deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'ops' } })
    expect(play.run.forcedByOther).toBeNull()
  })

  it('was killed by somebody else where neither of us did', () => {
    const play = stopping(waiting()).gone(100, 101)
    const mainExit = { how: 'killed', status: 9 } as const
    play.unit({ ...failed, result: 'signal', mainExit }).deadline()
    expect(play.run.phase).toMatchObject({
      outcome: { kind: 'killed', by: 'somebody else (SIGKILL)' },
    })
  })
})

describe('a unit that runs anew', () => {
  const back = {
    activeState: 'active',
    subState: 'running',
    invocation: other,
    mainPid: 500,
  } as const

  it('came back, told by its invocation, while its members are waited for', () => {
    const play = stopping(waiting()).gone(100, 101).unit(back)
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'came-back', afterMs: 1 } })
    expect(JSON.stringify(play.run.phase)).toContain('main pid 500')
  })

  it('came back while it was verified that it does not', () => {
    const play = stopping(waiting()).gone(100, 101).unit(inactive)
    expect(play.run.phase.kind).toBe('verifying')
    play.after(1500, { kind: 'helper-died', why: 'x' }).unit({ ...back, activeState: 'activating' })
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'came-back', afterMs: 1502 } })
  })

  it('did not come back while only its restart is planned: the invocation is the old one', () => {
    const play = stopping(waiting()).gone(100, 101)
    play.unit({ activeState: 'activating', subState: 'auto-restart', mainPid: 0 })
    expect(play.run.phase.kind).toBe('waiting')
    play.unit(back)
    expect(play.outcome).toBe('came-back')
  })

  it('is waited for again where it leaves its rest while it is verified', () => {
    const play = stopping(waiting()).gone(100, 101).unit(inactive)
    play.unit({ activeState: 'activating', subState: 'auto-restart' })
    expect(play.run.phase).toMatchObject({ kind: 'waiting', step: 1, deadline: ms(30_001) })
    const late = stopping(waiting()).gone(100, 101).unit(inactive)
    late.now = 40_000
    late.unit({ activeState: 'activating', subState: 'auto-restart' })
    expect(late.run.phase).toMatchObject({ kind: 'asking', why: 'schedule' })
  })

  it('is asked about where nothing was waited for before', () => {
    const play = stopping(waiting()).deadline().gone(100, 101).unit(inactive)
    expect(play.run.phase).toMatchObject({ kind: 'verifying', back: null })
    play.unit({ activeState: 'activating', subState: 'auto-restart' })
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'appeared' })
  })

  it('is no news before anything was sent', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).unit(back)
    expect(play.run.phase.kind).toBe('planned')
    expect(play.run.unit?.state.invocation).toBe(other)
  })

  it('is another matter once the run is over', () => {
    const play = stopping(waiting()).gone(100, 101).unit(inactive).deadline()
    const over = play.run
    play.unit(back)
    expect(play.run).toBe(over)
  })
})

describe('how long it is verified that a unit stays at rest', () => {
  const signalled = (settings: Partial<UnitSettings>): Play => {
    const play = new Play(
      makeUnitRun('TERM@all/30/ask', makeUnit({}, { settings: unitSettings(settings) })),
    )
    return play.begin().settle().gone(100, 101).unit(inactive)
  }
  const lookMs = ({ run: { phase }, now }: Play): number =>
    phase.kind === 'verifying' ? phase.until.mono - now : -1

  it.each([
    ['no Restart=', { restart: 'no', restartMs: 9000 }, 2000],
    ['Restart=always at once', { restart: 'always', restartMs: 100 }, 2000],
    ['Restart=always after five seconds', { restart: 'always', restartMs: 5000 }, 6000],
    ['Restart=on-failure after an hour', { restart: 'on-failure', restartMs: 3_600_000 }, 10_000],
  ])('depends on what may start it, as it was only signalled: %s', (_, settings, expected) => {
    expect(lookMs(signalled(settings))).toBe(expected)
  })

  it('is short after a stop: Restart= does not fire then', () => {
    const play = stopping(waiting({ restart: 'always', restartMs: 5000 })).gone(100, 101)
    expect(lookMs(play.unit(inactive))).toBe(2000)
  })

  it('is long where the stop was tried and failed', () => {
    const settings = unitSettings({ restart: 'always', restartMs: 5000 })
    const play = new Play(makeUnitRun('stop/30/ask', makeUnit({}, { settings }))).begin()
    play.failed({ code: 'backend-failed', message: 'no', next: 'x' }).gone(100, 101).unit(inactive)
    expect(lookMs(play)).toBe(6000)
  })
})
