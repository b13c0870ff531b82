/** When a unit has come to rest: its processes gone, and its manager done with it. */
import { describe, expect, it } from 'vitest'
import { Play } from '../../../fakes/run.ts'
import { makeUnit, makeUnitRun, unitMember, unitMembers } from '../../../fakes/unit.ts'

const begin = (members = unitMembers()): Play =>
  new Play(makeUnitRun('stop/30/ask', makeUnit(), members)).begin()

describe('the end of a unit', () => {
  it('is not reached while it is deactivating, though nobody is left', () => {
    const play = begin().settle().unit({ activeState: 'deactivating', subState: 'stop-post' })
    play.gone(100, 101)
    expect(play.run.phase.kind).toBe('waiting')
    play.unit({ activeState: 'inactive', subState: 'dead', mainPid: 0 })
    expect(play.run.phase.kind).toBe('verifying')
    expect(play.deadline().outcome).toBe('stopped')
  })

  it('is not reached while members are here, though the manager calls it inactive', () => {
    const play = begin().settle().unit({ activeState: 'inactive', subState: 'dead' }).gone(100)
    expect(play.run.phase.kind).toBe('waiting')
    expect(play.gone(101).run.phase.kind).toBe('verifying')
  })

  it('is reached without its kept processes', () => {
    const members = [unitMember(100, { main: true }), unitMember(101, { kept: 'KillMode=process' })]
    const play = begin(members).settle().gone(100)
    expect(play.unit({ activeState: 'inactive', subState: 'dead' }).run.phase.kind).toBe(
      'verifying',
    )
  })

  it('may be reached before the manager has answered', () => {
    const play = begin().gone(100, 101).unit({ activeState: 'inactive', subState: 'dead' })
    expect(play.run.phase.kind).toBe('verifying')
    play.settle()
    expect(play.run.phase.kind).toBe('verifying')
    expect(play.deadline().outcome).toBe('stopped')
    expect(play.run.sent).toMatchObject([{ outcome: 'sent' }])
  })

  it.each(['waiting', 'held', 'asking'] as const)('is seen while the run is %s', (phase) => {
    const play = begin().settle()
    if (phase === 'held') play.decide('hold')
    if (phase === 'asking') play.deadline()
    play.gone(100, 101).unit({ activeState: 'failed', subState: 'failed', result: 'exit-code' })
    expect(play.run.phase.kind).toBe('verifying')
  })

  it('says what systemd calls a bad end, and is stopped all the same', () => {
    const play = begin().settle().gone(100, 101)
    play.unit({
      activeState: 'failed',
      subState: 'failed',
      result: 'exit-code',
      mainExit: { how: 'exited', status: 3 },
    })
    expect(play.deadline().outcome).toBe('stopped')
    expect(play.run.notices).toEqual([
      'systemd says that iguana.service failed: its main process exited with status 3.',
    ])
  })
})
