/** A process in a unit's cgroup is the unit's: by whatever it was named, the unit is meant. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Backends } from '../../../../electron/engine/backends/backends.ts'
import type { ProcessRow } from '../../../../shared/process.ts'
import {
  fakeBackends,
  makeMachine,
  openUnits,
  pidFileOf,
  type FakeMachine,
} from '../../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../../fakes/rows.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeCgroups, FakeInvocations } from '../../../fakes/unit-ports.ts'

const path = '/system.slice/iguana.service'
const ownPath = '/user.slice/user-1000.slice/user@1000.service/app.slice/sync.service'
const othersPath = ownPath.replaceAll('1000', '7')
const active = { ActiveState: 'active', SubState: 'running' }

const self = makeRow({ pid: 50, exe: '/usr/bin/node', cgroup: '/user.slice/session-1.scope' })
const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana', cgroup: path })
const worker = makeWorker(101, main, { cgroup: path })
const gecko = makeRow({ pid: 110, exe: '/usr/sbin/iguana', cgroup: '/system.slice/gecko.service' })
const free = makeRow({ pid: 120, exe: '/usr/sbin/iguana', cgroup: '/user.slice/session-1.scope' })
const own = makeRow({ pid: 130, exe: '/usr/bin/sync', cgroup: ownPath })
const others = makeRow({ pid: 140, exe: '/usr/bin/sync', cgroup: othersPath })

let machine: FakeMachine
let rows: ProcessRow[]
let backends: Backends
beforeEach(async () => {
  machine = makeMachine({
    self: { pid: 50, uid: 1000, systemd: true },
    executables: ['/usr/sbin/iguana'],
  })
  rows = [self, main, worker]
  const system = new FakeManager('system', {
    'iguana.service': { ...active, MainPID: 100, ControlGroup: path },
    'gecko.service': { ...active, ControlGroup: '/system.slice/gecko.service' },
  })
  const user = new FakeManager('user', { 'sync.service': { ...active, ControlGroup: ownPath } })
  const units = await openUnits(system, user)
  for (const book of units.books) for (const name of book.services()) await book.load(name)
  const cgroups = new FakeCgroups().put(path, 100, 101).put(ownPath, 130)
  backends = fakeBackends(machine, {
    units,
    cgroups,
    invocations: new FakeInvocations(),
    readRow: () => null,
  })
})
function observe(text: string) {
  const resolved = backends.resolve(text)
  if (!resolved.ok) return resolved
  return resolved.value.backend.observe(resolved.value.target, makeTable(rows), [])
}
const found = (text: string) => backends.findUnit(text, makeTable(rows))

describe('a target whose processes are a unit’s', () => {
  const run = '/run/iguana.pid'
  it.each([
    ['its pid', 'pid:100'],
    ['the pid of a worker', 'pid:101'],
    ['its executable', 'exe:/usr/sbin/iguana'],
    ['its port', 'port:80'],
    ['its pid file', `pidfile:${run}`],
    ['a configured name for its executable', 'lizard'],
  ])('means the unit: %s', (_, text) => {
    machine.ports[80] = [100]
    machine.pidFiles[run] = pidFileOf(100)
    machine.configuration = { services: { lizard: { exe: '/usr/sbin/iguana' } } }
    expect(found(text)).toEqual({ unit: 'iguana.service', manager: 'system' })
    expect(observe(text)).toMatchObject({
      ok: true,
      value: {
        target: 'iguana.service',
        backend: 'systemd',
        members: [{ identity: main.identity }, { identity: worker.identity }],
        stopMethod: { kind: 'unit', unit: 'iguana.service' },
      },
    })
  })

  it('means a unit of the person’s own manager', () => {
    rows.push(own)
    expect(found('pid:130')).toEqual({ unit: 'sync.service', manager: 'user' })
    expect(observe('pid:130')).toMatchObject({ value: { target: 'user:sync.service' } })
  })

  it('keeps the settings of a configured name', () => {
    machine.configuration = {
      services: { lizard: { exe: '/usr/sbin/iguana', schedule: 'stop/90/ask' } },
    }
    expect(observe('lizard')).toMatchObject({
      value: { configuration: { schedule: 'stop/90/ask' }, origin: 'configured' },
    })
  })

  it('is found by the name of a unit, too, typed or configured', () => {
    machine.configuration = {
      services: { web: { unit: 'iguana.service' }, odd: { unit: 'no unit at all' } },
    }
    expect(found('gecko.service')).toMatchObject({ unit: 'gecko.service' })
    expect(found('web')).toMatchObject({ unit: 'iguana.service', manager: 'system' })
    expect(found('odd')).toBeNull()
    expect(observe('odd')).toMatchObject({ error: { code: 'unknown-target' } })
  })
})

describe('a target that is not one unit’s', () => {
  it('is asked about where it is several units’', () => {
    rows.push(gecko)
    machine.configuration = { services: { lizard: { exe: '/usr/sbin/iguana', user: 'root' } } }
    expect(found('lizard')).toBeNull()
    expect(observe('lizard')).toMatchObject({
      error: { code: 'ambiguous-target', candidates: ['iguana.service', 'gecko.service'] },
    })
  })

  it('is asked about where one of its processes is in no unit', () => {
    rows.push(free)
    machine.configuration = { services: { lizard: { exe: '/usr/sbin/iguana' } } }
    const seen = observe('lizard')
    expect(seen).toMatchObject({ error: { code: 'ambiguous-target' } })
    expect(JSON.stringify(seen)).toContain('no unit at all')
  })

  it('is no unit’s business outside of units', () => {
    rows = [self, free]
    expect(found('pid:120')).toBeNull()
    expect(observe('pid:120')).toMatchObject({ ok: true, value: { backend: 'process' } })
  })

  it('is refused where another user’s manager has it, with the command that stops it', () => {
    rows.push(others)
    expect(found('pid:140')).toBeNull()
    expect(observe('pid:140')).toMatchObject({
      error: {
        code: 'managed-by-unit',
        next: 'Use `systemctl --user --machine=7@ stop sync.service`.',
      },
    })
  })

  it('is refused where the manager does not know the unit (yet)', () => {
    rows.push(makeRow({ pid: 150, cgroup: '/system.slice/newt.service' }))
    expect(found('pid:150')).toEqual({ unit: 'newt.service', manager: 'system' })
    expect(observe('pid:150')).toMatchObject({ error: { code: 'managed-by-unit' } })
  })

  it('is nothing where nothing runs', () => {
    expect(found('pid:4000')).toBeNull()
    expect(found('exe:/nowhere')).toBeNull()
    expect(found('two words')).toBeNull()
  })
})

it('redirects nothing in mid-run: a run of processes stays one', () => {
  const resolved = backends.resolve('pid:120')
  if (!resolved.ok) throw new Error('not resolved')
  const { backend, target } = resolved.value
  rows = [self, free]
  const begun = backend.observe(target, makeTable(rows), [])
  if (!begun.ok) throw new Error(begun.error.message)
  const moved = { ...free, cgroup: path }
  const now = backend.observe(target, makeTable([self, moved]), begun.value.members)
  expect(now).toMatchObject({ ok: true, value: { backend: 'process' } })
})
