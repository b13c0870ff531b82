/** A machine with systemd, made up: its managers, its processes, and an inventory over both. */
import { createBackends } from '../../electron/engine/backends/backends.ts'
import type { Units } from '../../electron/engine/backends/systemd/units.ts'
import { createInventory, type Inventory } from '../../electron/engine/inventory/inventory.ts'
import { noRules, type StopRules } from '../../electron/engine/inventory/limit-stop.ts'
import type { SessionFacts } from '../../electron/engine/decide/unit/own-session.ts'
import type { ProcessTable } from '../../electron/engine/os/ports.ts'
import type { RawProperties } from '../../electron/engine/parse/unit-properties.ts'
import type { ProcessRow, SignalMasks } from '../../shared/process.ts'
import { fakeOptions, makeMachine, openUnits, type FakeMachine } from './backends.ts'
import { fakeNow, makeRow, makeTable } from './rows.ts'
import { FakeManager } from './systemd.ts'
import { FakeCgroups, FakeClients, FakeInvocations } from './unit-ports.ts'

export const iguanaPath = '/system.slice/iguana.service'

/** A unit that runs, with main process 100. */
export const runningIguana: RawProperties = {
  Description: 'The iguana daemon',
  ActiveState: 'active',
  SubState: 'running',
  Result: 'success',
  MainPID: 100,
  ControlPID: 0,
  ControlGroup: iguanaPath,
  InvocationID: new Uint8Array(16).fill(0xa5),
  CanFreeze: true,
}
export const deadIguana: RawProperties = {
  ActiveState: 'inactive',
  SubState: 'dead',
  MainPID: 0,
  ControlGroup: '',
}

/** A machine on which iguana.service runs as 100; a test changes what it likes before `open`. */
export class UnitMachine {
  readonly system = new FakeManager('system', { 'iguana.service': runningIguana })
  readonly user = new FakeManager('user')
  readonly cgroups = new FakeCgroups().put(iguanaPath, 100)
  readonly invocations = new FakeInvocations()
  readonly clients = new FakeClients()
  readonly machine: FakeMachine = makeMachine({ self: { pid: 50, uid: 1000, systemd: true } })
  readonly ports = new Map<number, readonly number[]>()
  readonly masks = new Map<number, SignalMasks>()
  session: SessionFacts = { sshConnection: null, ownUnits: [] }
  fixed: string | null = null
  /** What the settings say of stops. */
  rules: StopRules = noRules
  rows: ProcessRow[] = [
    makeRow({ pid: 50, exe: '/usr/bin/node', cgroup: '/user.slice/session-1.scope' }),
    makeRow({ pid: 100, exe: '/usr/sbin/iguana', cgroup: iguanaPath }),
  ]
  readonly table: ProcessTable = {
    read: () => makeTable(this.rows, fakeNow),
    readSome: (pids) => {
      const some = new Set(pids)
      return makeTable(
        this.rows.filter((row) => some.has(row.identity.pid)),
        fakeNow,
      )
    },
    readOne: (pid) => this.rows.find((row) => row.identity.pid === pid) ?? null,
    masks: ({ pid }) => this.masks.get(pid) ?? null,
    listeningPorts: (pid) => this.ports.get(pid) ?? [],
  }

  /** Connects to the managers, and opens an inventory over them. */
  async open(): Promise<{ readonly inventory: Inventory; readonly units: Units }> {
    const units = await openUnits(this.system, this.user)
    const backendOptions = fakeOptions(this.machine)
    const { cgroups, invocations, clients, table } = this
    const readRow = (pid: number): ProcessRow | null => table.readOne(pid)
    const inventory = createInventory({
      table,
      backends: createBackends(backendOptions, { units, cgroups, invocations, readRow }),
      backendOptions,
      unitFacts: { units, clients, table, session: this.session, fixedDeadline: () => this.fixed },
      pidFiles: () => [],
      guarantee: () => ({ kind: 'exact', why: 'fake' }),
      problems: () => [],
      rules: () => this.rules,
    })
    return { inventory, units }
  }
}
