/** A tracer that a remedy ended, and who ended with it. */
import { describe, expect, it } from 'vitest'
import { identity, makeRun, ms, Play } from '../../../fakes/run.ts'
import { makeUnit } from '../../../fakes/unit.ts'

/** PTRACE_O_EXITKILL, ptrace(2): the kernel kills the tracees of a tracer that ends. */
describe('who ended together with its tracer', () => {
  const by = 'its tracer gdb (900)'
  const taken = (play: Play, sinceMs: number): Play =>
    play.after(1, { kind: 'taken-along', identity: identity(100), since: ms(sinceMs), by })
  const hows = (play: Play) => play.run.members.map(({ gone }) => gone?.how ?? null)
  const waiting = (): Play => new Play(makeRun('stop/30/ask/KILL/5')).begin().settle()

  it('was killed, and so were those who left since then; who had left before was not', () => {
    const play = waiting().gone(101)
    const since = play.now + 10
    play.after(20, { kind: 'member-gone', identity: identity(100), how: 'by-itself' }).gone(102)
    taken(play, since)
    expect(hows(play)).toEqual(['taken-along', 'by-itself', 'taken-along'])
    play.deadline()
    expect(play.run.phase).toMatchObject({ outcome: { kind: 'killed', by } })
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

  it('exited, as systemd says of its main process: that is no kill', () => {
    const exited = makeUnit({ mainExit: { how: 'exited', status: 0 } })
    const play = waiting()
    play.run = { ...play.run, unit: exited }
    taken(play, 0)
    expect(hows(play)).toEqual([null, null, null])
    expect(play.run.forcedByOther).toBeNull()
  })

  it.each([
    ['somebody else (SIGKILL)', by],
    ['systemd (TimeoutStopSec=2s)', 'systemd (TimeoutStopSec=2s)'],
  ])('names the tracer rather than nobody; %s is then called %s', (forcedByOther, named) => {
    const play = waiting()
    play.run = { ...play.run, forcedByOther }
    expect(taken(play, 0).run.forcedByOther).toBe(named)
  })

  it('is of no other service', () => {
    const play = waiting()
    const before = play.run
    play.after(1, { kind: 'taken-along', identity: identity(555), since: ms(0), by })
    expect(play.run).toBe(before)
  })
})
