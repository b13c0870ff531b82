/** What a run leaves in the journal, in the order of happening. */
import { describe, expect, it } from 'vitest'
import {
  intent,
  named,
  namedResults,
  recordsOfDecision,
  recordsOfMove,
} from '../../../electron/engine/stop-runner/records.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../fakes/run.ts'
import { makeUnitRun } from '../../fakes/unit.ts'

const begun = (): Play => new Play(makeRun('stop/30/ask/KILL/5')).begin()
const kinds = (before: Play['run'], after: Play['run']): string[] =>
  recordsOfMove(before, after).map((body) => body.kind)

describe('the records of a move', () => {
  it('are none where nothing moved', () => {
    const { run } = begun()
    expect(recordsOfMove(run, run)).toEqual([])
  })

  it('say who left, and how many are left', () => {
    const play = begun().settle()
    const before = play.run
    play.gone(101)
    expect(recordsOfMove(before, play.run)).toEqual([
      {
        kind: 'member-gone',
        member: { ...identity(101), name: 'daemon-101' },
        how: 'by-itself',
        left: 2,
      },
    ])
  })

  it('say who came', () => {
    const play = begun().settle()
    const before = play.run
    play.after(1, { kind: 'member-appeared', member: makeMember(103) })
    expect(recordsOfMove(before, play.run)).toEqual([
      { kind: 'member-appeared', member: { ...identity(103), name: 'daemon-103' } },
    ])
  })

  it('have the last exit before the phase that it brought', () => {
    const play = begun().settle().gone(100, 101)
    const before = play.run
    play.gone(102)
    expect(kinds(before, play.run)).toEqual(['member-gone', 'phase'])
  })

  it('have each notice once', () => {
    const play = begun().settle()
    const before = play.run
    play.after(1, { kind: 'helper-died', why: 'signal 9' })
    expect(recordsOfMove(before, play.run)).toMatchObject([
      { kind: 'notice', sentence: expect.stringContaining('signal 9') as string },
    ])
    const after = play.run
    play.after(1, { kind: 'helper-died', why: 'signal 9' })
    expect(kinds(after, play.run)).toEqual([])
  })

  it('have the whole state with each phase, so that a crash loses none', () => {
    const play = begun()
    const before = play.run
    play.settle()
    expect(recordsOfMove(before, play.run)).toMatchObject([
      { kind: 'phase', phase: 'waiting', state: play.run },
    ])
  })

  it('have the outcome at the end, with who is left', () => {
    const play = begun().settle().deadline()
    const before = play.run
    play.decide('leave')
    expect(recordsOfMove(before, play.run)).toMatchObject([
      {
        kind: 'outcome',
        outcome: 'abandoned',
        by: 'ops',
        survivors: [{ pid: 100 }, { pid: 101 }, { pid: 102 }],
        tookMs: null,
      },
    ])
  })

  it('say how long a stop took that succeeded', () => {
    const play = begun().settle().gone(100, 101, 102)
    const before = play.run
    play.deadline()
    expect(recordsOfMove(before, play.run)).toMatchObject([
      { kind: 'outcome', outcome: 'stopped', by: null, survivors: [], tookMs: 4 },
    ])
  })

  it('have no second outcome: what comes after the end is no phase', () => {
    const play = begun().settle().decide('leave')
    const before = play.run
    play.gone(100)
    expect(kinds(before, play.run)).toEqual(['member-gone'])
  })

  it('have a state of a unit whose deadline was moved, once', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).begin().settle()
    const before = play.run
    play.unit({}, { movedTo: ms(90_000).wall })
    const after = play.run
    expect(recordsOfMove(before, after)).toMatchObject([{ kind: 'phase', state: after }])
    play.unit({ controlPid: 7 })
    expect(recordsOfMove(after, play.run)).toEqual([])
  })
})

describe('other records', () => {
  it('are a decision that was taken, and none that was refused', () => {
    const play = begun().settle()
    const decision = { kind: 'decision', decision: { kind: 'hold' }, turn: 1, by: 'ops' } as const
    expect(recordsOfDecision(decision, play.decide('hold').last)).toEqual([
      { kind: 'decision', decision: 'hold', turn: 1, by: 'ops' },
    ])
    expect(recordsOfDecision(decision, play.decide('hold').last)).toEqual([])
    expect(recordsOfDecision({ kind: 'deadline' }, [])).toEqual([])
  })

  it('name whom a call meant, and its arguments where it has some', () => {
    const { run } = begun()
    const facts = { call: 3, step: 0, what: 'TERM', force: false } as const
    const target = makeMember(100)
    expect(intent(run, { ...facts, targets: [target] })).toEqual({
      ...{ kind: 'intent', ...facts, by: 'ops' },
      targets: [{ ...identity(100), name: 'daemon-100' }],
    })
    const stop = intent(run, { ...facts, what: 'stop-unit', targets: [], argv: ['StopUnit', 'x'] })
    expect(stop).toMatchObject({ argv: ['StopUnit', 'x'], targets: [] })
  })

  it('name results by what the run knows, and say where it knows nothing', () => {
    const { run } = begun()
    const results = [100, 999].map((pid) => ({ identity: identity(pid), outcome: 'sent' as const }))
    expect(namedResults(run, results)).toEqual([
      { ...named(makeMember(100)), outcome: 'sent' },
      { ...identity(999), name: 'unknown', outcome: 'sent' },
    ])
  })
})
