/** The monotonic clock stands still while the machine sleeps: each deadline keeps its rest. */
import { describe, expect, it } from 'vitest'
import { deadlineOf } from '../../../../electron/engine/decide/escalation/phases.ts'
import { duration } from '../../../../shared/wording/numbers.ts'
import { makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'
import { makeUnitRun } from '../../../fakes/unit.ts'
import { playIn } from './matrix.ts'

const hourMs = 3_600_000
const sleep = (play: Play, waitMs = 0): Play => {
  play.asleepMs += hourMs
  return play.after(waitMs, { kind: 'resumed', asleepMs: hourMs })
}

describe('a machine that slept an hour', () => {
  it.each(['stopping', 'waiting', 'forcing', 'verifying'] as const)(
    'moves the wall clock of the deadline while %s, and nothing else of it',
    (phase) => {
      const play = playIn[phase]()
      const before = deadlineOf(play.run.phase)
      sleep(play, 100)
      expect(before).not.toBeNull()
      expect(deadlineOf(play.run.phase)).toEqual({
        mono: before?.mono,
        wall: (before?.wall ?? 0) + hourMs,
      })
      expect(play.last).toEqual([])
      expect(play.run.notices).toEqual([
        `The machine was suspended for ${duration(hourMs)}; the wait goes on where it was.`,
      ])
    },
  )

  it('shifts the wait that a verifying run returns to as well', () => {
    const play = sleep(playIn.verifying())
    play.after(1, { kind: 'member-appeared', member: makeMember(103) })
    const deadline = { mono: 30_000, wall: ms(30_000).wall + hourMs }
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline })
  })

  it('leaves a wait without a deadline without one, before and after all seem gone', () => {
    const play = sleep(new Play(makeRun('stop/wait')).begin().settle())
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: null })
    sleep(play.gone(100, 101, 102))
    play.after(1, { kind: 'member-appeared', member: makeMember(103) })
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: null })
  })

  it('verifies on where it asked before, and asks again', () => {
    const play = sleep(playIn.asking().gone(100, 101, 102))
    play.after(1, { kind: 'member-appeared', member: makeMember(103) })
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'appeared', step: 0 })
  })

  it.each(['held', 'asking'] as const)('says so while %s, where no clock runs', (phase) => {
    const play = playIn[phase]()
    const before = play.run.phase
    expect(sleep(play).run.phase).toEqual(before)
    expect(play.run.notices).toHaveLength(1)
  })

  it.each(['waiting', 'held', 'asking'] as const)(
    'moves what systemd will do as well, at once: its clock slept, too (%s)',
    (phase) => {
      const play = new Play(makeUnitRun('stop/30/ask')).begin().settle()
      play.unit({ activeState: 'deactivating', subState: 'stop-sigterm', since: ms(2) })
      if (phase === 'held') play.decide('hold')
      if (phase === 'asking') play.deadline()
      expect(play.run.phase.kind).toBe(phase)
      expect(play.run.ceilings[0]?.at).toBe(ms(90_002).wall)
      expect(sleep(play).run.ceilings[0]?.at).toBe(ms(90_002).wall + hourMs)
    },
  )
})
