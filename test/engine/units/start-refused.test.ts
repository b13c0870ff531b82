/** A start that is refused, or that systemd does not carry out. */
import { beforeEach, describe, expect, it } from 'vitest'
import { startUnit } from '../../../electron/engine/units/start-unit.ts'
import type { QuiesceError } from '../../../shared/errors.ts'
import { makeRow } from '../../fakes/rows.ts'
import { iguanaPath } from '../../fakes/unit-machine.ts'
import { settle } from '../../fakes/world.ts'
import { StartDesk, unit, up } from './start-desk.ts'

const denied: QuiesceError = { code: 'no-permission', message: 'polkit refused.', next: 'Ask.' }

let desk: StartDesk
beforeEach(() => {
  desk = new StartDesk()
})

describe('a start that systemd does not carry out', () => {
  it.each([
    ['done', 'a condition of its unit file is not met'],
    ['skipped', 'a condition of its unit file is not met'],
    ['assert', 'an assertion of its unit file is not met'],
    ['dependency', 'a unit that it needs did not start'],
    ['canceled', 'somebody cancelled the start'],
    ['timeout', 'waited too long'],
    ['collected', 'its job ended as collected'],
  ])('is told as soon as its job is over: %s', async (result, why) => {
    await desk.start()
    desk.endJob(result)
    await settle()
    expect(desk.answer).toMatchObject({
      value: { up: false, sentence: expect.stringContaining(why) as string },
    })
  })

  it('is told where the job was over before the call was answered', async () => {
    desk.host.system.on = ({ call }) => {
      if (call === 'startUnit') desk.endJob('dependency')
    }
    await desk.start()
    await desk.clock.advance(1000)
    expect(desk.answer).toMatchObject({ value: { up: false } })
  })

  it('does not mind the jobs of others', async () => {
    await desk.start()
    desk.host.system.emit({ kind: 'job-removed', unit, job: '/job/77', result: 'canceled' })
    await desk.clock.advance(1000)
    expect(desk.answer).toBeNull()
  })

  it('listens to nobody any more once it is over', async () => {
    await desk.start()
    const listeners = desk.host.system.listeners()
    desk.endJob()
    await settle()
    expect(desk.host.system.listeners()).toBe(listeners - 1)
  })
})

describe('a start that is refused', () => {
  it('by polkit', async () => {
    const { ports, observed } = await desk.open()
    desk.host.system.failNext('startUnit', denied)
    expect(await startUnit(ports, observed)).toEqual({ ok: false, error: denied })
    expect(desk.journal).toMatchObject([
      { kind: 'intent' },
      { kind: 'result', detail: 'polkit refused.' },
      { kind: 'start', up: false },
    ])
  })

  it('where its record cannot be written: then nothing is asked', async () => {
    const { ports, observed } = await desk.open()
    const error = { code: 'journal-unwritable', message: 'x', next: 'y' } as const
    const record = () => Promise.resolve({ ok: false, error } as const)
    expect(await startUnit({ ...ports, record }, observed)).toEqual({ ok: false, error })
    expect(desk.host.system.made('startUnit')).toEqual([])
  })

  it.each([
    ['it runs already', { ActiveState: 'active', SubState: 'running' }, 'not-now'],
    ['it is being stopped', { ActiveState: 'deactivating', SubState: 'stop' }, 'not-now'],
    ['it is masked', { LoadState: 'masked' }, 'not-now'],
    ['it starts only along with others', { RefuseManualStart: true }, 'protected'],
  ])('where %s', async (_, properties, code) => {
    desk.host.system.set(unit, properties)
    const { ports, observed } = await desk.open()
    expect(await startUnit(ports, observed)).toMatchObject({ error: { code } })
    expect([desk.host.system.made('startUnit'), desk.journal]).toEqual([[], []])
  })

  it('where processes of before are left: systemd would start a second copy beside them', async () => {
    desk.host.system.set(unit, { ActiveState: 'failed', ControlGroup: iguanaPath })
    desk.host.rows = [makeRow({ pid: 101, cgroup: iguanaPath })]
    desk.host.cgroups.put(iguanaPath, 101)
    const { ports, observed } = await desk.open()
    expect(await startUnit(ports, observed)).toMatchObject({
      error: { code: 'not-now', message: expect.stringContaining('101') as string },
    })
  })

  it('not where those were left on purpose: cron’s jobs', async () => {
    desk.host.system.set(unit, { ControlGroup: iguanaPath, KillMode: 'process' })
    desk.host.rows = [makeRow({ pid: 101, cgroup: iguanaPath })]
    desk.host.cgroups.put(iguanaPath, 101)
    await desk.start()
    desk.become(up)
    desk.endJob()
    await desk.clock.advance(5000)
    expect(desk.answer).toMatchObject({ value: { up: true } })
  })

  it('where the manager has gone', async () => {
    const { ports, observed } = await desk.open()
    const units = { ...ports.units, book: () => null }
    expect(await startUnit({ ...ports, units }, observed)).toMatchObject({
      error: { code: 'not-available' },
    })
  })
})
