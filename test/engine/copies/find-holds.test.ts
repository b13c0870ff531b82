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

interface Remembered {
  readonly port: number
  readonly protocol: 'tcp' | 'udp'
  readonly address?: string
}

class Desk {
  readonly clock = new FakeClock()
  rows: ProcessRow[] = []
  members: Member[] = []
  more: Partial<Observed> = {}
  runs: RunView[] = []
  readonly memory = new Map<string, readonly Remembered[]>()
  /** By port: the addresses somebody waits at. */
  addresses: Record<number, readonly string[]> = {}
  switches = 7
  seesFiles = true
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
      signs: {
        switches: () => this.switches,
        seesFilesOf: () => this.seesFiles,
        addressesAt: (port) => this.addresses[port] ?? [],
        isLent: (port) => port >= 32_768 && port <= 60_999,
      },
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
    ['stuck where it did not move in 2 s', {}, 7, true],
    ['not where it wakes up', { state: 'S' }, 7, false],
    ['not where it slept anew: a database under disk load', {}, 8, false],
    ['not where it used the processor', { cpuTicks: 90_000 }, 7, false],
  ])('looks twice at a member in state D: %s', async (_, later, switches, isStuck) => {
    const desk = new Desk()
    desk.rows = [{ ...row, state: 'D' }]
    desk.members = [memberOf(row)]
    let answered = false
    const looking = desk.look().finally(() => {
      answered = true
    })
    await settle()
    desk.rows = [{ ...row, state: 'D', ...later }]
    desk.switches = switches
    await desk.clock.advance(1900)
    expect(answered).toBe(false)
    await desk.clock.advance(100)
    const words = 'iguana (100) is in uninterruptible sleep: no signal reaches it'
    expect(await looking).toEqual(isStuck ? [words] : [])
  })

  it.each([
    ['at another address of loopback', '127.0.0.2', ['127.0.0.53'], 53, false],
    ['at the same address', '127.0.0.2', ['127.0.0.53', '127.0.0.2'], 53, true],
    ['at every address', '127.0.0.2', ['0.0.0.0'], 53, true],
    ['where it waited at every address itself', '::', ['127.0.0.53'], 53, true],
    ['on a port that the kernel had lent', '0.0.0.0', ['0.0.0.0'], 40_123, false],
  ])('sees who waits %s of what was held before force', async (_, address, at, port, holds) => {
    const desk = new Desk()
    desk.rows = [other]
    desk.owners = { [port]: [200] }
    desk.addresses = { [port]: at }
    desk.ended({ kind: 'killed', by: 'ops' }, [])
    desk.memory.set('run-0', [{ port, protocol: 'tcp', address }])
    expect(await desk.look()).toEqual(holds ? [`other (200) holds port ${port}`] : [])
  })

  it('says nothing of an unseen holder where files of a member are hidden, else does', async () => {
    const desk = new Desk()
    desk.rows = [row]
    desk.members = [memberOf(row)]
    desk.more = { target: 'port:80' }
    desk.owners = { 80: [] }
    expect(await desk.look()).toEqual(['somebody who cannot be seen from here holds port 80'])
    desk.seesFiles = false
    expect(await desk.look()).toEqual([])
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
