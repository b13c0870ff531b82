import { describe, expect, it } from 'vitest'
import type { OpenRun, RecordedCall } from '../../../electron/engine/decide/open-runs.ts'
import { restoreRun } from '../../../electron/engine/decide/restore-run.ts'
import type { Run } from '../../../shared/run.ts'
import { boot, identity, makeRun, ms, Play } from '../../fakes/run.ts'

const open = (state: unknown, calls: readonly RecordedCall[] = []): OpenRun => ({
  run: 'run-1',
  target: 'iguana',
  title: 'iguana',
  schedule: 'stop/30/ask/KILL/5',
  writer: { boot, pid: 999, door: 'cli', user: 'ops' },
  beganAt: ms(0),
  lastAt: ms(10),
  state,
  calls,
})

const call = (more: Partial<RecordedCall>): RecordedCall => ({
  call: 1,
  step: 0,
  what: 'TERM',
  force: false,
  by: 'ops',
  targets: [{ ...identity(100), name: 'daemon' }],
  argv: null,
  isRemedy: false,
  at: ms(1),
  results: null,
  ...more,
})

const restored = (state: unknown, calls: readonly RecordedCall[] = [], bootNow = boot): Run => {
  const run = restoreRun(open(state, calls), bootNow, ms(3_600_000))
  if (!run.ok) throw new Error(run.error.message)
  return run.value
}

describe('a run read from the journal', () => {
  const begun = new Play(makeRun('stop/30/ask/KILL/5')).begin()

  it('asks, whatever it was doing', () => {
    expect(restored(begun.run).phase).toMatchObject({ kind: 'asking', why: 'found' })
  })
  it('keeps what may have been sent as maybe when no result was recorded', () => {
    expect(restored(begun.run, [call({})]).sent[0]?.outcome).toBe('maybe')
  })
  it('takes the result of a call from the record that came after the newest state', () => {
    const results = [{ ...identity(100), name: 'daemon', outcome: 'sent' as const }]
    expect(restored(begun.run, [call({ results })]).sent[0]?.outcome).toBe('sent')
  })
  it('counts a call that no state shows, so that it is not made again', () => {
    const planned = makeRun('stop/30/ask/KILL/5')
    const run = restored({ ...planned, phase: begun.run.phase }, [call({})])
    expect(run.calledStep).toBe(0)
    expect(run.lastCall).toBe(1)
    const play = new Play(run).decide('go-on')
    expect(play.signals).toEqual([])
    expect(play.run.phase).toMatchObject({ kind: 'waiting', step: 1 })
  })
  it('counts a stop command of which nobody knows whether it ran', () => {
    const planned = makeRun('stop/30/ask')
    const one = call({ what: 'stop-command', targets: [], argv: ['/etc/init.d/iguana', 'stop'] })
    const run = restored({ ...planned, phase: begun.run.phase }, [one])
    expect(run.sent).toMatchObject([{ what: 'stop-command', identity: null, outcome: 'maybe' }])
  })
  it('does not count the waking of stopped members as a step of the schedule', () => {
    const run = restored(begun.run, [call({}), call({ call: 2, what: 'CONT' })])
    expect(run.sent.map((s) => s.what)).toEqual(['TERM'])
    expect(run.lastCall).toBe(2)
  })
  it('goes on with the wait in which a deadline was moved, not behind it', () => {
    const stop = call({ what: 'stop-unit', targets: [] })
    const moved = call({ call: 2, step: 1, what: 'move-deadline', targets: [], results: [] })
    const run = restored(begun.run, [stop, moved])
    expect([run.calledStep, run.lastCall]).toEqual([0, 2])
    expect(new Play(run).decide('go-on').run.phase).toMatchObject({ kind: 'waiting', step: 1 })
  })
  it('is over when the machine restarted meanwhile', () => {
    const run = restored(begun.run, [], 'another-boot')
    expect(run.phase).toMatchObject({ kind: 'ended', outcome: { kind: 'interrupted' } })
  })
  it.each([
    ['nothing', undefined],
    ['a text', 'garbage'],
    ['a run without members', { ...begun.run, members: undefined }],
    ['a run with a garbage identity', { ...begun.run, members: [{ member: { identity: 7 } }] }],
    ['a run without a schedule', { ...begun.run, schedule: [] }],
  ])('is refused with a reason where the recorded state is %s', (_name, state) => {
    const run = restoreRun(open(state), boot, ms(0))
    expect(run).toMatchObject({ ok: false, error: { code: 'unreadable' } })
  })
})
