/** More that holds for every run: what may grow, what may never be lost, what a clock keeps. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Effect } from '../../../../electron/engine/decide/escalation/events.ts'
import { deadlineOf } from '../../../../electron/engine/decide/escalation/phases.ts'
import type { Run, SentSignal } from '../../../../shared/run.ts'
import { makeRun, ms, Play } from '../../../fakes/run.ts'
import { forAll, tell, type Happening, type Story } from './stories.ts'

/** Looks at the run before and after each event of random stories. */
function eachMove(check: (before: Run, play: Play, event: Happening) => void): void {
  forAll((told: Story) => {
    let before: Run | null = null
    tell(told, (play, event) => {
      if (before !== null) check(before, play, event)
      before = play.run
    })
  })
}

const sameSignal = (a: SentSignal, b: SentSignal): boolean =>
  a.call === b.call &&
  a.step === b.step &&
  a.what === b.what &&
  a.at === b.at &&
  a.identity === b.identity

/** The call whose answer is taken next; waking stopped members is none that anybody waits for. */
const newestCall = (effects: readonly Effect[]): number =>
  effects.findLast((e) => e.kind === 'signal' || e.kind === 'force' || e.kind === 'command')
    ?.call ?? 0

describe('every move of a run', () => {
  it('makes the revision one larger, or gives the very same run', () => {
    eachMove((before, { run }) => {
      expect(run.revision).toBe(run === before ? before.revision : before.revision + 1)
    })
  })

  it('makes the turn one larger where another step is asked about, and never smaller', () => {
    eachMove((before, { run }) => {
      expect([0, 1]).toContain(run.turn - before.turn)
      const asked = run.phase.kind === 'asking' || run.phase.kind === 'forcing'
      if (asked && run.phase !== before.phase && run.phase.kind !== before.phase.kind) {
        expect(run.turn).toBe(before.turn + 1)
      }
    })
  })

  it('never says the same thing twice, and takes nothing back that it said', () => {
    eachMove((before, { run }) => {
      expect(new Set(run.notices).size).toBe(run.notices.length)
      expect(run.notices.slice(0, before.notices.length)).toEqual(before.notices)
    })
  })

  it('loses nothing of what was sent but a call whose intent is not on disk', () => {
    eachMove((before, { run }, event) => {
      const lost = before.sent.filter((was) => !run.sent.some((now) => sameSignal(was, now)))
      if (event.what === 'journal-failed' && 'call' in before.phase) {
        const { call } = before.phase
        expect(lost.filter((s) => s.call !== call)).toEqual([])
      } else expect(lost).toEqual([])
    })
  })

  it('settles one call without touching what another came to', () => {
    eachMove((before, { run, effects, last }, event) => {
      const earlier = effects.slice(0, effects.length - last.length)
      const settled = event.what === 'settle-late' ? event.n : newestCall(earlier)
      if (event.what !== 'settle' && event.what !== 'settle-late' && event.what !== 'denied') return
      const others = ({ sent }: Run): SentSignal[] =>
        sent.filter((s) => s.call !== settled && before.sent.some((was) => sameSignal(was, s)))
      expect(others(run)).toEqual(others(before))
    })
  })

  it('numbers calls upwards, each once', () => {
    forAll((told) => {
      const play = tell(told, () => undefined)
      const calls = play.effects.flatMap((e) => ('call' in e ? [e.call] : []))
      expect(calls).toEqual([...new Set(calls)].sort((a, b) => a - b))
      expect(Math.max(0, ...calls)).toBeLessThanOrEqual(play.run.lastCall)
    })
  })

  it('keeps every member that it ever knew, and who left stays gone', () => {
    eachMove((before, { run }) => {
      expect(run.members.slice(0, before.members.length).map((m) => m.member)).toEqual(
        before.members.map((m) => m.member),
      )
      for (const [at, was] of before.members.entries()) {
        if (was.gone !== null) expect(run.members[at]?.gone?.at).toEqual(was.gone.at)
      }
    })
  })

  it('changes nothing but the clock by extending, and never shortens it', () => {
    eachMove((before, { run, last }, event) => {
      const [was, now] = [deadlineOf(before.phase), deadlineOf(run.phase)]
      if (event.what !== 'extend' || was === null || last.some((e) => e.kind === 'refuse-decision'))
        return
      expect(now).toEqual({ mono: was.mono + 1000, wall: was.wall + 1000 })
      expect({ ...run, phase: null, revision: 0 }).toEqual({ ...before, phase: null, revision: 0 })
    })
  })

  it('refuses a decision without changing anything but the revision', () => {
    eachMove((before, { run, last }) => {
      if (!last.some((e) => e.kind === 'refuse-decision')) return
      expect(last).toHaveLength(1)
      expect({ ...run, revision: 0 }).toEqual({ ...before, revision: 0 })
    })
  })

  it('counts a step as called exactly as far as its calls say, or a skipped signal was', () => {
    eachMove((before, { run }, event) => {
      const highest = Math.max(-1, ...run.sent.map((s) => s.step))
      expect(run.calledStep).toBeGreaterThanOrEqual(highest)
      if (event.what !== 'journal-failed') {
        expect(run.calledStep).toBeGreaterThanOrEqual(before.calledStep)
      }
    })
  })
})

describe('the clock of a wait', () => {
  const waitMs = fc.integer({ min: 0, max: 29_000 })
  const heldMs = fc.integer({ min: 0, max: 10 ** 9 })

  it('keeps exactly what was left, however long it is held', () => {
    fc.assert(
      fc.property(waitMs, heldMs, (waited, held) => {
        const play = new Play(makeRun('stop/30/ask')).begin().settle()
        play.now = waited
        play.decide('hold')
        expect(play.run.phase).toEqual({ kind: 'held', step: 1, leftMs: 30_000 - waited - 1 })
        play.now += held
        play.decide('release')
        expect(play.run.phase).toEqual({
          kind: 'waiting',
          step: 1,
          deadline: ms(30_000 + held + 1),
        })
      }),
    )
  })

  it('adds to what is left what is given while it is held', () => {
    fc.assert(
      fc.property(waitMs, fc.integer({ min: 1, max: 10 ** 9 }), (waited, given) => {
        const play = new Play(makeRun('stop/30/ask')).begin().settle()
        play.now = waited
        play.decide('hold').extend(given)
        expect(play.run.phase).toMatchObject({ leftMs: 30_000 - waited - 1 + given })
        expect(play.last).toEqual([])
      }),
    )
  })

  it('holds and releases a wait without a deadline as one without a deadline', () => {
    const play = new Play(makeRun('stop/wait')).begin().settle().decide('hold')
    expect(play.run.phase).toEqual({ kind: 'held', step: 1, leftMs: null })
    expect(play.extend(1000).refusal).toBe('not-now')
    expect(play.decide('release').run.phase).toEqual({ kind: 'waiting', step: 1, deadline: null })
    expect(play.last).toEqual([])
  })

  it('has nothing left, and not less, where it is held after its end', () => {
    const play = new Play(makeRun('stop/30/ask')).begin().settle()
    play.now = 40_000
    expect(play.decide('hold').run.phase).toMatchObject({ kind: 'held', leftMs: 0 })
  })

  it('is disarmed by holding and armed by releasing', () => {
    const play = new Play(makeRun('stop/30/ask')).begin().settle().decide('hold')
    expect(play.last).toEqual([{ kind: 'disarm' }])
    play.decide('release')
    expect(play.last).toEqual([{ kind: 'arm', at: ms(30_001) }])
  })
})
