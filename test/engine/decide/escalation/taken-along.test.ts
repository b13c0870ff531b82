/** A tracer that a remedy ended, and who ended with it. */
import { describe, expect, it } from 'vitest'
import { mayHaveBeenKilled, type Run } from '../../../../shared/run.ts'
import { identity, makeRun, ms, Play } from '../../../fakes/run.ts'
import { makeUnit } from '../../../fakes/unit.ts'

/** PTRACE_O_EXITKILL, ptrace(2): the kernel kills the tracees of a tracer that ends. */
describe('who ended together with its tracer', () => {
  const by = 'its tracer gdb (900)'
  const taken = (play: Play, sinceMs: number): Play =>
    play.after(1, { kind: 'taken-along', identity: identity(100), since: ms(sinceMs), by })
  const hows = (play: Play) => play.run.members.map(({ gone }) => gone?.how ?? null)
  const waiting = (): Play => new Play(makeRun('stop/30/ask/KILL/5')).begin().settle()

  it('left then with those who left since, and nobody can say whether that was a kill', () => {
    const play = waiting().gone(101)
    const since = play.now + 10
    play.after(20, { kind: 'member-gone', identity: identity(100), how: 'by-itself' }).gone(102)
    taken(play, since)
    expect(hows(play)).toEqual(['taken-along', 'by-itself', 'taken-along'])
    expect(play.run.notices.join()).toContain('nobody can say')
    play.deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'stopped' } })
    expect(mayHaveBeenKilled(play.run)).toBe(true)
  })

  it('is seen to have left by this alone, and the last one begins the look afterwards', () => {
    const play = waiting().gone(101, 102)
    taken(play, play.now + 1)
    expect(play.run.phase.kind).toBe('verifying')
    expect(hows(play)).toEqual(['taken-along', 'by-itself', 'by-itself'])
  })

  it('had left before the tracer was ended: that is no kill', () => {
    const play = waiting().gone(100, 101, 102)
    taken(play, play.now + 1)
    play.deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'stopped' } })
  })

  const withExit = (how: 'exited' | 'killed', status: number, more: Partial<Run> = {}): Play => {
    const play = waiting()
    play.run = { ...play.run, unit: makeUnit({ mainExit: { how, status } }), ...more }
    return play
  }

  it.each([
    ['exited', 0],
    ['exited', 1],
    ['killed', 15],
  ] as const)('%s with %d, as systemd says of its main process: that is no kill', (how, status) => {
    const play = taken(withExit(how, status), 0)
    expect(hows(play)).toEqual([null, null, null])
    expect(mayHaveBeenKilled(play.run)).toBe(false)
  })

  it.each([
    [null, by],
    ['somebody else (SIGKILL)', by],
    ['systemd (TimeoutStopSec=2s)', 'systemd (TimeoutStopSec=2s)'],
  ])('was killed by SIGKILL, as systemd says; beside %s that was %s', (forcedByOther, named) => {
    const play = taken(withExit('killed', 9, { forcedByOther }), 0)
    expect(play.run.forcedByOther).toBe(named)
    expect(hows(play)[0]).toBe('taken-along')
  })

  it('is of no other service', () => {
    const play = waiting()
    const before = play.run
    play.after(1, { kind: 'taken-along', identity: identity(555), since: ms(0), by })
    expect(play.run).toBe(before)
  })
})
