import { describe, expect, it } from 'vitest'
import { findNever, findNeverAmong } from '../../../../electron/engine/decide/limits/find-never.ts'
import { neverStoppedWith } from '../../../../electron/engine/decide/limits/refusals.ts'
import { limitStop, type StopRules } from '../../../../electron/engine/inventory/limit-stop.ts'
import { noLimits } from '../../../../electron/engine/decide/limits/limits.ts'
import { makeRow } from '../../../fakes/rows.ts'
import { UnitMachine } from '../../../fakes/unit-machine.ts'

const place = 'a.yaml:1:1'
const never = (target: string) => [{ target, place }]

const rulesOf = (target: string): StopRules => ({
  limits: { ...noLimits, never: never(target) },
  schedule: null,
})

/** The limit that is found for iguana.service, or null. */
async function found(target: string): Promise<string | null> {
  const { inventory } = await new UnitMachine().open()
  await inventory.prepare('iguana.service', true)
  const seen = inventory.look('iguana.service')
  if (!seen.ok) throw new Error(seen.error.message)
  const look = (text: string) => {
    const other = inventory.look(text)
    return other.ok ? other.value.look.observed : null
  }
  return findNever(seen.value.look.observed, never(target), look)?.place ?? null
}

describe('a unit that is never stopped', () => {
  it.each([
    ['iguana.service', place],
    ['iguana', place],
    ['pid:100', place],
    ['user:iguana.service', null],
    ['other.service', null],
    ['pid:50', null],
  ])('is meant by %s: %s', async (target, expected) => {
    expect(await found(target)).toBe(expected)
  })

  it('is not stopped along with another one either', () => {
    const also = { name: 'db.service', because: 'PartOf=', description: '', subState: 'running' }
    const stopsToo = [{ ...also, activeState: 'active' }] as const
    const among = { stopsToo, manager: 'system' } as const
    const hit = findNeverAmong(among, never('db.service'), () => null)
    expect(hit).toMatchObject({ unit: 'db.service', limit: { place } })
    for (const other of ['web.service', 'user:db.service']) {
      expect(findNeverAmong(among, never(other), () => null)).toBeNull()
    }
    expect(neverStoppedWith('App', 'db.service', { target: 'db.service', place })).toMatchObject({
      code: 'protected',
      message: `App is protected: db.service would stop with it, and is never stopped from here, by ${place}.`,
    })
  })
})

describe('a target that is never stopped, though its own look is refused', () => {
  // As sshd: the unit has one process of the program, and each session another one.
  function machine(): UnitMachine {
    const host = new UnitMachine()
    const cgroup = '/user.slice/user-1000.slice/session-2.scope'
    const own = makeRow({ pid: 300, parentPid: 100, exe: '/usr/sbin/iguana', cgroup })
    const job = makeRow({ pid: 301, parentPid: 300, exe: '/usr/bin/job', cgroup })
    host.rows.push(own, job)
    return host
  }

  it.each([
    ['iguana.service', 'protected'],
    ['pid:301', undefined],
  ])('protects the processes that it names: %s is %s', async (asked, code) => {
    const host = machine()
    host.rules = rulesOf('exe:/usr/sbin/iguana')
    const { inventory } = await host.open()
    await inventory.prepare(asked, true)
    expect(inventory.look('exe:/usr/sbin/iguana')).toMatchObject({
      value: { look: { refusal: { code: 'ambiguous-target' } } },
    })
    const made = inventory.plan(asked, undefined)
    if (!made.ok) throw new Error(made.error.message)
    expect(made.value.refusal?.code).toBe(code)
  })
})

describe('a program that is never stopped, and that two services run', () => {
  it.each([
    ['exe:/usr/sbin/iguana', 'protected'],
    ['exe:/usr/sbin/gecko', undefined],
  ])('means each of them, where it is %s: %s', async (target, code) => {
    const host = new UnitMachine()
    host.rows.push(
      makeRow({ pid: 300, parentPid: 1, exe: '/usr/sbin/iguana', uid: 1000, session: 300 }),
    )
    host.rules = rulesOf(target)
    const { inventory } = await host.open()
    await inventory.prepare('iguana.service', true)
    expect(inventory.look('exe:/usr/sbin/iguana').ok).toBe(false)
    const made = inventory.plan('iguana.service', undefined)
    if (!made.ok) throw new Error(made.error.message)
    expect(made.value.refusal?.code).toBe(code)
  })
})

describe('a template that is never stopped', () => {
  it.each([
    ['getty@.service', 'getty@tty1.service', true],
    ['getty@.service', 'getty@.service', true],
    ['getty@.service', 'serial-getty@tty1.service', false],
    ['getty@.service', 'getty.service', false],
    ['getty@tty1.service', 'getty@tty2.service', false],
    ['user:getty@.service', 'getty@tty1.service', false],
  ])('%s means %s: %s', (target, name, isMeant) => {
    const unit = { name, names: [name], manager: 'system' } as const
    const service = { target: name, title: name, members: [], init: null, unit }
    expect(findNever(service, never(target), () => null) !== null).toBe(isMeant)
    const also = { name, because: 'PartOf=', description: '', subState: 'running' }
    const among = { stopsToo: [{ ...also, activeState: 'active' }], manager: 'system' } as const
    expect(findNeverAmong(among, never(target), () => null) !== null).toBe(isMeant)
  })
})

describe('a unit that is never stopped, called by an alias', () => {
  it.each([
    ['lizard.service', 'protected'],
    ['user:lizard.service', undefined],
  ])('is not stopped along with another one: %s is %s', async (alias, code) => {
    const host = new UnitMachine()
    host.system.set('iguana.service', { Names: ['iguana.service', 'lizard.service'] })
    host.system.set('app.service', {
      ...{ ActiveState: 'active', SubState: 'running', ConsistsOf: ['iguana.service'] },
      ControlGroup: '/system.slice/app.service',
    })
    host.rules = rulesOf(alias)
    const { inventory } = await host.open()
    await inventory.prepare('app.service', true)
    const made = inventory.plan('app.service', undefined)
    if (!made.ok) throw new Error(made.error.message)
    expect(made.value.unit?.impact.stopsToo).toMatchObject([{ name: 'iguana.service' }])
    expect(made.value.refusal?.code).toBe(code)
    const unit = { name: 'app.service', names: ['app.service'], manager: 'system' } as const
    const taken = { target: 'app.service', title: 'App', members: [], init: null, unit }
    expect(inventory.refuseStop(taken)?.code).toBe(code)
  })
})

describe('a stop without limits', () => {
  it('has its own schedule, forced or not', () => {
    for (const force of [null, { person: false }]) {
      expect(limitStop(noLimits, [{ kind: 'stop' }, { kind: 'ask' }], force)).toMatchObject({
        ok: true,
        value: { warnings: [] },
      })
    }
  })
})
