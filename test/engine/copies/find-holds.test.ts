import { describe, expect, it } from 'vitest'
import { lookForHolds, type HoldsPorts } from '../../../electron/engine/copies/find-holds.ts'
import type { Observed } from '../../../electron/engine/decide/observed.ts'
import type { Table } from '../../../electron/engine/decide/table.ts'
import type { RunView } from '../../../shared/contract.ts'
import type { Member, ProcessRow } from '../../../shared/process.ts'
import type { Outcome } from '../../../shared/run.ts'
import { fakeNow, makeRow } from '../../fakes/rows.ts'
import { makeMember, makeRun, ms } from '../../fakes/run.ts'
import { FakeClock, settle } from '../../fakes/world.ts'

const memberOf = (row: ProcessRow, more: Partial<Member> = {}): Member =>
  makeMember(row.identity.pid, { identity: row.identity, name: row.name, ...more })

class Desk {
  readonly clock = new FakeClock()
  rows: ProcessRow[] = []
  members: Member[] = []
  more: Partial<Observed> = {}
  runs: RunView[] = []
  readonly memory = new Map<string, readonly { port: number; protocol: 'tcp' | 'udp' }[]>()
  owners: Record<number, readonly number[]> = {}

  ended(outcome: Outcome, members: Member[], target = 'iguana'): void {
    const phase = { kind: 'ended', outcome, at: ms(1) } as const
    const run = { ...makeRun('stop/30', { target, phase }, members), id: `run-${this.runs.length}` }
    this.runs.push({ run } as unknown as RunView)
  }

  look(): Promise<readonly string[]> {
    const find = (pid: number) => this.rows.find((row) => row.identity.pid === pid)
    const table = (): Table =>
      ({
        at: fakeNow,
        rows: new Map(this.rows.map((r) => [r.identity.pid, r])),
      }) as unknown as Table
    const ports: HoldsPorts = {
      clock: this.clock,
      table: { read: table, readOne: (pid) => find(pid) ?? null },
      portOwners: (port) => ({ listening: port in this.owners, pids: this.owners[port] ?? [] }),
      runs: () => Promise.resolve(this.runs),
      remembered: (run) => Promise.resolve({ ports: this.memory.get(run) ?? [] } as never),
    }
    const about = { target: 'iguana', title: 'Iguana', members: this.members, unit: null }
    const rest = { configuration: null, pidFile: null, ...this.more }
    return lookForHolds(ports, { ...about, ...rest } as unknown as Observed)
  }
}

const row = makeRow({ pid: 100, exe: '/usr/sbin/iguana' })
const other = makeRow({ pid: 200, exe: '/usr/sbin/other' })
const survived: Outcome = { kind: 'survived', survivors: [row.identity] }

describe('lookForHolds', () => {
  it('finds nothing where nothing is there', async () => {
    expect(await new Desk().look()).toEqual([])
  })

  it('sees who outlived SIGKILL in an earlier run, as long as it lives', async () => {
    const desk = new Desk()
    desk.rows = [row]
    desk.ended(survived, [memberOf(row)])
    expect(await desk.look()).toEqual(['iguana (100) outlived an earlier stop'])
    desk.rows = []
    expect(await desk.look()).toEqual([])
    desk.rows = [makeRow({ pid: 100, startTicks: 77, exe: '/bin/new' })]
    expect(await desk.look()).toEqual([])
  })

  it('minds no survivor of another service', async () => {
    const desk = new Desk()
    desk.rows = [row]
    desk.ended(survived, [memberOf(row)], 'lizard')
    expect(await desk.look()).toEqual([])
  })

  it('sees who left the service before a run gave up on it, not who simply runs on', async () => {
    const desk = new Desk()
    desk.rows = [row, other]
    desk.ended({ kind: 'abandoned', by: 'ops' }, [memberOf(row), memberOf(other)])
    desk.members = [memberOf(row)]
    expect(await desk.look()).toEqual(['other (200) outlived an earlier stop'])
  })

  it.each([
    ['still', 'D', ['iguana (100) is in uninterruptible sleep: no signal reaches it']],
    ['no more', 'S', []],
  ])('looks twice at a member in state D, which is so %s', async (_, later, holds) => {
    const desk = new Desk()
    desk.rows = [{ ...row, state: 'D' }]
    desk.members = [memberOf(row)]
    const looking = desk.look()
    await settle()
    desk.rows = [{ ...row, state: later }]
    await desk.clock.advance(300)
    expect(await looking).toEqual(holds)
  })

  it.each<[string, Partial<Observed>]>([
    ['that is written down', { configuration: { port: 5060 } }],
    ['that the target names', { target: 'port:5060' }],
  ])('sees who waits on the port %s', async (_, more) => {
    const desk = new Desk()
    desk.rows = [other]
    desk.more = more
    desk.owners = { 5060: [200] }
    expect(await desk.look()).toEqual(['other (200) holds port 5060'])
  })

  it('knows the ports that were held before force, but for those of UDP', async () => {
    const desk = new Desk()
    desk.rows = [other]
    desk.owners = { 80: [200], 4444: [200] }
    desk.ended({ kind: 'killed', by: 'ops' }, [])
    desk.memory.set('run-0', [
      { port: 80, protocol: 'tcp' },
      { port: 4444, protocol: 'udp' },
    ])
    expect(await desk.look()).toEqual(['other (200) holds port 80'])
  })

  it('sees a pid file of somebody who lives and is no member', async () => {
    const desk = new Desk()
    desk.rows = [other]
    const pidFile = { path: '/run/iguana.pid', pid: 200, verdict: 'stale' }
    desk.more = { pidFile: pidFile as Observed['pidFile'] }
    expect(await desk.look()).toEqual([
      'its pid file /run/iguana.pid names other (200), which lives',
    ])
    desk.members = [memberOf(other)]
    expect(await desk.look()).toEqual([])
    desk.members = []
    desk.rows = []
    expect(await desk.look()).toEqual([])
  })
})
