/** What holds for every run, whatever happens to it and in whatever order. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deadlineOf } from '../../../../electron/engine/decide/escalation/phases.ts'
import { table } from '../../../../electron/engine/decide/escalation/table.ts'
import { identityKey } from '../../../../shared/process.ts'
import { isForce, printSchedule, type Schedule } from '../../../../shared/schedule.ts'
import { makeRun, type Play } from '../../../fakes/run.ts'
import { forAll, schedule, tell } from './stories.ts'

describe('every run', () => {
  it('sends no signal to a process that is gone or changed, nor to one that is kept', () => {
    forAll((told) => {
      const gone = new Set<string>()
      tell(told, (play) => {
        for (const effect of play.last) {
          if (effect.kind !== 'signal' && effect.kind !== 'force') continue
          for (const target of effect.targets) {
            expect(gone).not.toContain(identityKey(target.identity))
            expect(target.kept).toBeNull()
          }
        }
        for (const { member, gone: left } of play.run.members) {
          if (left !== null) gone.add(identityKey(member.identity))
        }
      })
    })
  })

  it('forces only where the schedule says so, or a decision named that very step', () => {
    forAll((told) => {
      let turnBefore = 0
      tell(told, (play, event) => {
        for (const effect of play.last) {
          if (effect.kind === 'signal') expect(effect.signal).not.toBe('KILL')
          if (effect.kind !== 'force') continue
          const item = play.run.schedule[effect.step]
          if (effect.by === 'schedule') {
            expect(item && isForce(item)).toBe(true)
            // A decision other than force never leads into it, not even through skipped steps.
            expect(['go-on', 'extend', 'hold', 'release', 'stale-force']).not.toContain(event.what)
          } else expect([event.what, effect.decidedTurn]).toEqual(['force', turnBefore])
        }
        turnBefore = play.run.turn
      })
    })
  })

  it('never lets a schedule force while the record is only in memory', () => {
    forAll((told) => {
      let memoryBefore = told.memory
      tell(told, (play) => {
        const bySchedule = play.last.some((e) => e.kind === 'force' && e.by === 'schedule')
        expect(bySchedule && memoryBefore).toBe(false)
        memoryBefore = play.run.recordInMemory
      })
    })
  })

  it('disarms every deadline on leaving its state, and has one timer at most', () => {
    forAll((told) => {
      let armed: number | null = null
      tell(told, (play) => {
        for (const effect of play.last) {
          if (effect.kind === 'arm') {
            expect(armed).toBeNull()
            armed = effect.at.mono
          }
          if (effect.kind === 'disarm') armed = null
        }
        expect(armed).toBe(deadlineOf(play.run.phase)?.mono ?? null)
      })
    })
  })

  it('ends once, and does nothing afterwards', () => {
    forAll((told) => {
      const play = tell(told, () => undefined)
      const ends = play.effects.filter((e) => e.kind === 'end')
      expect(ends).toHaveLength(play.run.phase.kind === 'ended' ? 1 : 0)
      const last = play.effects.findLastIndex((e) => e.kind === 'end')
      const after = last === -1 ? [] : play.effects.slice(last + 1)
      expect(after.filter((e) => e.kind !== 'refuse-decision')).toEqual([])
    })
  })

  it('ends without a person, as long as its waits are finite', () => {
    forAll((told) => {
      const events = told.events.filter((e) => e.what !== 'engine-restarted')
      const play = tell({ ...told, events }, () => undefined)
      play.after(0, { kind: 'person-left' })
      for (let i = 0; i < 20 && play.outcome === null; i += 1) play.deadline()
      expect(play.outcome).not.toBeNull()
    })
  })

  it('can be ended by a person from every state', () => {
    forAll((told) => {
      const play = tell(told, () => undefined)
      if (play.outcome === null) play.decide('leave')
      expect(play.outcome).not.toBeNull()
    })
  })

  it('succeeds only when every member that counts is gone', () => {
    forAll((told) => {
      const play = tell(told, () => undefined)
      if (play.outcome !== 'stopped' && play.outcome !== 'killed') return
      expect(play.run.members.filter((m) => m.gone === null && m.member.kept === null)).toEqual([])
    })
  })

  it('repeats nothing that was sent or may have been sent before a crash', () => {
    const noTakeBack = new Set(['journal-failed'])
    forAll((told) => {
      const events = told.events.filter((e) => !noTakeBack.has(e.what))
      const play = tell({ ...told, events }, () => undefined)
      if (play.outcome !== null) return
      const called = stepsCalled(play)
      const before = play.effects.length
      play.after(0, { kind: 'engine-restarted' })
      expect(
        play.effects.slice(before).filter((e) => e.kind === 'signal' || e.kind === 'force'),
      ).toEqual([])
      play.decide('go-on')
      for (let i = 0; i < 10; i += 1) play.deadline()
      const again = stepsCalled(play, before)
      expect(again.filter((step) => called.includes(step))).toEqual([])
    })
  })
})

function stepsCalled(play: Play, from = 0): number[] {
  return play.effects
    .slice(from)
    .flatMap((e) =>
      e.kind === 'signal' || e.kind === 'command' || e.kind === 'force' ? [e.step] : [],
    )
}

describe('the table', () => {
  it('says why in each cell in which nothing happens', () => {
    const silent = Object.entries(table).flatMap(([phase, cells]) =>
      Object.entries(cells as Record<string, unknown>).flatMap(([event, cell]) =>
        typeof cell === 'function' || (cell as { nothing?: string }).nothing
          ? []
          : [`${phase} × ${event}`],
      ),
    )
    expect(silent).toEqual([])
  })
  it('reads the schedules that these stories use as they were meant', () => {
    fc.assert(
      fc.property(schedule, (text) => {
        const items: Schedule = makeRun(text).schedule
        expect(makeRun(printSchedule(items)).schedule).toEqual(items)
      }),
    )
  })
})
