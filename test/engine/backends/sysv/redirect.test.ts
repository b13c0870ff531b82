import { beforeEach, describe, expect, it } from 'vitest'
import type { Backends } from '../../../../electron/engine/backends/backends.ts'
import { fakeBackends, makeMachine, openUnits, type FakeMachine } from '../../../fakes/backends.ts'
import { makeScript } from '../../../fakes/init.ts'
import { makeRow, makeTable } from '../../../fakes/rows.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeCgroups, FakeInvocations } from '../../../fakes/unit-ports.ts'
import { debianScript } from '../../parse/init-samples.ts'

const cgroup = '/system.slice/iguana.service'
const iguana = makeRow({ pid: 100, exe: '/usr/sbin/iguana', cgroup })
let backends: Backends
let machine: FakeMachine
beforeEach(async () => {
  const script = makeScript(debianScript)
  machine = makeMachine({
    self: { pid: 50, uid: 0, systemd: true },
    scripts: { iguana: script, 'gecko.sh': script, free: script, '/opt/iguana': script },
    configuration: {
      services: {
        keeper: { init: 'iguana' },
        whole: { init: '/etc/init.d/iguana' },
        own: { init: '/opt/iguana' },
      },
    },
  })
  const active = { ActiveState: 'active', SubState: 'running' }
  const system = new FakeManager('system', {
    'iguana.service': { ...active, MainPID: 100, ControlGroup: cgroup },
    'gecko.service': { ...active, ControlGroup: '/system.slice/gecko.service' },
  })
  const units = await openUnits(system)
  for (const book of units.books) for (const name of book.services()) await book.load(name)
  const cgroups = new FakeCgroups().put(cgroup, 100)
  const invocations = new FakeInvocations()
  backends = fakeBackends(machine, { units, cgroups, invocations, readRow: () => null })
})
function look(text: string) {
  const resolved = backends.resolve(text)
  if (!resolved.ok) throw new Error(resolved.error.message)
  const seen = resolved.value.backend.look(resolved.value.target, makeTable([iguana]))
  if (!seen.ok) throw new Error(seen.error.message)
  return seen.value.observed
}

describe('a script that a unit stands for', () => {
  it.each([
    ['init:iguana', 'iguana.service'],
    ['init:gecko.sh', 'gecko.service'],
    ['keeper', 'iguana.service'],
    ['whole', 'iguana.service'],
  ])('%s means the unit', (text, unit) => {
    expect(look(text)).toMatchObject({ target: unit, backend: 'systemd', init: null })
    expect(backends.findUnit(text, makeTable([iguana]))).toEqual({ unit, manager: 'system' })
  })
  it('is no row of its own', () => {
    expect(backends.scripts()).toEqual(['free'])
  })
  it('is none either where its unit is written and not in memory', () => {
    machine.lockFiles.push('/lib/systemd/system/free.service')
    expect(backends.scripts()).toEqual([])
  })
})

describe('a script without a unit', () => {
  it.each(['init:free', 'own'])('%s is its own service, also beside systemd', (text) => {
    expect(look(text)).toMatchObject({ backend: 'sysv', unit: null })
  })
})
