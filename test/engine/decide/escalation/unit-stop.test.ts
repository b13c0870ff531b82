/** The official stop of a unit: asked of its manager, waited for from its acceptance. */
import { describe, expect, it } from 'vitest'
import type { QuiesceError } from '../../../../shared/errors.ts'
import { makeMember, ms, Play } from '../../../fakes/run.ts'
import {
  makeUnit,
  makeUnitRun,
  unitMember,
  unitMembers,
  unitSettings,
} from '../../../fakes/unit.ts'

const denied: QuiesceError = {
  code: 'no-permission',
  message: 'polkit refused to stop iguana.service.',
  next: 'Type the password of an administrator.',
}
const broken: QuiesceError = { code: 'backend-failed', message: 'The bus is away.', next: 'Wait.' }

const stranger = makeMember(200, { reasons: [] })
const escapee = unitMember(300, {
  reasons: [
    { kind: 'unit', unit: 'iguana.service', below: '' },
    { kind: 'left-cgroup', to: '/elsewhere' },
  ],
})
const begin = (schedule = 'stop/30/ask', members = unitMembers(), unit = makeUnit()): Play =>
  new Play(makeUnitRun(schedule, unit, members)).begin()
const kinds = (play: Play): string[] => play.last.map((effect) => effect.kind)

describe('the stop of a unit', () => {
  it('is one call of its manager; no process of it is signalled by us', () => {
    const play = begin()
    expect(play.last).toEqual([
      { kind: 'arm', at: ms(300_000) },
      { kind: 'stop-unit', call: 1, step: 0, unit: 'iguana.service', also: [] },
    ])
    expect(play.settle().signals).toEqual([])
    expect(play.run.sent).toMatchObject([{ what: 'stop-unit', identity: null, outcome: 'sent' }])
  })

  it('takes the triggers along that a person chose', () => {
    const method = {
      kind: 'unit',
      unit: 'iguana.service',
      manager: 'system',
      also: ['iguana.socket'],
    } as const
    const run = makeUnitRun('stop/30/ask', makeUnit(), unitMembers(), { stopMethod: method })
    expect(new Play(run).begin().last).toContainEqual(
      expect.objectContaining({ kind: 'stop-unit', also: ['iguana.socket'] }),
    )
  })

  it('may have been sent from the moment it is asked for', () => {
    expect(begin().run.sent).toMatchObject([{ call: 1, what: 'stop-unit', outcome: 'maybe' }])
  })

  it('is waited for from its acceptance: somebody typed a password for a minute', () => {
    const play = begin()
    play.now = 60_000
    play.settle()
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: ms(90_001) })
    expect(play.last).toEqual([{ kind: 'disarm' }, { kind: 'arm', at: ms(90_001) }])
  })

  it('is waited for without a deadline where the schedule says so', () => {
    const play = begin('stop/wait').settle()
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: null })
  })

  it('keeps what a person added while its manager was waited for', () => {
    const play = begin().extend(120_000)
    expect(play.run.phase).toMatchObject({ kind: 'stopping', deadline: ms(420_000) })
    play.settle()
    expect(play.run.phase).toMatchObject({ kind: 'waiting', deadline: ms(2 + 30_000 + 120_000) })
  })

  it('asks after five minutes without an answer, and takes the late one in', () => {
    const play = begin().deadline()
    expect(play.now).toBe(300_000)
    expect(play.run.phase).toMatchObject({ kind: 'asking', step: 2, why: 'schedule' })
    play.settle()
    expect(play.run.phase.kind).toBe('asking')
    expect(play.run.sent).toMatchObject([{ outcome: 'sent' }])
  })

  it('tells a late refusal, too', () => {
    const play = begin().deadline().failed(denied)
    expect(play.run.notices).toEqual([denied.message])
    expect(play.run.sent).toMatchObject([{ outcome: 'failed' }])
  })

  it('goes on to the next step at once where the schedule has no wait', () => {
    const play = begin('stop/ask').settle()
    expect(play.run.phase).toMatchObject({ kind: 'asking', step: 1 })
  })

  it('is asked for all the same where its triggers shall stop, too', () => {
    const rest = makeUnit({ activeState: 'inactive', subState: 'dead' })
    const run = makeUnitRun('stop/30/ask', rest, [])
    const also = ['iguana.socket']
    const stopMethod = { kind: 'unit', unit: 'iguana.service', manager: 'system', also } as const
    const play = new Play({ ...run, stopMethod }).begin()
    expect(play.last).toContainEqual(expect.objectContaining({ kind: 'stop-unit', also }))
    expect(play.settle().run.phase.kind).toBe('verifying')
    expect(play.deadline().outcome).toBe('stopped')
  })

  it('is already done for a unit that is at rest', () => {
    const rest = makeUnit({ activeState: 'inactive', subState: 'dead', mainPid: 0 })
    expect(begin('stop/30/ask', [], rest).outcome).toBe('already-stopped')
    const failed = makeUnit({ activeState: 'failed', subState: 'failed', mainPid: 0 })
    expect(begin('stop/30/ask', [], failed).outcome).toBe('already-stopped')
  })

  it('is asked for a unit that runs without a process (RemainAfterExit=)', () => {
    const exited = makeUnit({ subState: 'exited', mainPid: 0 })
    const play = begin('stop/30/ask', [], exited)
    expect(kinds(play)).toEqual(['arm', 'stop-unit'])
    play.settle()
    expect(play.run.phase.kind).toBe('waiting')
    play.unit({ activeState: 'inactive', subState: 'dead' }).deadline()
    expect(play.outcome).toBe('stopped')
  })

  it('is asked for a unit that is down while a start of it waits: the manager cancels that', () => {
    const queued = makeUnit({ activeState: 'inactive', subState: 'dead', mainPid: 0, hasJob: true })
    const play = begin('stop/30/ask', [], queued)
    expect(kinds(play)).toEqual(['arm', 'stop-unit'])
    play.settle()
    expect(play.run.phase.kind).toBe('verifying')
    expect(play.deadline().outcome).toBe('stopped')
  })

  it('is asked for a unit at rest that left processes behind', () => {
    const rest = makeUnit({ activeState: 'failed', subState: 'failed', mainPid: 0 })
    expect(kinds(begin('stop/30/ask', [unitMember(101)], rest))).toContain('stop-unit')
  })
})

describe('a stop that its manager refuses', () => {
  it('ends as refused, with nothing sent, where polkit says no', () => {
    const play = begin().failed(denied)
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'refused', error: denied } })
    expect(play.signals).toEqual([])
  })

  it('ends so although a person ticked suspects: none of them is signalled', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger]).failed(denied)
    expect(play.outcome).toBe('refused')
    expect(play.signals).toEqual([])
  })

  it('asks where something was sent before, for then it is no refusal', () => {
    const play = begin('TERM@all/5/stop/30/ask').settle('sent').deadline().failed(denied)
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    expect(play.run.notices).toContain(denied.message)
  })

  it('asks where the bus is away, and fails where nobody can be asked', () => {
    expect(begin().failed(broken).run.phase).toMatchObject({ kind: 'asking', why: 'backend' })
    const alone = new Play(makeUnitRun('stop/30/ask', makeUnit(), unitMembers(), { person: false }))
    expect(alone.begin().failed(broken).run.phase).toMatchObject({
      outcome: { kind: 'failed', error: broken },
    })
  })

  it('takes the call back where its intent is not on disk', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger])
    play.after(1, { kind: 'journal-failed', call: 1, why: 'ENOSPC' })
    expect(play.run).toMatchObject({ sent: [], calledStep: -1, phase: { why: 'journal' } })
    expect(play.signals).toEqual([])
  })
})

describe('a stop that is answered while the clock is held', () => {
  it('asks the others then, and the clock stays held', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger]).decide('hold')
    play.settle()
    expect(play.signals).toEqual(['TERM 200'])
    expect(play.run.phase.kind).toBe('held')
  })

  it('is refused then, as it is without the hold', () => {
    expect(begin().decide('hold').failed(denied).outcome).toBe('refused')
    expect(begin().decide('hold').failed(broken).run.phase).toMatchObject({ why: 'backend' })
  })

  it('is answered once: what comes later sends nothing', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger])
      .settle()
      .decide('hold')
    play.after(1, { kind: 'call-settled', call: 1, results: [], failure: null, note: null })
    expect(play.signals).toEqual(['TERM 200'])
  })

  it('asks nobody any more where the run asks what now', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger])
      .deadline()
      .settle()
    expect([play.signals, play.run.phase.kind]).toEqual([[], 'asking'])
  })
})

describe('members that the manager does not reach', () => {
  it('are asked once the stop is accepted: suspects that were ticked, and who left the cgroup', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger, escapee])
    expect(play.signals).toEqual([])
    play.settle()
    expect(play.signals).toEqual(['TERM 200 300'])
    expect(kinds(play)).toEqual(['signal', 'continue-stopped', 'disarm', 'arm'])
    expect(play.run.sent).toMatchObject([
      { call: 1, what: 'stop-unit' },
      { call: 2, what: 'TERM', outcome: 'maybe', identity: { pid: 200 } },
      { call: 2, what: 'TERM', outcome: 'maybe', identity: { pid: 300 } },
    ])
    expect(play.run.lastCall).toBe(3)
  })

  it.each([
    ['SIGINT', 2, 'INT 200'],
    ['SIGWINCH', 28, 'WINCH 200'],
    ['a real-time signal, which has no name here', 37, 'TERM 200'],
    ['SIGKILL, which is the unit’s own way and no force of ours', 9, 'TERM 200'],
  ])('get what KillSignal= says: %s', (_, killSignal, sent) => {
    const unit = makeUnit({}, { settings: unitSettings({ killSignal }) })
    expect(begin('stop/30/ask', [...unitMembers(), stranger], unit).settle().signals).toEqual([
      sent,
    ])
  })

  it('are left alone where they are gone by then, or kept', () => {
    const kept = makeMember(201, { reasons: [], kept: 'on purpose' })
    const play = begin('stop/30/ask', [...unitMembers(), stranger, kept])
      .gone(200)
      .settle()
    expect(play.signals).toEqual([])
  })

  it('are asked before a schedule without a wait goes on', () => {
    const play = begin('stop/ask', [...unitMembers(), stranger]).settle()
    expect(kinds(play)).toEqual(['signal', 'continue-stopped', 'disarm'])
    expect(play.run.phase.kind).toBe('asking')
  })

  it('count for the end: the unit rests, and they are still here', () => {
    const play = begin('stop/30/ask', [...unitMembers(), stranger]).settle()
    play.gone(100, 101).unit({ activeState: 'inactive', subState: 'dead' })
    expect(play.run.phase.kind).toBe('waiting')
    expect(play.gone(200).run.phase.kind).toBe('verifying')
    expect(play.deadline().outcome).toBe('stopped')
  })
})
