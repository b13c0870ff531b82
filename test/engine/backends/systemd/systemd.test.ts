/** Units as services: who belongs, and who is kept or suspected. */
import { beforeEach, describe, expect, it } from 'vitest'
import { makeRow } from '../../../fakes/rows.ts'
import { BackendDesk, iguana, invocation, main, path, pids, self, worker } from './backend-desk.ts'

let desk: BackendDesk
beforeEach(async () => {
  desk = await new BackendDesk().open()
})

describe('a unit', () => {
  it('is a service of its own, stopped by its manager', () => {
    expect(desk.observed()).toMatchObject({
      target: 'iguana.service',
      title: 'iguana.service',
      subtitle: 'The iguana daemon',
      backend: 'systemd',
      origin: 'discovered',
      main: main.identity,
      startCommand: null,
      stopMethod: { kind: 'unit', unit: 'iguana.service', manager: 'system', also: [] },
      unit: { name: 'iguana.service' },
    })
  })

  it('has its whole cgroup for members, and says where below it each is', () => {
    const { members } = desk.observed()
    expect(pids(members)).toEqual([100, 101])
    expect(members.map((m) => m.reasons)).toEqual([
      [{ kind: 'unit', unit: 'iguana.service', below: '' }],
      [{ kind: 'unit', unit: 'iguana.service', below: '/workers' }],
    ])
  })

  it('has members that are younger than the table, and none that are gone already', () => {
    desk.cgroups.put(path, 100, 900, 901)
    expect(pids(desk.observed().members)).toEqual([100, 101, 900])
  })

  it('has none of a namesake outside its cgroup', () => {
    desk.rows.push(
      makeRow({ pid: 200, exe: '/usr/sbin/iguana', cgroup: '/user.slice/session-1.scope' }),
    )
    expect(pids(desk.observed().members)).toEqual([100, 101])
    expect(desk.observed().suspects).toEqual([])
  })

  it('has no members while it has no cgroup', () => {
    desk.system.change('iguana.service', { ...iguana, ActiveState: 'inactive', ControlGroup: '' })
    expect(desk.observed().members).toEqual([])
  })

  it('keeps what its KillMode leaves running', () => {
    desk.system.change('iguana.service', { KillMode: 'process' })
    expect(desk.observed().members.map((m) => m.kept)).toEqual([
      null,
      expect.stringContaining('KillMode=process'),
    ])
  })

  it('suspects processes elsewhere that the same invocation started', () => {
    desk.rows.push(
      makeRow({ pid: 300, cgroup: '/elsewhere' }),
      makeRow({ pid: 301, cgroup: '/elsewhere' }),
    )
    desk.invocations.set(300, invocation).set(301, 'b'.repeat(32))
    const { suspects } = desk.observed()
    expect(suspects.map((s) => s.member.identity.pid)).toEqual([300])
    expect(suspects[0]?.why).toContain('same INVOCATION_ID')
  })

  it('asks nobody’s environment in a run: four looks a second', () => {
    const { members } = desk.observed()
    const { length } = desk.invocations.asked
    desk.observed('iguana.service', members)
    expect(desk.invocations.asked).toHaveLength(length)
  })

  it('is known by its other names, under its own', async () => {
    desk.system.set('lizard.service', {
      ...iguana,
      Id: 'iguana.service',
      Names: ['lizard.service'],
    })
    await desk.open()
    expect(desk.observed('lizard.service').target).toBe('iguana.service')
  })

  it('prints its description as what it is, with nothing raw', () => {
    desk.system.change('iguana.service', { Description: 'a\u001b[31mred' })
    expect(desk.observed().subtitle).not.toContain('\u001b')
  })
})

describe('a unit in a run', () => {
  it('keeps members that left its cgroup, as escapees', () => {
    const { members } = desk.observed()
    desk.cgroups.put('/elsewhere', 101)
    desk.rows = [self, main, { ...worker, cgroup: '/elsewhere' }]
    const now = desk.observed('iguana.service', members).members
    expect(now[1]?.reasons.at(-1)).toEqual({ kind: 'left-cgroup', to: '/elsewhere' })
  })

  it('keeps suspects that were ticked, and calls them no escapees', () => {
    const ticked = makeRow({ pid: 300, cgroup: '/elsewhere' })
    desk.rows.push(ticked)
    desk.invocations.set(300, invocation)
    const suspect = desk.observed().suspects[0]
    if (suspect === undefined) throw new Error('nobody is suspected')
    const now = desk.observed('iguana.service', [
      ...desk.observed().members,
      suspect.member,
    ]).members
    expect(now.find((m) => m.identity.pid === 300)?.reasons).toEqual([])
  })

  it('has no member that is gone, nor a stranger with its pid', () => {
    const { members } = desk.observed()
    desk.cgroups.take(101)
    desk.rows = [self, main, makeRow({ pid: 101, startTicks: 99_999 })]
    expect(pids(desk.observed('iguana.service', members).members)).toEqual([100])
  })

  it('is looked at, whatever forbids its beginning', () => {
    const { members } = desk.observed()
    desk.system.change('iguana.service', { RefuseManualStop: true })
    expect(desk.observe('iguana.service')).toMatchObject({ error: { code: 'protected' } })
    expect(desk.observe('iguana.service', members)).toMatchObject({ ok: true })
  })

  it('needs only its cgroup and its members of the table', () => {
    const { members } = desk.observed()
    desk.cgroups.put(path, 100, 102)
    const resolved = desk.backends.resolve('iguana.service')
    if (!resolved.ok) throw new Error('not resolved')
    const { backend, target } = resolved.value
    expect(backend.pidsInRun?.(target, members)).toEqual(new Set([100, 102, 101]))
  })
})
