/** An inventory over a table that the test replaces. */
import { createBackends } from '../../../electron/engine/backends/backends.ts'
import type { FoundPidFile } from '../../../electron/engine/decide/discovery.ts'
import type { Table } from '../../../electron/engine/decide/table.ts'
import type { ProcessTable } from '../../../electron/engine/os/ports.ts'
import { createInventory, type Inventory } from '../../../electron/engine/inventory/inventory.ts'
import type { ProcessRow, SignalMasks } from '../../../shared/process.ts'
import {
  fakeOptions,
  makeMachine,
  noUnitFacts,
  noUnits,
  type FakeMachine,
} from '../../fakes/backends.ts'
import { fakeNow, makeRow, makeTable, makeWorker } from '../../fakes/rows.ts'

export const self = makeRow({ pid: 50, exe: '/usr/bin/node', terminal: 5 })
export const nginx = makeRow({ pid: 100, exe: '/usr/sbin/nginx' })
export const worker = makeWorker(101, nginx)
const masks: SignalMasks = { caught: [], ignored: [15], blocked: [], pending: [] }

/** It counts how often the table is read. */
export class Desk {
  rows: readonly ProcessRow[]
  now = fakeNow
  reads = 0
  machine: FakeMachine
  files: FoundPidFile[] = []
  readonly inventory: Inventory

  constructor(rows: readonly ProcessRow[], machine: Partial<FakeMachine> = {}) {
    this.rows = rows
    this.machine = makeMachine(machine)
    const backendOptions = fakeOptions(this.machine)
    const table: ProcessTable = {
      read: () => this.read(),
      readSome: () => this.read(),
      readOne: (pid) => this.rows.find((row) => row.identity.pid === pid) ?? null,
      masks: ({ pid }) => (pid === 100 ? masks : null),
      listeningPorts: (pid) => (pid === 100 ? [443, 80] : []),
    }
    this.inventory = createInventory({
      table,
      unitFacts: noUnitFacts(table),
      backends: createBackends(backendOptions, noUnits),
      backendOptions,
      pidFiles: () => this.files,
      guarantee: () => ({ kind: 'exact', why: 'signal helper, pidfd' }),
      problems: () => ['services.yaml:3:1 is refused.'],
    })
  }
  private read(): Table {
    this.reads += 1
    return makeTable([self, ...this.rows], this.now)
  }
  later(waitMs: number): void {
    this.now = { mono: this.now.mono + waitMs, wall: this.now.wall + waitMs }
  }
  targets(all = false): string[] {
    return this.inventory.list({ all }, []).rows.map((row) => row.target)
  }
}
