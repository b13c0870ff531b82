import { beforeEach, describe, expect, it } from 'vitest'
import type { ForceLimit } from '../../../electron/engine/decide/limits/limits.ts'
import { printSchedule } from '../../../shared/schedule.ts'
import { makeUnit } from '../../fakes/unit.ts'
import { settle } from '../../fakes/world.ts'
import { UnitDesk } from './unit-desk.ts'

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
