/** Units that are refused, configured or listed. */
import { beforeEach, describe, expect, it } from 'vitest'
import { fakeBackends, openUnits } from '../../../fakes/backends.ts'
import { makeRow, makeTable } from '../../../fakes/rows.ts'
import { BackendDesk, iguana, path, pids } from './backend-desk.ts'

let desk: BackendDesk
beforeEach(async () => {
  desk = await new BackendDesk().open()
})

describe('a unit that is not stopped from here', () => {
  it('does not exist', () => {
    expect(desk.look('newt.service')).toMatchObject({ error: { code: 'unknown-target' } })
  })

  it('could not be read, which is not called unknown: its manager says why', async () => {
    const error = { code: 'backend-failed', message: 'The bus is away.', next: 'x' } as const
    const units = await openUnits(desk.system, desk.user)
    desk.system.failNext('readUnit', error)
    await units.book('system')?.load('newt.service')
    const { cgroups, invocations } = desk
    desk.backends = fakeBackends(desk.machine, { units, cgroups, invocations, readRow: () => null })
    expect(desk.look('newt.service')).toEqual({ ok: false, error })
    expect(desk.look('other.service')).toMatchObject({ error: { code: 'unknown-target' } })
  })

  it.each([
    ['session.scope', 'a scope is no service'],
    ['iguana.socket', 'a socket is no service'],
    ['user.slice', 'a slice is no service'],
  ])('is no service: %s', (text, why) => {
    expect(desk.look(text)).toMatchObject({ error: { code: 'bad-usage' } })
    expect(JSON.stringify(desk.look(text))).toContain(why)
  })

  it('holds Quiesce itself: everything of it is shown, and kept', () => {
    desk.cgroups.put(path, 50)
    const seen = desk.look('iguana.service')
    expect(seen).toMatchObject({ ok: true, value: { refusal: { code: 'protected' } } })
    if (seen.ok) expect(seen.value.observed.members.every((m) => m.kept !== null)).toBe(true)
    expect(desk.observe('iguana.service')).toMatchObject({ error: { code: 'protected' } })
  })

  it('holds what a session hangs on', () => {
    desk.rows.push(makeRow({ pid: 102, exe: '/usr/bin/dbus-daemon', cgroup: path }))
    desk.cgroups.put(path, 102)
    expect(desk.observe('iguana.service')).toMatchObject({ error: { code: 'protected' } })
  })

  it('says RefuseManualStop=', () => {
    desk.system.change('iguana.service', { RefuseManualStop: true })
    expect(desk.observe('iguana.service')).toMatchObject({ error: { code: 'protected' } })
  })

  it('belongs to a manager that is not here', async () => {
    const units = await openUnits(desk.system)
    const none = {
      units,
      cgroups: desk.cgroups,
      invocations: desk.invocations,
      readRow: () => null,
    }
    desk.backends = fakeBackends(desk.machine, none)
    expect(desk.look('user:iguana.service')).toMatchObject({
      error: { code: 'not-available', message: 'You have no systemd user manager here.' },
    })
    desk.backends = fakeBackends(desk.machine)
    expect(desk.look('iguana.service')).toMatchObject({
      error: { code: 'not-available', message: 'systemd does not run on this machine.' },
    })
  })
})

describe('units that are configured, or the person’s own', () => {
  it('are shown under the configured name and title', () => {
    desk.machine.configuration = { services: { web: { unit: 'iguana.service', title: 'The web' } } }
    expect(desk.observed('web')).toMatchObject({
      target: 'web',
      title: 'web',
      subtitle: 'The web',
      origin: 'configured',
      stopMethod: { kind: 'unit', unit: 'iguana.service' },
    })
  })

  it('are of the person’s own manager where the configuration says so', async () => {
    desk.user.set('sync.service', { ...iguana, ControlGroup: '', MainPID: 0 })
    await desk.open()
    desk.machine.configuration = { services: { sync: { unit: 'user:sync.service' } } }
    for (const text of ['sync', 'user:sync.service']) {
      expect(desk.observed(text)).toMatchObject({
        stopMethod: { unit: 'sync.service', manager: 'user' },
      })
    }
    expect(desk.observed('user:sync.service').target).toBe('user:sync.service')
  })

  it('are suggested where their name was typed without its kind', () => {
    expect(desk.backends.resolve('iguana')).toMatchObject({
      error: { code: 'unknown-target', next: 'Did you mean iguana.service?' },
    })
  })
})

describe('the list of units', () => {
  it('has every service of every manager, with its processes, and asks nobody for more', async () => {
    desk.user.set('sync.service', { ...iguana, MainPID: 0 })
    desk.system.set('iguana.socket', { ActiveState: 'active' })
    await desk.open()
    desk.rows.push(
      makeRow({
        pid: 400,
        cgroup: '/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service',
      }),
    )
    desk.rows.push(
      makeRow({
        pid: 401,
        cgroup: '/user.slice/user-7.slice/user@7.service/app.slice/sync.service',
      }),
    )
    desk.invocations.asked.length = 0
    const list = desk.backends.listUnits(makeTable(desk.rows))
    expect(list.map(({ observed: o }) => [o.target, pids(o.members)])).toEqual([
      ['iguana.service', [100, 101]],
      ['user:sync.service', [400]],
    ])
    expect(desk.invocations.asked).toEqual([])
  })

  it('leaves dead processes and kernel threads out', () => {
    desk.rows.push(makeRow({ pid: 102, cgroup: path, alive: false, state: 'Z' }))
    desk.rows.push(makeRow({ pid: 103, cgroup: path, kernelThread: true }))
    expect(pids(desk.backends.listUnits(makeTable(desk.rows))[0]?.observed.members ?? [])).toEqual([
      100, 101,
    ])
  })

  it('is empty without systemd', () => {
    expect(fakeBackends(desk.machine).listUnits(makeTable(desk.rows))).toEqual([])
  })
})
