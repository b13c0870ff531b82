import { beforeEach, describe, expect, it } from 'vitest'
import type { ForceLimit } from '../../../electron/engine/decide/limits/limits.ts'
import { limitRun } from '../../../electron/engine/runs/limit-run.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import { parseSchedule, printSchedule } from '../../../shared/schedule.ts'
import { makeRun } from '../../fakes/run.ts'
import { makeUnit } from '../../fakes/unit.ts'
import { settle } from '../../fakes/world.ts'
import { stranger, UnitDesk } from './unit-desk.ts'

const place = '/etc/quiesce/services.d/a.yaml:4:12'
let desk: UnitDesk
beforeEach(() => {
  desk = new UnitDesk()
})
const limit = (value: ForceLimit): void => {
  desk.limits = { never: [], force: { value, place } }
}

describe('a run where the settings limit force', () => {
  it('is not forced by anybody where none is given, and goes on', async () => {
    const run = await desk.stopping()
    limit('never')
    const refused = await desk.decide(run, { kind: 'force', scope: 'all' })
    expect(refused).toMatchObject({ ok: false, error: { code: 'protected', place } })
    expect(desk.run(run.id).forced).toBeNull()
    expect((await desk.decide(desk.run(run.id), { kind: 'extend', ms: 1000 })).ok).toBe(true)
  })

  it('is forced by a person where it needs one', async () => {
    const run = await desk.stopping()
    limit('person')
    expect(await desk.decide(run, { kind: 'force', scope: 'all' })).toMatchObject({ ok: true })
  })

  it.each([
    ['never', 'stop/30/ask'],
    ['person', 'stop/30/ask/KILL/5'],
    ['allowed', 'stop/30/KILL/5'],
  ] as const)('that a crash left is limited when it is taken up: %s', async (value, schedule) => {
    const begun = await desk.begin({ schedule: 'stop/30/KILL/5' })
    if (!begun.ok) throw new Error(begun.error.message)
    await settle()
    desk.crash()
    desk.control.unit = makeUnit({ activeState: 'deactivating', subState: 'stop-sigterm' })
    limit(value)
    const taken = await desk.runs.resume(begun.value.run.id, true)
    if (!taken.ok) throw new Error(taken.error.message)
    expect(printSchedule(taken.value.run.schedule)).toBe(schedule)
  })
})

describe('the schedule of a run that a crash left', () => {
  it.each<[string, number, ForceLimit, string]>([
    ['KILL@main/5/KILL/5', 0, 'never', 'KILL@main/5/ask'],
    ['KILL@main/5/KILL/5', 0, 'person', 'KILL@main/5/ask/KILL/5'],
    ['KILL@main/5/KILL/5', 0, 'allowed', 'KILL@main/5/KILL/5'],
    ['KILL@main/5/KILL/5', 2, 'never', 'KILL@main/5/KILL/5'],
    ['KILL/5', -1, 'never', 'ask'],
    ['KILL/5', -1, 'person', 'ask/KILL/5'],
    ['KILL/5', -1, 'allowed', 'KILL/5'],
    ['KILL/5', 2, 'never', 'KILL/5'],
    ['stop/30/ask/KILL/5', 0, 'person', 'stop/30/ask/KILL/5'],
  ])('%s behind step %i with force %s is %s', (written, calledStep, value, left) => {
    const schedule = parseSchedule(written)
    if (!schedule.ok) throw new Error(schedule.error.message)
    const run = { ...makeRun('stop/wait'), schedule: schedule.value, calledStep }
    expect(printSchedule(limitRun(run, value).schedule)).toBe(left)
  })
})

describe('a run where the settings forbid a stop', () => {
  const gone: QuiesceError = { code: 'unknown-target', message: 'It is gone.', next: 'x' }

  it('does not begin with a ticked suspect that is never stopped, and begins without it', async () => {
    desk.never = stranger.identity.pid
    const refused = await desk.begin({ suspects: [stranger.identity] })
    expect(refused).toMatchObject({ ok: false, error: { code: 'protected' } })
    expect([desk.control.calls, desk.world.sent, desk.runs.live]).toEqual([[], [], []])
    expect(desk.journal).toMatchObject([{ kind: 'refused', action: 'stop', code: 'protected' }])
    expect((await desk.begin()).ok).toBe(true)
  })

  it.each([
    ['as it is seen now', null],
    ['by whom it had, though nothing is seen of it now', gone],
  ])('is not taken up: %s', async (_how, unseen) => {
    const run = await desk.stopping()
    desk.crash()
    desk.unseen = unseen
    desk.never = run.members[0]?.member.identity.pid ?? 0
    const taken = await desk.runs.resume(run.id, true)
    expect(taken).toMatchObject({ ok: false, error: { code: 'protected' } })
    expect([desk.control.calls, desk.world.sent, desk.runs.live]).toEqual([[], [], []])
    expect([desk.permitsAsked, desk.prepared.at(-1)]).toEqual([1, 'iguana.service'])
  })

  it('is judged by its unit, though nothing is seen of it now', async () => {
    const run = await desk.stopping()
    desk.crash()
    desk.unseen = gone
    expect((await desk.runs.resume(run.id, true)).ok).toBe(true)
    expect(desk.judged.at(-1)).toMatchObject({
      target: 'iguana.service',
      unit: { name: 'iguana.service', names: ['iguana.service'], manager: 'system' },
    })
  })
})
