/** Extend and hold reach the deadline that systemd keeps, and nothing ever brings it nearer. */
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../electron/engine/decide/escalation/events.ts'
import type { RunUnit, UnitSettings } from '../../../../shared/unit.ts'
import { ms, Play } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitSettings } from '../../../fakes/unit.ts'

interface Wanted {
  readonly schedule?: string
  readonly settings?: Partial<UnitSettings>
  readonly unit?: Partial<RunUnit>
}

/** A unit that was asked to stop at 2 ms; systemd forces it when its timeout is over. */
function stopping({ schedule = 'stop/30/ask', settings = {}, unit = {} }: Wanted = {}): Play {
  const made = makeUnit({}, { settings: unitSettings(settings), ...unit })
  const play = new Play(makeUnitRun(schedule, made)).begin().settle()
  return play.unit({ activeState: 'deactivating', subState: 'stop-sigterm', since: ms(2) })
}
type Move = Extract<Effect, { kind: 'move-deadline' }>
const moves = (play: Play): readonly Move[] =>
  play.last.flatMap((effect) => (effect.kind === 'move-deadline' ? [effect] : []))
/** What the manager says once it has moved the deadline. */
const moved = (play: Play, to: RunUnit['movedTo'], timeoutStopMs: number | null): Play =>
  play.unit({}, { movedTo: to, settings: unitSettings({ timeoutStopMs }) })

describe('extending the run', () => {
  it('leaves systemd’s deadline where it is far enough behind ours', () => {
    expect(moves(stopping().extend(30_000))).toEqual([])
  })

  it('moves it where ours comes near it: as far as was added, and ten seconds behind ours', () => {
    const play = stopping().extend(60_000)
    // Ours is at 90 s now; systemd's would come at 90 s as well.
    expect(moves(play)).toEqual([
      { kind: 'move-deadline', call: 2, step: 1, to: ms(90_002 + 60_000) },
    ])
    expect(play.run.lastCall).toBe(2)
  })

  it('moves it at least so far that ours decides first', () => {
    const play = stopping({ settings: { timeoutStopMs: 2000 }, schedule: 'stop/60/ask' })
    play.extend(1000)
    expect(moves(play)).toMatchObject([{ to: ms(61_001 + 10_000) }])
  })

  it('moves it by the earliest moment at which it may come', () => {
    const command = { argv: ['/bin/true'], ignoreFailure: false }
    const made = makeUnit(
      { activeState: 'deactivating', subState: 'stop', since: ms(0) },
      { settings: unitSettings({ timeoutStopMs: 40_000, execStop: [command] }) },
    )
    const play = new Play(makeUnitRun('stop/30/ask', made)).begin().settle()
    play.unit({ subState: 'stop' }).extend(20_000)
    const [ceiling] = play.run.ceilings
    expect(ceiling?.earliest).toBeLessThan(ceiling?.at ?? 0)
    // Ten seconds behind ours, which ends at 50,001 ms.
    expect(ceiling?.earliest).toBe(ms(40_000).wall)
    expect(moves(play)).toMatchObject([{ to: ms(60_001) }])
  })

  it('numbers the move as a call of its own, which no step waits for', () => {
    const play = stopping().extend(60_000)
    const before = play.run.phase
    play.after(5, { kind: 'call-settled', call: 2, results: [], failure: null, note: 'Not moved.' })
    expect(play.run.phase).toEqual(before)
    expect(play.run.notices).toEqual(['Not moved.'])
  })

  it('says why it stays where it is fixed, and extends our own clock all the same', () => {
    const play = stopping({ unit: { fixedDeadline: 'that takes root' } }).extend(60_000)
    expect(moves(play)).toEqual([])
    expect(play.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(30_001 + 60_000) })
    expect(play.run.notices).toEqual(['The other deadline stays: that takes root.'])
  })

  // systemd 252 killed at 21.6 s a service that had asked for 100 s: a reload forgets what was asked.
  it.each([0, 10_000])(
    'takes a deadline away that the service may have put off itself: a new one could be nearer (%i)',
    (now) => {
      const play = stopping({ settings: { timeoutStopMs: 2000, mayExtend: true } })
      play.now = now
      play.unit({}).extend(60_000)
      expect(moves(play)).toEqual([{ kind: 'move-deadline', call: 2, step: 1, to: 'never' }])
      expect(play.run.notices[0]).toMatch(/asked systemd for more time itself/)
    },
  )

  it('extends our own clock alone where nobody agreed to a reload', () => {
    const play = stopping()
    const turn = { turn: play.run.turn, by: 'ops', kind: 'decision' } as const
    play.after(1, { ...turn, decision: { kind: 'extend', ms: 60_000, reload: false } })
    expect(moves(play)).toEqual([])
    expect(play.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(30_001 + 60_000) })
    expect(play.run.notices).toEqual(['The other deadline stays: systemd is not reloaded for it.'])
    play.after(1, { ...turn, decision: { kind: 'hold', reload: false } })
    expect([moves(play), play.run.phase.kind]).toEqual([[], 'held'])
  })

  it('has nothing to move where systemd waits for ever, or only the main process decides', () => {
    expect(moves(stopping({ settings: { timeoutStopMs: null } }).extend(600_000))).toEqual([])
    expect(moves(stopping({ settings: { sendSigkill: false } }).extend(600_000))).toEqual([])
    const mixed = stopping({ settings: { killMode: 'mixed' } }).extend(1000)
    expect([moves(mixed), mixed.run.notices]).toEqual([[], []])
  })

  it('moves it again from where it was moved to', () => {
    const play = moved(stopping().extend(60_000), ms(150_002).wall, 150_000)
    expect(moves(play.extend(10_000))).toEqual([])
    expect(moves(play.extend(60_000))).toMatchObject([{ to: ms(150_002 + 60_000) }])
  })

  it('extends only the others’ deadline where ours waits for ever', () => {
    const play = stopping({ schedule: 'stop/wait', settings: { timeoutStopMs: 5000 } })
    const before = play.run.phase
    expect(moves(play.extend(30_000))).toMatchObject([{ to: ms(play.now + 30_000 + 10_000) }])
    expect(play.run.phase).toEqual(before)
    expect(stopping({ schedule: 'stop/wait' }).extend(1000).refusal).toBe('not-now')
  })

  it('moves it from asking, too: the run waits again', () => {
    const play = stopping().deadline().extend(90_000)
    expect(play.run.phase).toMatchObject({ kind: 'waiting', step: 2, deadline: ms(120_002) })
    expect(moves(play)).toMatchObject([{ to: ms(180_002) }])
  })

  it('counts from the wall clock of a machine that slept', () => {
    const play = stopping()
    play.asleepMs = 3_600_000
    play.after(0, { kind: 'resumed', asleepMs: 3_600_000 }).unit({}).extend(60_000)
    const [move] = moves(play)
    const to = move?.to
    if (to === undefined || to === 'never') throw new Error('not moved')
    expect(to.wall - to.mono).toBe(ms(0).wall + 3_600_000)
    expect(to.mono).toBeGreaterThan(90_000)
  })
})

describe('holding the run', () => {
  it('takes systemd’s deadline away', () => {
    const play = stopping().decide('hold')
    expect(play.run.phase).toMatchObject({ kind: 'held' })
    expect(moves(play)).toEqual([{ kind: 'move-deadline', call: 2, step: 1, to: 'never' }])
    expect(moved(play, 'never', null).run.ceilings).toEqual([])
  })

  it('takes it away also where nobody knows when it comes', () => {
    const play = stopping({ settings: { timeoutStopMs: 2000, mayExtend: true } })
    play.now = 10_000
    expect(moves(play.unit({}).decide('hold'))).toMatchObject([{ to: 'never' }])
  })

  it('says why it cannot, and holds our own clock', () => {
    const play = stopping({ unit: { fixedDeadline: 'that takes root' } }).decide('hold')
    expect(play.run.phase.kind).toBe('held')
    expect(moves(play)).toEqual([])
    expect(play.run.notices).toEqual(['The other deadline stays: that takes root.'])
  })

  it('needs nothing where no deadline is left, and never gives one back', () => {
    const play = moved(stopping().decide('hold'), 'never', null)
    expect(moves(play.decide('release'))).toEqual([])
    expect(moves(play.decide('hold'))).toEqual([])
    expect(moves(play.extend(1000))).toEqual([])
  })

  it('is possible while the run asks: no clock of ours runs then, systemd’s does', () => {
    const play = stopping().deadline()
    const asking = play.run.phase
    expect(moves(play.decide('hold'))).toMatchObject([{ to: 'never', step: 2 }])
    expect(play.run.phase).toEqual(asking)
  })

  it('is refused while the run asks and nobody else’s clock runs', () => {
    const play = moved(stopping().deadline().decide('hold'), 'never', null)
    expect(play.decide('hold').refusal).toBe('not-now')
  })

  it('is refused while the run asks where the deadline is fixed, and says that', () => {
    const play = stopping({ unit: { fixedDeadline: 'that takes root' } }).deadline()
    expect(play.decide('hold').refusal).toBe('not-now')
  })

  it('takes a deadline away that appeared while the clock was held, when it is asked again', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).begin().settle().decide('hold')
    expect(moves(play)).toEqual([])
    play.unit({ activeState: 'deactivating', subState: 'stop-sigterm', since: ms(play.now) })
    // Not by itself: a reload may touch other units, and a person has to agree to that.
    expect(moves(play)).toEqual([])
    expect(moves(play.decide('hold'))).toMatchObject([{ to: 'never', step: 1 }])
    expect(play.run.phase.kind).toBe('held')
    expect(moved(play, 'never', null).decide('hold').refusal).toBe('not-now')
  })
})

describe('a decision to move that comes too late or too early', () => {
  it('moves nothing while force is on its way, in verifying, or once it is over', () => {
    const forced = stopping().force()
    expect([moves(forced.extend(600_000)), forced.refusal]).toEqual([[], 'not-now'])
    const rested = stopping().gone(100, 101).unit({ activeState: 'inactive', subState: 'dead' })
    expect([moves(rested.decide('hold')), rested.refusal]).toEqual([[], 'not-now'])
    expect([moves(rested.deadline().extend(600_000)), rested.refusal]).toEqual([[], 'not-now'])
  })

  it('moves nothing for a turn that is over', () => {
    const play = stopping().deadline()
    expect(moves(play.decide('hold', play.run.turn - 1))).toEqual([])
    expect(play.refusal).toBe('stale-decision')
  })
})
