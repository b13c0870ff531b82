/** A run that a crash left, and a person who leaves it as it is. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fail, type QuiesceError } from '../../../shared/errors.ts'
import type { Run } from '../../../shared/run.ts'
import { makeUnit } from '../../fakes/unit.ts'
import { settle } from '../../fakes/world.ts'
import { UnitDesk } from './unit-desk.ts'

const refusal = (code: QuiesceError['code']): QuiesceError => ({ code, message: 'No.', next: 'x' })
let desk: UnitDesk
beforeEach(() => {
  desk = new UnitDesk()
})

/** What the next Quiesce finds, as it is on the screen. */
async function find(): Promise<Run> {
  await desk.stopping()
  desk.crash()
  desk.control.unit = makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm' })
  const [view] = await desk.runs.list()
  if (view === undefined) throw new Error('nothing was found')
  return view.run
}
const leave = (run: Run, turn = run.turn): ReturnType<UnitDesk['runs']['decide']> =>
  desk.runs.decide(run.id, turn, { kind: 'leave' })
const outcomes = (): unknown[] => desk.entries.filter(({ kind }) => kind === 'outcome')

describe('a found run that a person leaves', () => {
  it.each<[string, (desk: UnitDesk, run: Run) => void]>([
    ['as it is', () => undefined],
    [
      'though it is about what is never stopped',
      (to, run) => (to.never = run.members[0]?.member.identity.pid ?? 0),
    ],
    ['though nothing is seen of it now', (to) => (to.unseen = refusal('unknown-target'))],
    ['though nobody permits its stop', (to) => to.permits.push(fail(refusal('no-permission')))],
    ['though nobody can claim it', (to) => (to.claimed = fail(refusal('not-available')))],
    ['though force is given by nobody', (to) => (to.limits = noForce)],
  ])('is over, and nothing is sent: %s', async (_how, given) => {
    const run = await find()
    given(desk, run)
    const left = await leave(run)
    expect(left).toMatchObject({
      value: { run: { phase: { kind: 'ended', outcome: { kind: 'abandoned', by: 'ops' } } } },
    })
    await settle()
    expect([desk.control.calls, desk.world.sent, desk.permitsAsked]).toEqual([[], [], 1])
    expect(outcomes()).toHaveLength(1)
    // Nobody finds it again, and the service can be stopped anew.
    desk.crash()
    expect(await desk.runs.list()).toEqual([])
  })

  it('is told to every door, and another stop may begin', async () => {
    const run = await find()
    expect(await desk.begin()).toMatchObject({ error: { code: 'busy' } })
    await leave(run)
    await settle()
    expect(desk.pushed.at(-1)).toMatchObject({ run: { id: run.id, phase: { kind: 'ended' } } })
    expect(desk.released).toBe(1)
    desk.crash()
    expect(await desk.begin()).toMatchObject({ ok: true })
  })

  it('stays where the word was about an earlier turn of it', async () => {
    const run = await find()
    expect(await leave(run, run.turn - 1)).toMatchObject({ error: { code: 'stale-decision' } })
    expect([outcomes(), desk.released, desk.runs.live]).toEqual([[], 1, []])
    expect((await leave(run)).ok).toBe(true)
  })

  it('stays where another Quiesce has just taken it up', async () => {
    const run = await find()
    desk.claimed = fail(refusal('busy'))
    expect(await leave(run)).toMatchObject({ error: { code: 'busy' } })
    expect(outcomes()).toEqual([])
  })

  it('is left once: it is over then, and unknown ones are unknown', async () => {
    const run = await find()
    await leave(run)
    expect((await leave(run)).ok).toBe(false)
    expect(await leave({ ...run, id: 'run-x' })).toMatchObject({ error: { code: 'no-such-run' } })
  })
})

const noForce = { never: [], force: { value: 'never', place: '/etc/a.yaml:1:1' } } as const
