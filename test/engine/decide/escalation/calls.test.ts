/** What an answer does to the record of what was sent, and to who counts as killed. */
import { describe, expect, it } from 'vitest'
import type { Settled, UntimedEvent } from '../../../../electron/engine/decide/escalation/events.ts'
import type { SignalOutcome } from '../../../../shared/run.ts'
import { identity, makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'

const play = (schedule: string, more = {}): Play => new Play(makeRun(schedule, more)).begin()
const result = (pid: number, outcome: SignalOutcome): Settled => ({
  identity: identity(pid),
  outcome,
})
const answer = (
  call: number,
  results: readonly Settled[],
  more: Partial<Extract<UntimedEvent, { kind: 'call-settled' }>> = {},
): UntimedEvent => ({ kind: 'call-settled', call, results, failure: null, note: null, ...more })
const outcomes = (run: Play): string[] =>
  run.run.sent.map((s) => `${s.call} ${s.what} ${s.identity?.pid ?? '-'} ${s.outcome}`)
const stopMethod = { kind: 'command', argv: ['/etc/init.d/iguana', 'stop'] } as const
const failure = {
  code: 'backend-failed',
  message: 'The stop command is missing.',
  next: 'x',
} as const

describe('the record of a signal', () => {
  it('says maybe until it is answered, with call, step, moment and process', () => {
    const run = new Play(makeRun('TERM/30/ask')).after(7, { kind: 'begin' })
    expect(run.run.sent).toEqual([
      { call: 1, step: 0, what: 'TERM', at: ms(7), identity: identity(100), outcome: 'maybe' },
    ])
  })
  it.each(['sent', 'gone', 'no-permission', 'failed'] as const)(
    'takes the answer %s of one process, and keeps the rest of its record',
    (outcome) => {
      const run = play('TERM@all/30/ask')
      const [first, ...rest] = run.run.sent
      run.after(1, answer(1, [result(100, outcome)]))
      expect(run.run.sent).toEqual([{ ...first, outcome, answered: ms(1) }, ...rest])
    },
  )
  it('leaves the signals of other calls as they are, even to the same process', () => {
    const run = play('TERM/5/INT/5/ask').deadline()
    run.after(1, answer(3, [result(100, 'failed')]))
    expect(outcomes(run)).toEqual(['1 TERM 100 maybe', '3 INT 100 failed'])
  })
  it('of a stop command names the process as which it runs, and keeps it with the answer', () => {
    const command = identity(700)
    const run = play('stop/30/TERM/5/ask', { stopMethod })
    run.after(1, { kind: 'command-began', call: 1, identity: command })
    expect(run.run.sent).toMatchObject([{ what: 'stop-command', outcome: 'maybe', command }])
    run.after(1, answer(1, []))
    expect(run.run.sent).toMatchObject([{ what: 'stop-command', outcome: 'sent', command }])
  })
  it('gives no signal a process that a command runs as', () => {
    const run = play('TERM/30/ask').after(1, {
      kind: 'command-began',
      call: 1,
      identity: identity(7),
    })
    expect(run.run.sent.map((s) => s.command)).toEqual([undefined])
  })
  it('adds nobody for a call that this run never made', () => {
    const run = play('TERM/30/ask').after(1, answer(9, [result(100, 'failed')]))
    expect(outcomes(run)).toEqual(['1 TERM 100 maybe'])
  })
  it('adds the children that a force sweep met, as part of that call', () => {
    const run = play('KILL/5')
    const [first] = run.run.sent
    run.after(
      1,
      answer(
        1,
        [100, 101, 102, 150].map((pid) => result(pid, 'sent')),
      ),
    )
    expect(run.run.sent).toHaveLength(4)
    expect(run.run.sent[3]).toEqual({
      ...first,
      ...{ identity: identity(150), outcome: 'sent', answered: ms(1) },
    })
  })
})

describe('the record of a stop command', () => {
  it('has no process, the arguments go to the effect, and it is sent once it ran', () => {
    const run = play('stop/30/ask', { stopMethod })
    expect(run.last.at(-1)).toEqual({ kind: 'command', call: 1, step: 0, argv: stopMethod.argv })
    expect(run.last.map((e) => e.kind)).toEqual(['arm', 'command'])
    expect(outcomes(run)).toEqual(['1 stop-command - maybe'])
    run.after(1, answer(1, []))
    expect(outcomes(run)).toEqual(['1 stop-command - sent'])
    expect(run.run.sent[0]).toMatchObject({ step: 0, at: ms(0) })
    expect(run.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: ms(30_000) })
  })
  it('notes what the command said, once', () => {
    const run = play('stop/30/ask', { stopMethod })
    run.after(1, answer(1, [], { note: 'It ended with status 1.' }))
    run.after(1, answer(1, [], { note: 'It ended with status 1.' }))
    expect(run.run.notices).toEqual(['It ended with status 1.'])
  })
  it('asks a person at its wait when it could not be run, and says why', () => {
    const run = play('stop/30/ask', { stopMethod }).after(5, answer(1, [], { failure }))
    expect(run.run.phase).toEqual({ kind: 'asking', step: 1, why: 'backend', since: ms(5) })
    expect(run.run.notices).toEqual(['The stop command is missing.'])
    expect(outcomes(run)).toEqual(['1 stop-command - failed'])
  })
  it('fails the run where nobody can be asked, with the error of the command', () => {
    const run = play('stop/30/ask', { stopMethod, person: false })
    run.after(5, answer(1, [], { failure }))
    const outcome = { kind: 'failed', error: failure }
    expect(run.run.phase).toEqual({ kind: 'ended', outcome, at: ms(5) })
    expect(run.run.notices).toEqual(['The stop command is missing.'])
  })
})

describe('who counts as killed', () => {
  const forced = (): Play => play('stop/1/ask/KILL/5').settle().deadline().force()
  const how = (run: Play): (string | undefined)[] => run.run.members.map((m) => m.gone?.how)

  it('is who left after a SIGKILL that may have been sent, and no longer once it was not', () => {
    const run = forced().gone(100, 101, 102)
    expect(how(run)).toEqual(['killed', 'killed', 'killed'])
    run.after(1, answer(3, [result(100, 'sent'), result(101, 'gone'), result(102, 'failed')]))
    expect(how(run)).toEqual(['killed', 'by-itself', 'by-itself'])
    expect(run.deadline().outcome).toBe('killed')
  })
  it('is not who left before SIGKILL was sent', () => {
    const run = play('stop/1/ask/KILL/5').settle().gone(102).deadline().force().settle()
    run.gone(100, 101)
    expect(how(run)).toEqual(['killed', 'killed', 'by-itself'])
  })
  it('is not whose number another process has by now, whatever the call says', () => {
    const run = forced()
    run.after(1, { kind: 'member-gone', identity: identity(100), how: 'identity-changed' })
    run.after(1, answer(3, [result(100, 'sent')]))
    expect(how(run)).toEqual(['identity-changed', undefined, undefined])
  })
  it('is a child that the sweep killed and that is seen afterwards', () => {
    const run = forced().after(1, { kind: 'member-appeared', member: makeMember(150) })
    run.after(
      1,
      answer(
        3,
        [100, 101, 102, 150].map((pid) => result(pid, 'sent')),
      ),
    )
    run.gone(150)
    expect(how(run)[3]).toBe('killed')
  })
  it('is nobody by a signal that leaves a choice', () => {
    expect(how(play('stop/30/ask').settle().gone(100))[0]).toBe('by-itself')
  })
  it('keeps the moment at which the member left', () => {
    const run = forced().gone(100)
    const at = run.run.members[0]?.gone?.at
    run.after(50, answer(3, [result(100, 'gone')]))
    expect(run.run.members[0]?.gone).toEqual({ at, how: 'by-itself' })
  })
})

describe('a refusal by the kernel', () => {
  it('of a part is told by name, number and owner, once', () => {
    const run = play('TERM@all/5/INT@all/5/ask')
    run.after(1, answer(1, [result(100, 'sent'), result(101, 'no-permission')])).deadline()
    run.after(1, answer(3, [result(100, 'sent'), result(101, 'no-permission')]))
    expect(run.run.notices).toEqual([
      'iguana could not be signalled: process 101 (daemon-101) belongs to ops.',
    ])
    expect(run.run.phase.kind).toBe('waiting')
  })
  it('of all asks at the wait of the refused force', () => {
    const run = play('stop/1/ask/KILL/5').settle().deadline().force().settle('no-permission')
    expect(run.run.phase).toMatchObject({ kind: 'asking', step: 4, why: 'permission' })
  })
  it('of all ends the run where all that was signalled before had been gone', () => {
    const run = play('TERM/1/INT@all/5/ask').settle('gone').deadline().settle('no-permission')
    expect(run.outcome).toBe('refused')
  })
  it('of all ends an unasked run as failed, not as hung', () => {
    const run = play('TERM/1/INT@all/5/ask', { person: false }).settle().deadline()
    expect(run.settle('no-permission').outcome).toBe('failed')
  })
  it('is not what an empty answer says', () => {
    expect(play('TERM/30/ask').after(1, answer(1, [])).run.phase.kind).toBe('waiting')
  })
})
