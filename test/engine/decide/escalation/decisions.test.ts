/** What a decision comes to, and in which words it is refused. */
import { describe, expect, it } from 'vitest'
import { makeMember, makeRun, ms, Play, threeMembers } from '../../../fakes/run.ts'
import { playIn } from './matrix.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()
const words = ({ last }: Play): string[] =>
  last.flatMap((e) => (e.kind === 'refuse-decision' ? [e.error.message, e.error.next] : []))
const endless = (): Play => play('stop/wait').settle()

describe('a decision that is refused says why, and what can be done', () => {
  it.each<[string, () => Play, string, string]>([
    [
      'hold, planned',
      () => playIn.planned().decide('hold'),
      'Nothing has been sent yet.',
      'Start the stop first, or leave it.',
    ],
    [
      'extend a wait without end',
      () => endless().extend(1),
      'This wait has no deadline.',
      'Go on, leave it, or let it wait.',
    ],
    [
      'extend it while held',
      () => endless().decide('hold').extend(1),
      'This wait has no deadline.',
      'Release it, or leave it.',
    ],
    [
      'release what runs',
      () => playIn.waiting().decide('release'),
      'The clock is running already.',
      'Hold it, or let it run.',
    ],
    [
      'hold what is held',
      () => playIn.held().decide('hold'),
      'The clock is held already.',
      'Release it when you want it to run.',
    ],
    [
      'hold while it asks',
      () => playIn.asking().decide('hold'),
      'No clock is running: the run waits for you.',
      'Take your time.',
    ],
    [
      'go on while forcing',
      () => playIn.forcing().decide('go-on'),
      'SIGKILL is on its way and cannot be recalled.',
      'Its result is seconds away.',
    ],
    [
      'force who is gone',
      () => playIn.verifying().force(),
      'Nothing of it runs any more.',
      'It is watched whether it comes back.',
    ],
    [
      'force who has ended',
      () => playIn.ended().force(),
      'This run is over.',
      'Look at the service as it is now, and start a new stop.',
    ],
    [
      'go on into force',
      () => playIn.asking().decide('go-on'),
      'The next step is SIGKILL. Going on never crosses into force.',
      'Choose Force…, wait longer, or leave it.',
    ],
    [
      'go on to nothing',
      () => play('stop/1/ask').settle().deadline().decide('go-on'),
      'The schedule has no further step.',
      'Wait longer, leave it, or choose Force….',
    ],
  ])('%s', (_what, decide, message, next) => {
    expect(words(decide())).toEqual([message, next])
  })
  it.each(['waiting', 'asking', 'verifying'] as const)(
    'a stale one names what the run is doing: %s',
    (phase) => {
      const [message = '', next] = words(playIn[phase]().force(0))
      expect(message).toMatch(/^This decision came too late: the run is already [a-z][a-z ,’']+\.$/)
      expect(next).toBe('Look at the run as it stands now, and decide again.')
    },
  )
})

describe('force by a person', () => {
  const step = (run: Play): unknown => run.last.find((e) => e.kind === 'force')
  it.each<[string, () => Play, number]>([
    ['the next SIGKILL of the schedule', () => playIn.waiting(), 3],
    ['that of a run not begun', () => playIn.planned(), 3],
    ['that of a call under way', () => playIn.stopping(), 3],
    ['the end where none is written', () => play('stop/30/ask').settle(), 3],
    ['the end where it is behind already', () => play('KILL/5/ask/INT/5').settle().deadline(), 5],
    ['the first of two', () => play('stop/1/KILL@main/5/KILL/5').settle(), 2],
    [
      'the second, once at it',
      () => play('stop/1/KILL@main/5/ask/KILL/5').settle().deadline().settle().deadline(),
      5,
    ],
    ['the very first step', () => new Play(makeRun('KILL/5')), 0],
  ])('takes place at %s', (_what, make, at) => {
    const run = make()
    const { turn, lastCall } = run.run
    run.force(turn)
    expect(step(run)).toMatchObject({
      step: at,
      call: lastCall + 1,
      scope: 'all',
      by: 'person',
      decidedTurn: turn,
    })
    expect(run.run).toMatchObject({ calledStep: at, forced: 'person' })
    expect(run.run.phase).toMatchObject({ kind: 'forcing', step: at, by: 'person' })
  })
  it('waits as long as the schedule gives behind it, and five seconds else', () => {
    const until = (text: string): unknown => play(text).settle().force().run.phase
    expect(until('stop/30/ask/KILL/9')).toMatchObject({ deadline: ms(9002) })
    expect(until('stop/30/ask')).toMatchObject({ deadline: ms(5002) })
    expect(until('stop/30/ask/KILL/wait')).toMatchObject({ deadline: ms(5002) })
  })
  it('never counts fewer steps as called than before', () => {
    const run = play('KILL/5/stop/1/ask').settle('gone').deadline().settle()
    expect(run.run.calledStep).toBe(2)
    expect(run.force().run.calledStep).toBe(5)
  })
})

describe('who leaves, and who lets it be', () => {
  it('is named in the outcome', () => {
    const outcome = { kind: 'abandoned', by: 'ops' }
    expect(playIn.waiting().decide('leave').run.phase).toEqual({
      kind: 'ended',
      outcome,
      at: ms(2),
    })
  })
  it('takes an unwatched end as it is, and that is noted', () => {
    const run = playIn.verifying().decide('leave')
    expect(run.outcome).toBe('stopped')
    expect(run.run.notices).toEqual(['It was not watched to the end whether it comes back.'])
  })
  it('names our force before that of another, and the other where ours killed nobody', () => {
    const other = { kind: 'ceiling-fired', who: 'systemd' } as const
    const ours = playIn.forcing().after(1, other).settle().gone(100, 101, 102).deadline()
    expect(ours.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'ops' } })
    const theirs = playIn.forcing().after(1, other).settle('gone').gone(100, 101, 102).deadline()
    expect(theirs.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'systemd' } })
    expect(theirs.run.notices).toEqual(['Forced by systemd, not by Quiesce.'])
  })
})

describe('taking up a found run', () => {
  const found = (run: Play): Play => run.after(1, { kind: 'engine-restarted' }).decide('go-on')
  const wakes = (run: Play) =>
    run.last.flatMap((e) =>
      e.kind === 'continue-stopped'
        ? [[e.call, e.step, ...e.targets.map((t) => t.identity.pid)]]
        : [],
    )
  it('wakes whom a broken force sweep may have left stopped, as a call of its own', () => {
    const run = found(playIn.forcing().gone(102))
    expect(run.run.phase).toMatchObject({ kind: 'waiting', step: 4 })
    expect(wakes(run)).toEqual([[4, 4, 100, 101]])
    expect(run.run.lastCall).toBe(4)
    expect(run.last.map((e) => e.kind)).toEqual(['arm', 'continue-stopped'])
  })
  it.each<[string, () => Play]>([
    ['a force that was answered', () => playIn.forcing().settle()],
    ['a signal that leaves a choice', () => playIn.stopping()],
  ])('wakes nobody after %s', (_what, make) => {
    const run = found(make())
    expect(run.run.phase.kind).toBe('waiting')
    expect(wakes(run)).toEqual([])
  })
  it('wakes nobody where it does not wait', () => {
    const run = found(play('stop/1/KILL/ask').settle().deadline())
    expect(run.run.phase).toMatchObject({ kind: 'asking', step: 3 })
    expect(wakes(run)).toEqual([])
  })
  it('asks where a force at the very end may have been sent', () => {
    const run = found(play('stop/1/ask').settle().deadline().force())
    expect(run.run.phase).toMatchObject({ kind: 'asking', step: 3, why: 'schedule-ended' })
  })
  it('asks about the step it stood at, or the last it called', () => {
    const at = (run: Play): unknown => run.after(1, { kind: 'engine-restarted' }).run.phase
    expect(at(playIn.waiting())).toMatchObject({ step: 1, why: 'found' })
    expect(at(playIn.verifying())).toMatchObject({ step: 0, why: 'found' })
    const killed = play('stop/1/KILL/5').settle().deadline().settle().gone(100, 101, 102)
    expect(at(killed)).toMatchObject({ step: 2, why: 'found' })
  })
  it('stays for whoever names it when the person leaves', () => {
    const run = playIn.waiting().after(1, { kind: 'engine-restarted' })
    run.after(1, { kind: 'person-left' })
    expect(run.run).toMatchObject({ person: false, phase: { kind: 'asking', why: 'found' } })
  })
})

describe('while the call is under way', () => {
  it('holds at the wait behind the call, or at the call where none follows', () => {
    expect(play('stop/30/ask').decide('hold').run.phase).toMatchObject({ step: 1 })
    expect(play('stop/INT/5').decide('hold').run.phase).toMatchObject({ step: 0 })
  })
  it('does not force who is kept on purpose', () => {
    const members = [...threeMembers(), makeMember(200, { kept: 'a job of cron' })]
    const run = new Play(makeRun('stop/30/ask/KILL/5', {}, members)).begin().force()
    expect(run.signals.at(-1)).toBe('force 100 101 102')
  })
})
