/** A run that goes as it should, step by step. */
import { describe, expect, it } from 'vitest'
import { makeMember, makeRun, Play, threeMembers } from '../../../fakes/run.ts'

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

describe('a SIGKILL that may have been sent', () => {
  it('is never called survived where nobody can be asked', () => {
    const run = play('KILL/5', { person: false }).deadline()
    expect(run.run.sent.map((s) => s.outcome)).toEqual(['maybe', 'maybe', 'maybe'])
    expect(run.outcome).toBe('hung')
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
