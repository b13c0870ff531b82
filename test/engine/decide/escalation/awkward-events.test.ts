/** One test for each event that a careless controller gets wrong. */
import { describe, expect, it } from 'vitest'
import { makeMember, makeRun, ms, Play, threeMembers } from '../../../fakes/run.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()

describe('the ordinary life of a run', () => {
  it('stops what obeys: SIGTERM to the main process, all gone, verified, stopped', () => {
    const run = play('stop/30/ask/KILL/5').settle().gone(100, 101, 102)
    expect(run.run.phase.kind).toBe('verifying')
    run.deadline()
    expect(run.outcome).toBe('stopped')
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('wakes stopped members behind every terminating signal, not only the target', () => {
    const run = play('stop/30/ask')
    const wake = run.effects.find((e) => e.kind === 'continue-stopped')
    expect(wake?.targets.map((t) => t.identity.pid)).toEqual([100, 101, 102])
  })
  it('does not wake anybody behind a signal that ends nobody', () => {
    const run = play('CONT/30/ask')
    expect(run.effects.map((e) => e.kind)).not.toContain('continue-stopped')
  })
  it('asks when the wait is over, and sends nothing more by itself', () => {
    const run = play('stop/30/ask/KILL/5').settle().deadline()
    expect(run.run.phase).toMatchObject({ kind: 'asking', why: 'schedule', step: 2 })
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('forces all that are left when a person says so, and names the person', () => {
    const run = play('stop/30/ask/KILL/5').settle().gone(102).deadline().force()
    expect(run.signals).toEqual(['TERM 100', 'force 100 101'])
    run.settle().gone(100, 101).deadline()
    expect(run.run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'killed', by: 'ops' } })
  })
  it('forces by itself where a person wrote a KILL that no ask precedes', () => {
    const run = play('stop/1/KILL/5', { person: false }).settle().deadline()
    expect(run.signals).toEqual(['TERM 100', 'force 100 101 102'])
    run.settle().gone(100, 101, 102).deadline()
    expect(run.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'the schedule' } })
  })
  it('ends as hung where nobody can be asked', () => {
    const run = play('stop/2/ask/KILL/5', { person: false }).settle().deadline()
    expect(run.outcome).toBe('hung')
    expect(run.signals).toEqual(['TERM 100'])
  })
  it('says survived when SIGKILL reached all that are left', () => {
    const run = play('stop/1/KILL/5', { person: false }).settle().deadline().settle().gone(100)
    run.deadline()
    expect(run.run.phase).toMatchObject({ outcome: { kind: 'survived' } })
  })
  it('says already-stopped, and sends nothing, where nobody is there', () => {
    const run = new Play(makeRun('stop/30/ask', {}, [])).begin()
    expect(run.outcome).toBe('already-stopped')
    expect(run.signals).toEqual([])
  })
  it('does not wait for members that are kept on purpose', () => {
    const members = [...threeMembers(), makeMember(200, { kept: 'a job of cron' })]
    const run = new Play(makeRun('stop/30/ask/KILL/5', {}, members)).begin().settle()
    run.gone(100, 101, 102).deadline()
    expect(run.outcome).toBe('stopped')
  })
  it('signals the roots among those that a dead main process left behind', () => {
    const run = play('stop/5/INT/5').settle().gone(100).deadline()
    expect(run.signals).toEqual(['TERM 100', 'INT 101 102'])
  })
})

describe('steps without a wait between them', () => {
  it('sends the next signal as soon as the first is answered', () => {
    const run = play('TERM/INT/5').settle()
    expect(run.signals).toEqual(['TERM 100', 'INT 100'])
    expect(run.now).toBe(1)
  })
  it('asks as soon as the call is answered where ask follows at once', () => {
    expect(play('stop/ask/KILL/5').settle().run.phase).toMatchObject({ kind: 'asking' })
  })
  it('leaves a signal out that has nobody to go to, and says so', () => {
    const run = play('TERM/5/INT@group/5').settle().gone(100, 101)
    run.run = {
      ...run.run,
      members: run.run.members.map((m) => ({
        ...m,
        member: { ...m.member, processGroup: m.member.identity.pid },
      })),
    }
    run.deadline()
    expect(run.run.notices.join()).toContain('SIGINT@group')
    expect(run.signals).toEqual(['TERM 100'])
    expect(run.deadline().run.phase).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
  })
})

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
  const ceilings = [{ who: 'systemd', source: 'TimeoutStopSec', at: 9000 }]
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
