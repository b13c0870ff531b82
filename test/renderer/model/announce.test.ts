import { describe, expect, it } from 'vitest'
import { announceChange, announceSeconds } from '../../../renderer/model/announce.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { Phase } from '../../../shared/run.ts'
import { makeRun, ms } from '../../fakes/run.ts'
import { makeUnitRunView } from '../../fakes/scene-unit-runs.ts'
import { makeRunView } from '../../fakes/scene-runs.ts'

const view = (phase: Phase, turn = 0): RunView => ({
  ...makeRunView('waiting', 0, []),
  run: makeRun('stop/30/ask/KILL/5', { phase, turn }),
})
const waiting = view({ kind: 'waiting', step: 1, deadline: ms(30_000) })

describe('a change of step', () => {
  it.each<[string, RunView, boolean, RegExp]>([
    ['a wait', waiting, false, /^iguana: Stopping, then it asks you\.$/],
    [
      'a question',
      view({ kind: 'asking', step: 2, why: 'schedule', since: ms(0) }, 1),
      true,
      /^iguana has not stopped\.$/,
    ],
    [
      'an end',
      view({ kind: 'ended', outcome: { kind: 'hung' }, at: ms(0) }, 2),
      true,
      /has not stopped/,
    ],
    [
      'a look',
      view({ kind: 'verifying', until: ms(1), back: { step: 1, deadline: null } }, 1),
      false,
      /Verifying/,
    ],
  ])('%s is spoken', (_name, after, urgent, words) => {
    const said = announceChange(view({ kind: 'planned' }), after)
    expect(said?.urgent).toBe(urgent)
    expect(said?.text).toMatch(words)
  })
  it('speaks of a run that has just begun', () => {
    expect(announceChange(null, waiting)).not.toBeNull()
  })
  it('says nothing where nothing changed', () => {
    expect(announceChange(waiting, waiting)).toBeNull()
  })
})

it('speaks of exits as a count', () => {
  const [first, ...rest] = waiting.run.members
  if (first === undefined) throw new Error('nobody')
  const gone = { at: ms(10), how: 'by-itself' } as const
  const after = { ...waiting, run: { ...waiting.run, members: [{ ...first, gone }, ...rest] } }
  expect(announceChange(waiting, after)).toEqual({ urgent: false, text: '1 of 3 processes gone.' })
})

describe('systemd’s own deadline', () => {
  const unit = makeUnitRunView('unit-waiting', ms(12_000).wall)
  it.each(['unit-moved', 'unit-held'] as const)('is spoken of when it moved: %s', (kind) => {
    const moved = makeUnitRunView(kind, ms(12_000).wall).run
    const after = { ...unit, run: { ...unit.run, unit: moved.unit } }
    expect(announceChange(unit, after)?.text).toMatch(
      /^kamailio\.service: systemd’s deadline is (moved to|held by ops)/,
    )
    expect(announceChange(after, after)).toBeNull()
  })
  it('is spoken of before it comes, when ours is silent', () => {
    const at = unit.run.ceilings[0]?.at ?? 0
    const run = { ...unit.run, phase: { kind: 'held', step: 1, leftMs: 1 } as const }
    const said = announceSeconds({ ...unit, run }, at - 10_500, at - 9500)
    expect(said).toEqual({ urgent: false, text: 'systemd sends SIGKILL in 10 seconds.' })
    expect(announceSeconds({ ...unit, run }, at - 9500, at - 8500)).toBeNull()
  })
})

describe('the seconds left', () => {
  const wall = (at: number): number => ms(at).wall
  it.each([
    [0, 1000, '30 seconds left'],
    [19_500, 20_500, '10 seconds left'],
  ])('from %d to %d ms are spoken once', (before, now, words) => {
    const late = view({ kind: 'waiting', step: 1, deadline: ms(30_500) })
    expect(announceSeconds(late, wall(before), wall(now))?.text).toContain(words)
    expect(announceSeconds(late, wall(now), wall(now + 1000))).toBeNull()
  })
  it('are not spoken where nothing runs out', () => {
    expect(
      announceSeconds(view({ kind: 'held', step: 1, leftMs: 1 }), wall(0), wall(99_000)),
    ).toBeNull()
  })
})
