/** Sleep, crashes and people: who decides what, when, and about which step. */
import { describe, expect, it } from 'vitest'
import { makeRun, ms, Play, threeMembers } from '../../../fakes/run.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()

describe('sleep, loss of the person, and ends from outside', () => {
  it('keeps the rest of a wait through a suspend, and moves its wall clock', () => {
    const run = play('stop/30/ask').settle()
    run.asleepMs = 3_600_000
    run.after(0, { kind: 'resumed', asleepMs: 3_600_000 })
    const deadline = { mono: 30_000, wall: ms(30_000).wall + 3_600_000 }
    expect(run.run.phase).toMatchObject({ kind: 'waiting', deadline })
    expect(run.last).toEqual([])
  })
  it('lets a held clock run again when the person is lost', () => {
    const run = play('stop/30/ask').settle().decide('hold').after(50_000, { kind: 'person-left' })
    expect(run.run.phase).toMatchObject({ kind: 'waiting' })
    expect(run.deadline().outcome).toBe('hung')
  })
  it('ends an asking run as hung when the person is lost', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().after(1, { kind: 'person-left' })
    expect(run.outcome).toBe('hung')
  })
  it('ends as interrupted when Quiesce is told to end', () => {
    const run = play('stop/30/ask').after(1, { kind: 'interrupted', why: 'SIGTERM' })
    expect(run.outcome).toBe('interrupted')
  })
  it('ends as interrupted when the machine restarted', () => {
    expect(play('stop/30/ask').after(1, { kind: 'machine-rebooted' }).outcome).toBe('interrupted')
  })
})

describe('a deadline that fires while it is moved', () => {
  it('is armed again instead of ending the wait early', () => {
    const run = play('stop/30/ask').settle().extend(60_000)
    run.after(29_990, { kind: 'deadline' })
    expect(run.run.phase.kind).toBe('waiting')
    expect(run.last).toEqual([{ kind: 'disarm' }, { kind: 'arm', at: ms(90_000) }])
  })
})

describe('a run that a crash left', () => {
  const states: [string, () => Play][] = [
    ['stopping', () => play('stop/30/ask/KILL/5')],
    ['waiting', () => play('stop/30/ask/KILL/5').settle()],
    ['held', () => play('stop/30/ask/KILL/5').settle().decide('hold')],
    ['asking', () => play('stop/1/ask/KILL/5').settle().deadline()],
    ['forcing', () => play('stop/1/ask/KILL/5').settle().deadline().force()],
    ['verifying', () => play('stop/1/ask/KILL/5').settle().gone(100, 101, 102)],
  ]
  it.each(states)('asks and sends nothing by itself when it was %s', (_name, make) => {
    const run = make()
    const before = run.signals.length
    run.after(3_600_000, { kind: 'engine-restarted' })
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    expect(run.signals).toHaveLength(before)
  })
  it('goes on with the wait of what was sent, and sends it not again', () => {
    const run = play('stop/30/ask/KILL/5').after(1, { kind: 'engine-restarted' }).decide('go-on')
    expect(run.run.phase).toMatchObject({ kind: 'waiting', step: 1 })
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('does not repeat a force that may have been sent', () => {
    const run = play('stop/1/KILL/5').settle().deadline().after(1, { kind: 'engine-restarted' })
    run.decide('go-on')
    expect(run.run.phase).toMatchObject({ kind: 'waiting', step: 3 })
    expect(run.signals.filter((s) => s.startsWith('force'))).toHaveLength(1)
  })
  it('is over when nothing had been sent', () => {
    const run = new Play(makeRun('stop/30/ask')).after(1, { kind: 'engine-restarted' })
    expect(run.outcome).toBe('interrupted')
  })
})

describe('decisions that a phase cannot take', () => {
  it.each(['waiting', 'held'])('never goes on across into force while %s', (phase) => {
    const run = play('stop/30/KILL/5').settle()
    if (phase === 'held') run.decide('hold')
    expect(run.decide('go-on').refusal).toBe('needs-force')
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('never goes on across into force while it asks', () => {
    expect(play('stop/1/ask/KILL/5').settle().deadline().decide('go-on').refusal).toBe(
      'needs-force',
    )
  })
  it('goes on from asking to a signal that leaves a choice', () => {
    const run = play('stop/1/ask/INT/5/ask').settle().deadline().decide('go-on')
    expect(run.signals).toEqual(['TERM 100', 'INT 100'])
  })
  it('does not run through a step without targets into force', () => {
    const members = threeMembers().map((m) => ({ ...m, processGroup: m.identity.pid }))
    const run = new Play(makeRun('stop/1/ask/INT@group/KILL/5', {}, members)).begin().settle()
    run.gone(100).deadline().decide('go-on')
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('says that nothing follows the last ask', () => {
    const run = play('stop/1/ask').settle().deadline()
    expect(run.decide('go-on').refusal).toBe('nothing-follows')
  })
  it('cannot recall SIGKILL', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().force()
    expect(run.decide('hold').refusal).toBe('not-now')
  })
  it('cannot extend a wait without a deadline', () => {
    expect(play('stop/wait').settle().extend(1000).refusal).toBe('not-now')
  })
  it('asks again when the time a person gave is over', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().extend(30_000)
    expect(run.run.phase.kind).toBe('waiting')
    expect(run.deadline().run.phase).toMatchObject({ kind: 'asking', why: 'schedule' })
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('holds while the stop command is still under way, and takes its answer', () => {
    const run = play('stop/30/ask').decide('hold').settle()
    expect(run.run.phase).toMatchObject({ kind: 'held', step: 1 })
    expect(run.run.sent[0]?.outcome).toBe('sent')
  })
})
