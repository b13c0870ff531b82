/** A unit that is down, and a start of it that a test watches. */
import { startUnit, type UnitStarterPorts } from '../../../electron/engine/units/start-unit.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { RawProperties } from '../../../electron/engine/parse/unit-properties.ts'
import type { StartReport } from '../../../shared/reports.ts'
import { ok, type Result } from '../../../shared/errors.ts'
import type { JournalBody } from '../../../shared/journal-entry.ts'
import { deadIguana, UnitMachine } from '../../fakes/unit-machine.ts'
import { FakeClock, settle } from '../../fakes/world.ts'

export const unit = 'iguana.service'

export const invocation = (byte: number): RawProperties => ({
  InvocationID: new Uint8Array(16).fill(byte),
})
export const up: RawProperties = {
  ActiveState: 'active',
  SubState: 'running',
  MainPID: 500,
  ...invocation(7),
}
export const failed: RawProperties = {
  ActiveState: 'failed',
  SubState: 'failed',
  Result: 'exit-code',
  ExecMainCode: 1,
  ExecMainStatus: 3,
  MainPID: 0,
}

export class StartDesk {
  readonly host = new UnitMachine()
  readonly clock = new FakeClock()
  readonly journal: JournalBody[] = []
  /** The report, once there is one. */
  answer: Result<StartReport> | null = null

  constructor() {
    this.host.system.set(unit, { ...deadIguana, ...invocation(1), Type: 'simple' })
    this.host.rows = []
    this.host.cgroups.take(100)
  }

  /** The ports of a start, and the unit as it is seen before. */
  async open(): Promise<{ readonly ports: UnitStarterPorts; readonly observed: Observed }> {
    const { inventory, units } = await this.host.open()
    await inventory.prepare(unit, false)
    const seen = inventory.observe(unit, [])
    if (!seen.ok) throw new Error(seen.error.message)
    const ports: UnitStarterPorts = {
      clock: this.clock,
      units,
      by: 'ops',
      outputFile: (target) => `/state/${target}.log`,
      commands: { run: () => Promise.reject(new Error('no command is run for a unit')) },
      observe: () => seen,
      record: (_target, body) => {
        this.journal.push(body)
        return Promise.resolve(ok(null))
      },
    }
    return { ports, observed: seen.value }
  }

  /** Starts it, up to the moment at which something has to happen. */
  async start(): Promise<void> {
    const { ports, observed } = await this.open()
    void startUnit(ports, observed).then((answer) => {
      this.answer = answer
    })
    await settle()
  }

  become(...states: readonly RawProperties[]): void {
    for (const state of states) this.host.system.change(unit, state)
  }

  endJob(result = 'done'): void {
    const job = '/org/freedesktop/systemd1/job/1'
    this.host.system.emit({ kind: 'job-removed', unit, job, result })
  }
}
