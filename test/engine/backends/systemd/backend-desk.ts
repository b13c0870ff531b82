/** A unit with two processes, seen through the backends. */
import type { Backends } from '../../../../electron/engine/backends/backends.ts'
import type { Look, Observed } from '../../../../electron/engine/decide/observed.ts'
import type { RawProperties } from '../../../../electron/engine/parse/unit-properties.ts'
import type { Result } from '../../../../shared/errors.ts'
import type { Member, ProcessRow } from '../../../../shared/process.ts'
import { fakeBackends, makeMachine, openUnits } from '../../../fakes/backends.ts'
import { makeRow, makeTable, makeWorker } from '../../../fakes/rows.ts'
import { FakeManager } from '../../../fakes/systemd.ts'
import { FakeCgroups, FakeInvocations } from '../../../fakes/unit-ports.ts'

export const path = '/system.slice/iguana.service'
export const invocation = 'a5'.repeat(16)
export const iguana: RawProperties = {
  Description: 'The iguana daemon',
  ActiveState: 'active',
  SubState: 'running',
  MainPID: 100,
  ControlGroup: path,
  InvocationID: new Uint8Array(16).fill(0xa5),
}
export const self = makeRow({
  pid: 50,
  exe: '/usr/bin/node',
  cgroup: '/user.slice/session-1.scope',
})
export const main = makeRow({ pid: 100, exe: '/usr/sbin/iguana', cgroup: path })
export const worker = makeWorker(101, main, { cgroup: `${path}/workers` })

export const pids = (members: readonly Member[]): number[] => members.map((m) => m.identity.pid)

export class BackendDesk {
  readonly system = new FakeManager('system', { 'iguana.service': iguana })
  readonly user = new FakeManager('user')
  readonly cgroups = new FakeCgroups().put(path, 100).put(`${path}/workers`, 101)
  readonly invocations = new FakeInvocations()
  readonly machine = makeMachine({ self: { pid: 50, uid: 1000, systemd: true } })
  rows: ProcessRow[] = [self, main, worker]
  backends: Backends = fakeBackends(this.machine)

  /** Connects to the managers, and loads every service of theirs. */
  async open(): Promise<this> {
    const units = await openUnits(this.system, this.user)
    // Younger than any table.
    const readRow = (pid: number) => (pid === 900 ? makeRow({ pid, cgroup: path }) : null)
    for (const book of units.books) {
      for (const name of book.services()) await book.load(name)
    }
    const { cgroups, invocations } = this
    this.backends = fakeBackends(this.machine, { units, cgroups, invocations, readRow })
    return this
  }

  look(text: string): Result<Look> {
    const resolved = this.backends.resolve(text)
    if (!resolved.ok) return resolved
    return resolved.value.backend.look(resolved.value.target, makeTable(this.rows))
  }

  observe(text: string, known: readonly Member[] = []): Result<Observed> {
    const resolved = this.backends.resolve(text)
    if (!resolved.ok) return resolved
    return resolved.value.backend.observe(resolved.value.target, makeTable(this.rows), known)
  }

  /** What has to be there. */
  observed(text = 'iguana.service', known: readonly Member[] = []): Observed {
    const seen = this.observe(text, known)
    if (!seen.ok) throw new Error(seen.error.message)
    return seen.value
  }
}
