/** An init script that kills by its own clock, where its end is heard of before its timer. */
import { describe, expect, it } from 'vitest'
import { initScriptForces } from '../../../../electron/engine/decide/sysv/init-ceilings.ts'
import type { Ceiling } from '../../../../shared/plan.ts'
import { makeRun, ms, Play } from '../../../fakes/run.ts'

const ceiling: Ceiling = {
  who: initScriptForces,
  source: '--retry=TERM/5/KILL/5',
  what: 'SIGKILL',
  fixed: 'the script counts itself',
  at: ms(5000).wall,
}
const play = (more: Partial<Ceiling> = {}): Play =>
  new Play(makeRun('stop/30/ask', { ceilings: [{ ...ceiling, ...more }] })).begin().settle()
const goneAt = (one: Play, at: number): Play => {
  one.now = at
  return one.gone(100, 101, 102)
}

describe('who was here until the script’s SIGKILL was due', () => {
  it('was killed by the script', () => {
    const { run } = goneAt(play(), 5000)
    expect(run.forcedByOther).toBe(initScriptForces)
    expect(run.notices.filter((one) => one.includes(initScriptForces))).toHaveLength(1)
  })
  it.each<[string, Partial<Ceiling>, number]>([
    ['it left before', {}, 4990],
    ['nobody knows when the script kills', { at: null }, 9000],
    ['the moment is the earliest that it could be', { earliest: ms(5000).wall }, 9000],
    ['it is the clock of somebody else', { who: 'systemd' }, 9000],
  ])('was not where %s', (_, more, at) => {
    expect(goneAt(play(more), at).run.forcedByOther).toBeNull()
  })
})
