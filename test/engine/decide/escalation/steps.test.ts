/** How each step begins, how long it is given, and where the schedule goes from it. */
import { describe, expect, it } from 'vitest'
import {
  callLimitMs,
  forceWaitMs,
  verifyMs,
  waitStepOf,
} from '../../../../electron/engine/decide/escalation/phases.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'
import { playIn } from './matrix.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()

describe('a call that is under way', () => {
  it.each([
    ['stop/7/ask', ms(7000)],
    ['stop/0.5/ask', ms(500)],
    ['stop/wait', null],
    ['stop/ask', ms(30_000)],
    ['TERM/INT/5', ms(30_000)],
  ])('of %s goes on without its answer at %o', (text, deadline) => {
    expect(play(text).run.phase).toEqual({ kind: 'stopping', step: 0, call: 1, deadline })
  })
  it('is given half a minute, force five seconds, and the last look two', () => {
    expect([callLimitMs, forceWaitMs, verifyMs]).toEqual([30_000, 5000, 2000])
  })
  it('is told to the runner as deadline, signal and waking, in that order', () => {
    const { effects, run } = play('TERM/7/ask')
    const [main, ...children] = run.members.map((m) => m.member)
    expect(effects).toEqual([
      { kind: 'arm', at: ms(7000) },
      { kind: 'signal', call: 1, step: 0, signal: 'TERM', targets: [main] },
      { kind: 'continue-stopped', call: 2, step: 0, targets: [main, ...children] },
    ])
    expect(run).toMatchObject({ lastCall: 2, calledStep: 0, turn: 1, revision: 1 })
  })
  it.each([
    ['CONT', false],
    ['WINCH', false],
    ['STOP', false],
    ['HUP', true],
    ['QUIT', true],
    ['USR1', true],
  ])('of %s wakes stopped members: %s', (signal, wakes) => {
    const kinds = play(`${signal}/5/ask`).effects.map((e) => e.kind)
    expect(kinds.includes('continue-stopped')).toBe(wakes)
  })
  it('of a force is told with who ordered it, and which turn', () => {
    const { last, run } = play('KILL@main/7')
    expect(last).toEqual([
      { kind: 'arm', at: ms(7000) },
      {
        kind: 'force',
        call: 1,
        targets: [run.members[0]?.member],
        step: 0,
        scope: 'main',
        by: 'schedule',
        decidedTurn: null,
      },
    ])
    expect(run).toMatchObject({ forced: 'schedule', phase: { by: 'schedule', call: 1 } })
  })
  it('keeps one timer from the call to its wait', () => {
    expect(play('stop/30/ask').settle().last).toEqual([])
    expect(playIn.forcing().settle().last).toEqual([])
  })
  it('is left without an answer when its time is over', () => {
    expect(play('stop/30/ask').deadline().run.phase).toMatchObject({ kind: 'asking', step: 2 })
    expect(play('TERM/INT/5').deadline().signals).toEqual(['TERM 100', 'INT 100'])
    expect(playIn.forcing().deadline().run.phase).toMatchObject({ kind: 'asking', step: 5 })
  })
})

describe('the wait that belongs to a step', () => {
  const run = makeRun('TERM/INT/5/ask/HUP/ask/KILL/wait')
  it.each([
    ['a signal without one', 0, 0],
    ['a signal before a wait', 1, 2],
    ['the wait itself', 2, 2],
    ['a question', 3, 3],
    ['a signal before a question', 4, 4],
    ['a signal before a wait without end', 6, 7],
    ['a wait without end', 7, 7],
    ['the end', 8, 8],
    ['before the first', -1, -1],
  ])('of %s (%i) is %i', (_what, step, expected) => {
    expect(waitStepOf(run, step)).toBe(expected)
  })
  it('is the question itself, also where a wait follows the question', () => {
    expect(waitStepOf(makeRun('TERM/ask/5'), 1)).toBe(1)
  })
})

describe('a schedule goes on', () => {
  it('from a question to a wait where a person says so', () => {
    const run = play('TERM/ask/5/ask').settle().decide('go-on')
    expect(run.run.phase).toEqual({ kind: 'waiting', step: 2, deadline: ms(5002) })
    expect(run.run.turn).toBe(3)
  })
  it('from a question to a wait without end', () => {
    const run = play('TERM/ask/wait').settle().decide('go-on')
    expect(run.run.phase).toEqual({ kind: 'waiting', step: 2, deadline: null })
    expect(run.run.turn).toBe(3)
  })
  it('over a signal that has nobody to go to, but not in the same moment', () => {
    const members = [makeMember(101, { parentPid: 1, processGroup: 101 })]
    const gone = makeMember(100, { main: true, processGroup: 100 })
    const run = new Play(makeRun('TERM@group/INT@all/5', {}, [gone, ...members])).gone(100).begin()
    expect(run.run.notices).toEqual(['SIGTERM@group had nobody to go to and was left out.'])
    expect(run.run).toMatchObject({ calledStep: 0, sent: [], lastCall: 0, turn: 1 })
    expect(run.run.phase).toEqual({ kind: 'waiting', step: 0, deadline: ms(1) })
    expect(run.deadline().signals).toEqual(['INT 101'])
  })
  it('no further than a question where its record is in memory and force follows', () => {
    const run = play('TERM/5/KILL/5', { recordInMemory: true }).settle().deadline()
    expect(run.run.phase).toMatchObject({ kind: 'asking', step: 1, why: 'journal' })
  })
})

describe('the end of a schedule', () => {
  const ended = (run: Play): unknown =>
    run.run.phase.kind === 'ended' ? run.run.phase.outcome : run.run.phase
  it('names who outlived a SIGKILL that reached every one of them, and asks nobody', () => {
    const run = play('KILL/5').settle().gone(101).deadline()
    expect(ended(run)).toEqual({ kind: 'survived', survivors: [identity(100), identity(102)] })
  })
  it('asks where SIGKILL is not known to have reached one of them', () => {
    const run = play('KILL@main/5').settle().deadline()
    expect(ended(run)).toMatchObject({ kind: 'asking', step: 2, why: 'schedule-ended' })
  })
  it('is hung where nobody is asked and SIGKILL is not known to have reached one', () => {
    expect(ended(play('KILL@main/5', { person: false }).settle().deadline())).toEqual({
      kind: 'hung',
    })
  })
  it('is the refusal, with the owner, where one of them was denied', () => {
    const run = play('TERM@all/5/KILL@main/5', { person: false }).settle('no-permission')
    const message = 'iguana could not be signalled: process 100 (daemon-100) belongs to ops.'
    const next = 'Run Quiesce as ops or as root, or ask somebody who may.'
    const error = { code: 'no-permission', message, next }
    expect(ended(run)).toEqual({ kind: 'refused', error })
  })
  it('asks again where a person gave more time', () => {
    const run = play('stop/1').settle().deadline().extend(500).deadline()
    expect(ended(run)).toMatchObject({ kind: 'asking', step: 2, why: 'schedule-ended' })
  })
  it('asks where what was killed in an earlier life of this run still stands', () => {
    const run = play('KILL/5').settle()
    run.run = { ...run.run, forced: null }
    expect(ended(run.deadline())).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
  })
})

describe('members that appear again while it verifies', () => {
  const back = (run: Play, waitMs: number, more = {}): Play =>
    run.after(waitMs, { kind: 'member-appeared', member: makeMember(103, more) })
  it('are not told twice, nor moved, when they are known', () => {
    const run = playIn.waiting()
    const { members } = run.run
    run.after(1, { kind: 'member-appeared', member: makeMember(101, { name: 'other' }) })
    expect(run.run.members).toBe(members)
  })
  it('join those that are known, at the end', () => {
    const run = back(playIn.waiting(), 1)
    expect(run.run.members.map((m) => m.member.identity.pid)).toEqual([100, 101, 102, 103])
    expect(run.run.members[3]?.gone).toBeNull()
  })
  it('do not end the watch when they are kept on purpose', () => {
    const run = back(playIn.verifying(), 1, { kept: 'a job of cron' })
    expect(run.run.phase.kind).toBe('verifying')
    expect(run.run.members).toHaveLength(4)
  })
  it.each([
    ['a moment before its end, in the wait', 999, { kind: 'waiting', step: 1, deadline: ms(1000) }],
    ['at its very end, behind it', 1000, { kind: 'asking', step: 2, why: 'schedule' }],
    ['after its end, behind it', 1500, { kind: 'asking', step: 2, why: 'schedule' }],
  ])('bring the run back to its wait: %s', (_what, at, expected) => {
    const run = play('stop/1/ask').gone(100, 101, 102)
    expect(back(run, at - run.now).run.phase).toMatchObject(expected)
  })
  it('bring a run that asked back to its question, at the last step called', () => {
    const run = play('stop/1/INT/1/ask').settle().deadline().settle().deadline()
    expect(back(run.gone(100, 101, 102), 1).run.phase).toMatchObject({
      kind: 'asking',
      step: 2,
      why: 'appeared',
    })
  })
})

describe('a copy that runs again', () => {
  it('is counted from the last that left, whatever the order of the members', () => {
    const run = playIn.waiting().gone(102).after(500, { kind: 'helper-died', why: 'x' })
    run.gone(100).after(100, { kind: 'helper-died', why: 'x' }).gone(101)
    run.after(40, { kind: 'copy-appeared', evidence: 'pid 7' })
    expect(run.run.phase).toMatchObject({ outcome: { kind: 'came-back', afterMs: 40 } })
  })
})
