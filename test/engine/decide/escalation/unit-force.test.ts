/** Force on a unit, and a run of a unit that a crash left. */
import { describe, expect, it } from 'vitest'
import { makeMember, ms, Play } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitMember, unitMembers } from '../../../fakes/unit.ts'

const stranger = makeMember(200, { reasons: [] })
const inactive = { activeState: 'inactive', subState: 'dead', mainPid: 0 } as const
const stopping = { activeState: 'deactivating', subState: 'stop-sigterm', since: ms(2) } as const

const hung = (members = unitMembers(), schedule = 'stop/30/ask/KILL/5'): Play =>
  new Play(makeUnitRun(schedule, makeUnit(), members)).begin().settle().unit(stopping).deadline()

describe('force on a unit', () => {
  it('is one effect on every member, those beside the unit included', () => {
    const play = hung([...unitMembers(), stranger]).force()
    expect(play.last).toMatchObject([
      { kind: 'arm' },
      {
        kind: 'force',
        scope: 'all',
        by: 'person',
        targets: [100, 101, 200].map((pid) => ({ identity: { pid } })),
      },
    ])
  })

  it('leaves out who is kept', () => {
    const kept = unitMember(102, { kept: 'KillMode=process' })
    expect(hung([...unitMembers(), kept]).force().signals).toEqual(['force 100 101'])
  })

  it('is possible on a unit without members that does not come to rest', () => {
    const play = hung([]).force()
    expect(play.last).toMatchObject([{ kind: 'arm' }, { kind: 'force', targets: [] }])
    play.settle().unit(inactive)
    expect(play.run.phase.kind).toBe('verifying')
  })

  it('goes on to the wait behind it, and ends when unit and members are gone', () => {
    const play = hung().force().settle()
    expect(play.run.phase).toMatchObject({ kind: 'waiting', step: 4 })
    play.gone(100, 101)
    expect(play.run.phase.kind).toBe('waiting')
    play.unit({ activeState: 'failed', subState: 'failed', result: 'signal' }).deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'ops' } })
  })

  it('hung, and is not called survived, where all are gone and the unit does not rest', () => {
    const play = hung().force().settle().gone(100, 101).deadline()
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'schedule-ended' })
  })

  it('by the schedule alone is the schedule’s', () => {
    const play = hung(unitMembers(), 'stop/30/KILL/5')
    expect(play.last).toMatchObject([
      { kind: 'disarm' },
      { kind: 'arm' },
      { kind: 'force', by: 'schedule' },
    ])
    play.settle().gone(100, 101).unit(inactive).deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by: 'the schedule' } })
  })

  it('in a plan that was not begun sends no StopUnit as a step of its own', () => {
    const play = new Play(makeUnitRun('KILL@all/5')).force()
    expect(play.signals).toEqual(['force 100 101'])
    expect(play.effects.some((e) => e.kind === 'stop-unit')).toBe(false)
    expect(play.run.sent.map((s) => s.what)).toEqual(['KILL', 'KILL'])
  })

  it('is stopped, not killed, where it reached nobody and nobody else forced', () => {
    const play = hung([]).force().settle().unit(inactive).deadline()
    expect(play.outcome).toBe('stopped')
  })
})

describe('a run of a unit that a crash left', () => {
  it('asks, though its stop was not answered, and does not stop it again', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).begin()
    play.after(5, { kind: 'engine-restarted' })
    expect(play.run.phase).toMatchObject({ kind: 'asking', why: 'found' })
    play.decide('go-on')
    expect(play.run.phase).toEqual({ kind: 'waiting', step: 1, deadline: ms(play.now + 30_000) })
    expect(play.last).toEqual([{ kind: 'arm', at: ms(play.now + 30_000) }])
  })

  it('is verified at once where the unit came to rest meanwhile', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).begin().settle()
    play.after(5, { kind: 'engine-restarted' }).gone(100, 101).unit(inactive)
    expect(play.run.phase.kind).toBe('verifying')
  })

  it('came back where the unit runs with another invocation by then', () => {
    const play = new Play(makeUnitRun('stop/30/ask')).begin().settle()
    play.after(5, { kind: 'engine-restarted' })
    play.unit({ activeState: 'active', subState: 'running', invocation: 'c'.repeat(32) })
    expect(play.outcome).toBe('came-back')
  })
})

describe('leaving a unit', () => {
  it('ends the run as abandoned and names the ceiling that stays', () => {
    const play = hung().decide('leave')
    expect(play.outcome).toBe('abandoned')
    expect(play.run.ceilings).toMatchObject([{ who: 'systemd', at: ms(2 + 90_000).wall }])
    expect(play.signals).toEqual([])
  })
})
