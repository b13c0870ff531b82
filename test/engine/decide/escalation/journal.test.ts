/** A journal that cannot be written: what was not recorded is not done, and nobody agreed to more. */
import { describe, expect, it } from 'vitest'
import { makeRun, ms, Play } from '../../../fakes/run.ts'
import { playIn } from './matrix.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()
const unwritten = (run: Play, call: number | null = run.call): Play =>
  run.after(5, { kind: 'journal-failed', call, why: 'ENOSPC' })
const sentence = 'The journal cannot be written: ENOSPC.'

describe('a call whose intent is not on disk', () => {
  it('was not made: its signals, its step and its wait are taken back, and it says why', () => {
    const run = unwritten(play('stop/30/ask'))
    expect(run.run).toMatchObject({ sent: [], calledStep: -1, forced: null, lastCall: 2 })
    expect(run.run.phase).toEqual({ kind: 'asking', step: -1, why: 'journal', since: ms(5) })
    expect(run.run.notices).toEqual([sentence])
    expect(run.last).toEqual([{ kind: 'disarm' }])
  })
  it('takes back its own signals alone', () => {
    const run = unwritten(play('TERM/1/INT@all/5/ask').settle().deadline())
    expect(run.run.sent.map((s) => [s.call, s.what])).toEqual([[1, 'TERM']])
    expect(run.run).toMatchObject({ calledStep: 1, phase: { kind: 'asking', step: 1 } })
  })
  it('leaves who ordered force where an earlier SIGKILL was sent', () => {
    const run = play('stop/1/ask/KILL@main/5/ask/KILL/5').settle().deadline().force().settle()
    run.deadline().force()
    expect(unwritten(run).run).toMatchObject({ forced: 'person', calledStep: 5 })
    expect(unwritten(playIn.forcing()).run.forced).toBeNull()
  })
  it('is no longer of interest when all left meanwhile', () => {
    const run = play('stop/30/ask').gone(101, 102)
    run.run = { ...run.run, members: run.run.members.slice(1) }
    expect(unwritten(run).run).toMatchObject({ sent: [], phase: { kind: 'verifying' } })
  })
  it('refuses an unasked run, with a reason and a way on', () => {
    const run = unwritten(play('stop/30/ask', { person: false }))
    const next = 'Make room or mend the folder; in the window a person may go on without it.'
    const error = { code: 'journal-unwritable', message: sentence, next }
    expect(run.run.phase).toEqual({ kind: 'ended', outcome: { kind: 'refused', error }, at: ms(5) })
  })
  it('does not refuse an unasked run that sent something before: that one hangs', () => {
    const run = play('TERM/1/INT/5/ask', { person: false }).settle().deadline()
    expect(unwritten(run).outcome).toBe('hung')
  })
  it.each(['stopping', 'forcing'] as const)(
    'is another than the one under way while %s',
    (phase) => {
      const run = playIn[phase]()
      const before = run.run
      expect(unwritten(run, 99).run).toEqual({
        ...before,
        notices: [sentence],
        revision: before.revision + 1,
      })
      expect(unwritten(playIn[phase](), null).run.phase).toEqual(before.phase)
    },
  )
})

describe('going on without a record on disk', () => {
  it('is agreed to by going on, until the journal is written again', () => {
    const run = unwritten(play('TERM/1/INT/5/ask')).decide('go-on')
    expect(run.run.recordInMemory).toBe(true)
    expect(run.after(1, { kind: 'journal-recovered' }).run.recordInMemory).toBe(false)
    expect(run.run.notices.at(-1)).toBe('The journal is written again.')
  })
  it('is agreed to by force that is chosen for this very reason, and by no other force', () => {
    expect(unwritten(play('stop/30/ask/KILL/5')).force().run.recordInMemory).toBe(true)
    expect(playIn.forcing().run.recordInMemory).toBe(false)
  })
  it('is not agreed to by a decision that is refused', () => {
    const run = unwritten(play('stop/1/KILL/5').settle().deadline())
    expect(run.decide('go-on').refusal).toBe('needs-force')
    expect(run.run.recordInMemory).toBe(false)
    const last = unwritten(play('stop/1/ask').settle().deadline().force())
    expect(last.decide('go-on').refusal).toBe('nothing-follows')
    expect(last.run.recordInMemory).toBe(false)
  })
  it('is not agreed to by going on for another reason', () => {
    const run = play('stop/1/ask/INT/5/ask').settle().deadline().decide('go-on')
    expect(run.run.recordInMemory).toBe(false)
  })
})

describe('a second force whose intent is not on disk', () => {
  it('leaves the first one called, which a crash cut off and which may have been sent', () => {
    const run = play('stop/ask').force().after(5, { kind: 'engine-restarted' }).force()
    const called = run.run.calledStep
    unwritten(run)
    expect(run.run.calledStep).toBe(called)
    expect(run.run.sent.filter((s) => s.what === 'KILL').every((s) => s.outcome === 'maybe')).toBe(
      true,
    )
  })
})
