/** One test for each event that a careless controller gets wrong. */
import { describe, expect, it } from 'vitest'
import { makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()

describe('answers that come late', () => {
  it('keeps an answer that comes after all are gone, and goes on verifying', () => {
    const run = play('stop/30/ask').gone(100, 101, 102).settle()
    expect(run.run.phase.kind).toBe('verifying')
    expect(run.run.sent[0]?.outcome).toBe('sent')
  })
  it('ignores an answer that comes after the end', () => {
    const run = play('stop/30/ask').gone(100, 101, 102).deadline()
    const before = run.run
    expect(run.settle().run).toBe(before)
  })
  it('does not take the answer of an earlier call for the present one', () => {
    const run = play('stop/5/INT/5').deadline()
    const results = [{ identity: makeMember(100).identity, outcome: 'sent' as const }]
    run.after(1, { kind: 'call-settled', call: 1, results, failure: null, note: null })
    expect(run.run.phase).toMatchObject({ kind: 'stopping', call: 3 })
  })
})

describe('members that appear or leave at the wrong moment', () => {
  it('goes back to its wait when a member appears after all seemed gone', () => {
    const run = play('stop/30/ask').settle().gone(100, 101, 102)
    run.after(1, { kind: 'member-appeared', member: makeMember(103) })
    expect(run.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(30_000) })
    run.gone(103).deadline()
    expect(run.outcome).toBe('stopped')
  })
  it('asks when a member appears after all seemed gone while it was asking', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().gone(100, 101, 102)
    run.after(1, { kind: 'member-appeared', member: makeMember(103) })
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'appeared' })
  })
  it('ends as stopped, not killed, when all leave while it asks', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().gone(100, 101, 102).deadline()
    expect(run.outcome).toBe('stopped')
  })
  it('refuses a force whose dialog was open while the last member left', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline()
    const dialogTurn = run.run.turn
    run.gone(100, 101, 102).force(dialogTurn)
    expect(run.refusal).toBe('stale-decision')
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('says stopped when all left just before SIGKILL reached them', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().force().gone(100, 101, 102)
    run.settle('gone').deadline()
    expect(run.outcome).toBe('stopped')
  })
  it('says killed when the exit is seen before the answer of the call', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().force().gone(100, 101, 102)
    run.settle('sent').deadline()
    expect(run.outcome).toBe('killed')
  })
  it('counts a process whose pid was given to another as gone', () => {
    const run = play('stop/30/ask').settle().gone(101, 102)
    run.after(1, {
      kind: 'member-gone',
      identity: makeMember(100).identity,
      how: 'identity-changed',
    })
    expect(run.run.members[0]?.gone?.how).toBe('identity-changed')
    expect(run.run.phase.kind).toBe('verifying')
  })
  it('says came-back when a copy runs while it verifies', () => {
    const run = play('stop/30/ask').settle().gone(100, 101, 102)
    run.after(800, { kind: 'copy-appeared', evidence: 'pid 500 runs the same program' })
    const evidence = 'pid 500 runs the same program'
    expect(run.run.phase).toMatchObject({ outcome: { kind: 'came-back', evidence, afterMs: 800 } })
  })
})

describe('ceilings of others', () => {
  const ceilings = [
    { who: 'systemd', source: 'TimeoutStopSec', what: 'SIGKILL', fixed: null, at: 9000 },
  ]
  it('keeps a ceiling that moves', () => {
    const run = play('stop/30/ask').after(1, { kind: 'ceiling-moved', ceilings })
    expect(run.run.ceilings).toEqual(ceilings)
  })
  it('names who forced when a ceiling fires while the clock is held', () => {
    const run = play('stop/30/ask').settle().decide('hold')
    run.after(1, { kind: 'ceiling-fired', who: 'systemd' }).gone(100, 101, 102).deadline()
    expect(run.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'systemd' } })
  })
})

describe('two doors', () => {
  it('takes the first of two decisions for one step and refuses the second as stale', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline()
    const { turn } = run.run
    run.force(turn)
    run.decide('leave', turn)
    expect(run.refusal).toBe('stale-decision')
    expect(run.run.phase.kind).toBe('forcing')
  })
  it('refuses a go-on that names a step already left', () => {
    const run = play('stop/5/INT/5/ask').settle()
    const { turn } = run.run
    run.decide('go-on', turn).decide('go-on', turn)
    expect(run.refusal).toBe('stale-decision')
    expect(run.signals).toEqual(['TERM 100', 'INT 100'])
  })
  it('lets both extend: the time adds up', () => {
    const run = play('stop/30/ask').settle().extend(30_000).extend(30_000)
    expect(run.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(90_000) })
  })
})

describe('permission', () => {
  const denied = (run: Play, pids: number[]): Play => {
    const results = [100, 101, 102].map((pid) => ({
      identity: makeMember(pid).identity,
      outcome: pids.includes(pid) ? ('no-permission' as const) : ('sent' as const),
    }))
    const { phase } = run.run
    const call = 'call' in phase ? phase.call : 0
    return run.after(1, { kind: 'call-settled', call, results, failure: null, note: null })
  }
  it('goes on when the kernel refuses one of three, and says which', () => {
    const run = denied(play('TERM@all/30/ask'), [102])
    expect(run.run.phase.kind).toBe('waiting')
    expect(run.run.notices.join()).toContain('process 102')
  })
  it('ends as refused when all are denied and nothing was sent', () => {
    const run = denied(play('TERM@all/30/ask'), [100, 101, 102])
    expect(run.run.phase).toMatchObject({
      outcome: { kind: 'refused', error: { code: 'no-permission' } },
    })
  })
  it('asks when all are denied after something was sent', () => {
    const run = denied(play('TERM@all/1/INT@all/5/ask'), []).deadline()
    denied(run, [100, 101, 102])
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'permission' })
  })
  it('never says survived of a process that SIGKILL did not reach', () => {
    const run = denied(play('KILL/5', { person: false }), [102])
      .gone(100, 101)
      .deadline()
    expect(run.run.phase).toMatchObject({
      outcome: { kind: 'failed', error: { code: 'no-permission' } },
    })
  })
})

describe('things that break', () => {
  it('goes on when the helper dies, and says so', () => {
    const run = play('stop/30/ask').after(1, { kind: 'helper-died', why: 'signal 9' })
    expect(run.run.phase.kind).toBe('stopping')
    expect(run.run.notices.join()).toContain('helper ended')
  })
  it('does not claim survived for a SIGKILL that may have been sent', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().force()
    run.deadline()
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
  })
  const unwritable = { kind: 'journal-failed', why: 'ENOSPC' } as const
  it('asks when the intent cannot be written, and takes the signal back', () => {
    const run = play('stop/30/ask').after(2000, { ...unwritable, call: 1 })
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
    expect(run.run.sent).toEqual([])
    run.decide('go-on')
    expect(run.signals).toEqual(['TERM 100', 'TERM 100'])
    expect(run.run.recordInMemory).toBe(true)
  })
  it('is refused without a person when not even the first intent can be written', () => {
    const run = play('stop/30/ask', { person: false }).after(2000, { ...unwritable, call: 1 })
    expect(run.run.phase).toMatchObject({
      outcome: { kind: 'refused', error: { code: 'journal-unwritable' } },
    })
  })
  it('never lets a schedule go on to force without a record on disk', () => {
    const run = play('stop/5/KILL/5')
      .after(2000, { ...unwritable, call: 1 })
      .decide('go-on')
      .settle()
    run.deadline()
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
    expect(run.signals).not.toContain('force 100 101 102')
    run.force()
    expect(run.signals.at(-1)).toBe('force 100 101 102')
  })
  it('takes a force back whose intent is not on disk, and asks', () => {
    const run = play('stop/1/KILL/5')
      .settle()
      .deadline()
      .after(2000, { ...unwritable, call: 3 })
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'journal' })
    expect(run.run.forced).toBeNull()
  })
  const failure = {
    code: 'backend-failed',
    message: 'The stop command is missing.',
    next: 'x',
  } as const
  it('asks when the stop command cannot be run', () => {
    const stopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
    const run = play('stop/30/ask', { stopMethod })
    run.after(1, { kind: 'call-settled', call: 1, results: [], failure, note: null })
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
  })
  it('fails when the stop command cannot be run and nobody is there', () => {
    const stopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
    const run = play('stop/30/ask', { stopMethod, person: false })
    run.after(1, { kind: 'call-settled', call: 1, results: [], failure, note: null })
    expect(run.outcome).toBe('failed')
  })
})
