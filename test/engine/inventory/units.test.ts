/** Units in the list, in the plan and whole. */
import { beforeEach, describe, expect, it } from 'vitest'
import type { Inventory } from '../../../electron/engine/inventory/inventory.ts'
import type { Plan } from '../../../shared/plan.ts'
import type { ServiceDetail } from '../../../shared/service.ts'
import { makeRow } from '../../fakes/rows.ts'
import { makeUnitRun, makeUnit } from '../../fakes/unit.ts'
import { deadIguana, iguanaPath, runningIguana, UnitMachine } from '../../fakes/unit-machine.ts'

let host: UnitMachine
let inventory: Inventory
beforeEach(() => {
  host = new UnitMachine()
})
async function open(): Promise<void> {
  inventory = (await host.open()).inventory
}
const targets = (all = false): string[] => inventory.list({ all }, []).rows.map((row) => row.target)
async function plan(text = 'iguana.service', schedule?: string): Promise<Plan> {
  await inventory.prepare(text, true)
  const made = inventory.plan(text, schedule)
  if (!made.ok) throw new Error(made.error.message)
  return made.value
}
async function inspect(text = 'iguana.service'): Promise<ServiceDetail> {
  await inventory.prepare(text, true)
  const seen = inventory.inspect(text, [], [])
  if (!seen.ok) throw new Error(seen.error.message)
  return seen.value
}

describe('the list', () => {
  it('has units beside what is configured, each process once', async () => {
    host.rows.push(makeRow({ pid: 200, exe: '/usr/sbin/gecko', cgroup: '/' }))
    await open()
    expect(inventory.list({ all: false }, [])).toMatchObject({
      rows: [
        { target: 'pid:200@2000', unit: null },
        {
          target: 'iguana.service',
          state: { kind: 'running' },
          main: { pid: 100 },
          memberCount: 1,
          unit: { name: 'iguana.service', manager: 'system' },
          canStart: true,
        },
      ],
      hidden: 0,
    })
  })

  it('calls a unit stopped whose KillMode= left a process running', async () => {
    const cgroup = '/system.slice/cron.service'
    host.system.set('cron.service', { ...deadIguana, Id: 'cron.service', KillMode: 'process' })
    host.rows.push(makeRow({ pid: 300, exe: '/usr/bin/backup', cgroup }))
    await open()
    const cron = () =>
      inventory.list({ all: true }, []).rows.find((r) => r.target === 'cron.service')
    expect(cron()).toMatchObject({ state: { kind: 'running' } })
    await inventory.ready()
    expect(cron()).toMatchObject({
      state: { kind: 'stopped' },
      note: '1 process of it would be left running.',
    })
  })

  it('hides units with nothing to stop, and counts them', async () => {
    host.system.set('down.service', deadIguana)
    host.system.set('ran.service', { ActiveState: 'active', SubState: 'exited' })
    host.system.set('ghost.service', { LoadState: 'not-found' })
    host.system.set('broken.service', { ActiveState: 'failed', SubState: 'failed' })
    await open()
    expect(targets()).toEqual(['broken.service', 'iguana.service'])
    expect(inventory.list({ all: false }, []).hidden).toBe(2)
    expect(targets(true)).toEqual([
      'broken.service',
      'down.service',
      'iguana.service',
      'ran.service',
    ])
  })

  it('shows a hidden unit while a run is about it', async () => {
    host.system.set('iguana.service', deadIguana)
    await open()
    const run = makeUnitRun('stop/30/ask', makeUnit(), [], {
      phase: { kind: 'held', step: 1, leftMs: 5 },
    })
    expect(inventory.list({ all: false }, [run]).rows).toMatchObject([
      { target: 'iguana.service', state: { kind: 'stopping' } },
    ])
  })

  it('shows a stopping unit as stopping, with what it does', async () => {
    host.system.set('iguana.service', { ActiveState: 'deactivating', SubState: 'stop-sigterm' })
    await open()
    expect(inventory.list({ all: false }, []).rows).toMatchObject([
      { state: { kind: 'deactivating', sub: 'stop-sigterm' } },
    ])
  })

  it('has a configured unit once, under its own name, with its processes', async () => {
    host.machine.configuration = { services: { web: { unit: 'iguana.service' } } }
    await open()
    expect(inventory.list({ all: false }, []).rows).toMatchObject([
      { target: 'web', origin: 'configured', memberCount: 1, unit: { name: 'iguana.service' } },
    ])
    expect(targets(true)).toEqual(['web'])
  })

  it('tells a namesake of the person’s own manager apart', async () => {
    host.machine.configuration = { services: { web: { unit: 'iguana.service' } } }
    host.user.set('iguana.service', { ActiveState: 'active', SubState: 'running' })
    await open()
    expect(targets()).toEqual(['web', 'user:iguana.service'])
  })

  it('has a unit once that a configured program turns out to be', async () => {
    host.machine.configuration = { services: { lizard: { exe: '/usr/sbin/iguana' } } }
    host.machine.executables.push('/usr/sbin/iguana')
    await open()
    expect(targets()).toEqual(['iguana.service'])
    expect(inventory.list({ all: false }, []).rows).toMatchObject([{ origin: 'configured' }])
  })

  it('tells of a unit that changed, and of no other', async () => {
    host.system.set('gecko.service', { ActiveState: 'active', SubState: 'running' })
    await open()
    inventory.changes([])
    expect(inventory.changes([])).toBeNull()
    host.system.change('gecko.service', { ActiveState: 'deactivating', SubState: 'stop' })
    expect(inventory.changes([])).toMatchObject({
      changed: [{ target: 'gecko.service' }],
      removed: [],
    })
  })

  it('asks the manager nothing, however often it is looked at', async () => {
    await open()
    const { length } = host.system.calls
    targets()
    targets(true)
    expect(host.system.calls).toHaveLength(length)
  })
})

describe('preparing a look', () => {
  it('loads the unit that is meant, by whatever name', async () => {
    await open()
    await inventory.prepare('pid:100', false)
    expect(host.system.made('readUnit')).toEqual([['iguana.service']])
  })

  it('loads what is around it where a plan wants that', async () => {
    host.system.set('iguana.service', { TriggeredBy: ['iguana.socket'] })
    host.system.set('iguana.socket', { ActiveState: 'active' })
    await open()
    await inventory.prepare('iguana.service', true)
    expect(host.system.made('readUnit')).toEqual([['iguana.service'], ['iguana.socket']])
  })

  it('never fails: the look says what is wrong', async () => {
    await open()
    for (const text of ['newt.service', 'pid:4000', 'two words', 'user:newt.service']) {
      await inventory.prepare(text, true)
    }
    expect(inventory.look('newt.service')).toMatchObject({ error: { code: 'unknown-target' } })
  })
})

describe('the plan of a unit', () => {
  it('says what systemd will do, to whom, and when it forces', async () => {
    host.system.set('iguana.service', { TimeoutStopUSec: 5_000_000n })
    await open()
    const made = await plan()
    expect(made.backend).toBe('systemd')
    expect(made.steps[0]?.sentence).toMatch(/^stops iguana\.service: SIGTERM/)
    expect(made.ceilings).toMatchObject([{ who: 'systemd', fixed: null }])
    expect(made.unit).toMatchObject({ unit: { name: 'iguana.service', movedTo: null } })
  })

  it('says why its deadline cannot be moved from here', async () => {
    host.fixed = 'that takes root'
    await open()
    expect((await plan()).unit?.unit.fixedDeadline).toBe('that takes root')
    expect((await plan()).ceilings).toMatchObject([{ fixed: 'that takes root' }])
  })

  it('names who stops with it, who brings it back, and who is connected', async () => {
    host.system.set('iguana.service', {
      BoundBy: ['gecko.service'],
      TriggeredBy: ['iguana.socket'],
    })
    host.system.set('gecko.service', { ActiveState: 'active', SubState: 'running' })
    host.system.set('iguana.socket', { ActiveState: 'active', SubState: 'listening' })
    host.ports.set(100, [80])
    host.clients.peers.set(80, ['10.0.0.7', '10.0.0.7', '10.0.0.8'])
    await open()
    expect((await plan()).unit?.impact).toMatchObject({
      stopsToo: [{ name: 'gecko.service', activeState: 'active' }],
      bringsBack: [{ kind: 'socket', by: 'iguana.socket', stoppable: true }],
      clients: [{ port: 80, count: 3 }],
      clientsUnknown: null,
      ownSession: null,
    })
  })

  it('asks for no connections where nobody listens', async () => {
    await open()
    await plan()
    expect(host.clients.asked).toEqual([])
  })

  it('says that connections cannot be read: some are to be expected', async () => {
    host.ports.set(100, [80])
    host.clients.unknown = 'permission denied'
    await open()
    expect((await plan()).unit?.impact).toMatchObject({
      clients: [],
      clientsUnknown: 'permission denied',
    })
  })

  it('says that the person’s own session hangs on it, also through a unit that stops with it', async () => {
    host.system.set('iguana.service', { BoundBy: ['gecko.service'] })
    host.system.set('gecko.service', { ActiveState: 'active', SubState: 'running' })
    host.session = { sshConnection: null, ownUnits: ['gecko.service'] }
    await open()
    expect((await plan()).unit?.impact.ownSession).toContain('gecko.service')
  })

  it('says so where the person’s SSH connection comes in on its port', async () => {
    host.ports.set(100, [22])
    host.session = { sshConnection: '10.0.0.7 50000 10.0.0.1 22', ownUnits: [] }
    await open()
    expect((await plan()).unit?.impact.ownSession).toContain('10.0.0.7')
  })

  it('says where its processes were named, and that the unit is stopped', async () => {
    await open()
    const made = await plan('pid:100')
    expect(made.target).toBe('iguana.service')
    expect(JSON.stringify(made.warnings) + JSON.stringify(made.impact)).toContain('pid:100')
  })

  it('is refused, and shown, where systemd refuses a stop by name', async () => {
    host.system.set('iguana.service', { RefuseManualStop: true })
    await open()
    expect(await plan()).toMatchObject({
      refusal: { code: 'protected' },
      unit: { impact: { refusesManualStop: true } },
    })
  })
})

describe('one unit, whole', () => {
  it('is described with its files, its settings and its impact', async () => {
    host.system.set('iguana.service', {
      FragmentPath: '/lib/systemd/system/iguana.service',
      UnitFileState: 'enabled',
      DropInPaths: ['/etc/systemd/system/iguana.service.d/a.conf'],
      NeedDaemonReload: true,
      Restart: 'always',
    })
    await open()
    expect((await inspect()).unit).toMatchObject({
      name: 'iguana.service',
      manager: 'system',
      description: 'The iguana daemon',
      loadState: 'loaded',
      fileState: 'enabled',
      file: '/lib/systemd/system/iguana.service',
      dropIns: ['/etc/systemd/system/iguana.service.d/a.conf'],
      needsReload: true,
      controlGroup: iguanaPath,
      state: { activeState: 'active', mainPid: 100, invocation: 'a5'.repeat(16) },
      impact: { bringsBack: [{ kind: 'restart', when: 'after-a-signal' }] },
    })
  })

  it('is one of the person’s own manager', async () => {
    host.user.set('sync.service', { ...runningIguana, ControlGroup: '', MainPID: 0 })
    await open()
    expect((await inspect('user:sync.service')).unit).toMatchObject({ manager: 'user' })
  })

  it('is no unit where it is none', async () => {
    host.rows.push(makeRow({ pid: 200, cgroup: '/' }))
    await open()
    expect((await inspect('pid:200')).unit).toBeNull()
  })
})
