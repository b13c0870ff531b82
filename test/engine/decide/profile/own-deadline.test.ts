import { describe, expect, it } from 'vitest'
import {
  followOwnDeadline,
  plannedDaemonCeilings,
} from '../../../../electron/engine/decide/profile/own-deadline.ts'
import { plannedOwnCeilings } from '../../../../electron/engine/decide/own-ceilings.ts'
import type { Observed } from '../../../../electron/engine/decide/observed.ts'
import type { Ceiling } from '../../../../shared/plan.ts'
import type { ProfileMatch } from '../../../../shared/profile.ts'
import type { Run } from '../../../../shared/run.ts'
import { parseSchedule, type Schedule } from '../../../../shared/schedule.ts'
import { makeMember, makeRun, ms, Play } from '../../../fakes/run.ts'
import { makeProfile } from '../../../fakes/profiles.ts'

const { stop } = makeProfile('kamailio')
const ownDeadline = {
  seconds: 60,
  what: 'SIGKILL to its whole process group',
  source: 'ser_kill_timeout',
  basis: 'tried: kamailio 5.6.3',
}
const match: ProfileMatch = {
  profile: makeProfile('kamailio', { stop: { ...stop, ownDeadline } }),
  ...{ by: 'unit', how: 'its unit is kamailio.service', own: false },
}
const schedule = (text: string): Schedule => {
  const parsed = parseSchedule(text)
  if (!parsed.ok) throw new Error(parsed.error.message)
  return parsed.value
}
const ceilingsOf = (text = 'stop/90/ask'): readonly Ceiling[] =>
  plannedDaemonCeilings(match, schedule(text), ms(0))

describe('a daemon that forces by itself', () => {
  it('is a ceiling that nobody can move', () => {
    expect(ceilingsOf()).toEqual([
      {
        who: 'kamailio itself',
        source: 'ser_kill_timeout (profile)',
        what: 'SIGKILL to its whole process group',
        fixed: 'the daemon counts itself',
        at: ms(60_000).wall,
        ownMs: 60_000,
      },
    ])
  })
  it.each([
    ['with the waits before the stop', 'HUP/10/stop/90/ask', ms(70_000).wall],
    ['at no known moment behind a question', 'HUP/5/ask/stop/90/ask', null],
    ['at no known moment where no stop is in the schedule', 'HUP/5/TERM/90/ask', null],
  ])('comes %s: %s', (_, text, at) => {
    expect(ceilingsOf(text)[0]?.at).toBe(at)
  })
  it('is nobody where no profile knows of one', () => {
    const plain: ProfileMatch = { ...match, profile: makeProfile('nginx') }
    expect(plannedDaemonCeilings(plain, schedule('stop/90/ask'), ms(0))).toEqual([])
    expect(plannedDaemonCeilings(null, schedule('stop/90/ask'), ms(0))).toEqual([])
  })
  it('stands among the ceilings of a service that is no unit', () => {
    const observed = { profile: match, init: null } as unknown as Observed
    expect(plannedOwnCeilings(observed, schedule('stop/90/ask'), ms(0))).toEqual(ceilingsOf())
  })
})

/** A run of kamailio whose stop signal left at its beginning plus so many milliseconds. */
function begun(more: Partial<Run> = {}, after = 0): Play {
  const play = new Play(makeRun('stop/90/ask', { ceilings: ceilingsOf(), ...more }))
  play.now = after
  play.begin()
  play.settle()
  return play
}
const leave = (play: Play, pid: number, at: number): void => {
  play.after(at - play.now, {
    kind: 'member-gone',
    identity: makeMember(pid).identity,
    how: 'by-itself',
  })
}
const endAt = (play: Play, at: number): void => {
  play.after(at - play.now, { kind: 'deadline' })
}

describe('the daemon’s own deadline in a run', () => {
  it('is counted from its stop signal', () => {
    const play = begun({}, 5000)
    expect(play.run.ceilings[0]?.at).toBe(ms(65_000).wall)
  })
  it('is counted from the command that sends it', () => {
    const stopMethod = { kind: 'command', argv: ['/etc/init.d/kamailio', 'stop'] } as const
    expect(begun({ stopMethod }, 7000).run.ceilings[0]?.at).toBe(ms(67_000).wall)
  })
  it('is not counted from another signal', () => {
    const play = begun({ stopMethod: { kind: 'signal', signal: 'INT', scope: 'main' } })
    const hup = { ...play.run, sent: play.run.sent.map((s) => ({ ...s, what: 'HUP' as const })) }
    expect(followOwnDeadline({ ...hup, ceilings: ceilingsOf() }, ms(50))).toMatchObject({
      ceilings: ceilingsOf(),
      forcedByOther: null,
    })
  })
  it('stands still while the machine sleeps', () => {
    const play = begun()
    play.asleepMs = 30_000
    play.after(1000, { kind: 'resumed', asleepMs: 30_000 })
    expect(play.run.ceilings[0]?.at).toBe(ms(90_000).wall)
  })
  it('stays the same object while nothing changes', () => {
    const play = begun()
    const { ceilings } = play.run
    leave(play, 101, 2000)
    expect(play.run.ceilings).toBe(ceilings)
  })
  it('leaves a run without one as it is', () => {
    const run = makeRun('stop/90/ask')
    expect(followOwnDeadline(run, ms(5))).toBe(run)
  })
})

describe('who forced', () => {
  const words = 'kamailio itself, ser_kill_timeout (profile)'

  it('was the daemon, where all who were left went at its deadline', () => {
    const play = begun()
    leave(play, 101, 300)
    leave(play, 102, 60_010)
    leave(play, 100, 60_200)
    expect(play.run.forcedByOther).toBe(words)
    expect(play.run.notices).toContain('Forced by kamailio itself, not by Quiesce.')
    endAt(play, 63_000)
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by: words } })
  })
  it.each<[string, readonly (readonly [pid: number, at: number])[]]>([
    ['all went before it', [[101, 300], [102, 400], [100, 59_999]]], // prettier-ignore
    ['somebody went long after it', [[101, 300], [102, 60_010], [100, 62_100]]], // prettier-ignore
    ['all went long after it', [[101, 70_000], [102, 70_100], [100, 70_200]]], // prettier-ignore
  ])('was nobody where %s', (_, gone) => {
    const play = begun()
    for (const [pid, at] of gone) leave(play, pid, at)
    expect(play.run.forcedByOther).toBeNull()
    endAt(play, 80_000)
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'stopped' } })
  })
  it('is not said while somebody is still there', () => {
    const play = begun()
    leave(play, 101, 60_010)
    leave(play, 102, 60_020)
    expect(play.run.forcedByOther).toBeNull()
  })
  it('does not count who is kept', () => {
    const members = [makeMember(100, { main: true }), makeMember(101, { kept: 'a job' })]
    const play = new Play(makeRun('stop/90/ask', { ceilings: ceilingsOf() }, members))
    play.begin()
    play.settle()
    leave(play, 100, 60_100)
    expect(play.run.forcedByOther).toBe(words)
  })
  it('is not the daemon where Quiesce forced', () => {
    const play = begun()
    play.run = { ...play.run, forced: 'person' }
    for (const pid of [100, 101, 102]) leave(play, pid, 60_100)
    expect(play.run.forcedByOther).toBeNull()
  })
  it('stays who it was', () => {
    const play = begun({ forcedByOther: 'systemd' })
    for (const pid of [100, 101, 102]) leave(play, pid, 60_100)
    expect(play.run.forcedByOther).toBe('systemd')
  })
})
