/** Looks at a made-up machine, one after the other. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gatherDiagnosisFacts } from '../../../../electron/engine/os/diagnosis/gather.ts'
import { DiagnosisLooks } from '../../../../electron/engine/os/diagnosis/looks.ts'
import type {
  DiagnosisPorts,
  DiagnosisQuestion,
} from '../../../../electron/engine/os/diagnosis/ports.ts'
import { createProcessTable } from '../../../../electron/engine/os/proc-table.ts'
import { isKnown, unknown } from '../../../../shared/unknown.ts'
import { FakeProc } from '../fake-proc.ts'
import { createManualClock } from '../manual-clock.ts'
import { reading, writeProcess, writeThread } from './fake-process-files.ts'
import { questionAbout } from './question.ts'

let proc: FakeProc
let clock: ReturnType<typeof createManualClock>
beforeEach(() => {
  proc = new FakeProc()
  clock = createManualClock()
  proc.write('meminfo', 'MemTotal: 100 kB\nMemAvailable: 40 kB\n')
})
afterEach(() => {
  proc.remove()
})

const makePorts = (more: Partial<DiagnosisPorts> = {}): DiagnosisPorts => ({
  clock,
  table: createProcessTable({ root: proc.root, passwd: proc.passwd, clock }),
  root: proc.root,
  kernelLog: `${proc.root}/kmsg`,
  sockets: () => Promise.resolve(null),
  ...more,
})
const ask = (pids: readonly number[], more: Partial<DiagnosisQuestion> = {}): DiagnosisQuestion => {
  const { rows } = createProcessTable({ root: proc.root, passwd: proc.passwd, clock }).read()
  return questionAbout(
    pids.flatMap((pid) => rows.get(pid) ?? []),
    more,
  )
}
const openLooks = (more: Partial<DiagnosisPorts> = {}) => new DiagnosisLooks(makePorts(more))
const onlyX64 = process.arch === 'x64'

describe('one look after another', () => {
  it('compares each process with the look before', () => {
    writeProcess(proc, 812)
    const [looks, question] = [openLooks(), ask([812])]
    const first = looks.look(question)
    expect(first).toMatchObject({ spanMs: 0, looks: 1, processes: [{ before: null }] })
    clock.advance(1500)
    writeThread(proc, 812, 812, { userTicks: 7 })
    const second = looks.look(question)
    expect(second).toMatchObject({ spanMs: 1500, looks: 2 })
    const [one] = second.processes
    expect(one?.before?.threads[0]?.cpuTicks).toBe(0)
    expect(one?.now?.threads[0]?.cpuTicks).toBe(7)
    clock.advance(500)
    expect(looks.look(question)).toMatchObject({ spanMs: 500, looks: 3 })
  })

  it('shows who has left meanwhile, and takes no new process for an old one', () => {
    writeProcess(proc, 812)
    writeProcess(proc, 813)
    const [looks, question] = [openLooks(), ask([812, 813])]
    looks.look(question)
    proc.delete('813')
    writeProcess(proc, 813, { startTicks: 9999 })
    const { processes } = looks.look(question)
    const left = processes.find(({ identity }) => identity.pid === 813)
    expect(left).toMatchObject({ member: true, now: null, identity: { startTicks: 5000 } })
    expect(processes).toHaveLength(2)
  })

  it('puts the main process first, whatever its pid', () => {
    for (const pid of [700, 812, 813]) writeProcess(proc, pid)
    const { processes } = openLooks().look(ask([812, 700, 813]))
    expect(processes.map(({ identity }) => identity.pid)).toEqual([812, 700, 813])
  })

  it('says why one may not be signalled', () => {
    writeProcess(proc, 812)
    const refusal = { code: 'protected', message: 'No.', next: '' } as const
    const { processes } = openLooks().look(ask([812], { refuse: () => refusal }))
    expect(processes[0]?.refusal).toEqual(refusal)
  })

  it('is possible where nothing of it runs', () => {
    const facts = openLooks().look(ask([]))
    expect(facts).toMatchObject({
      processes: [],
      sockets: [],
      locks: [],
      disks: [],
      mounts: unknown('nothing of it runs'),
      memory: { totalBytes: 102_400, availableBytes: 40_960 },
    })
  })

  it('hands through what it was asked with', () => {
    writeProcess(proc, 812)
    const asked = { signal: 'TERM', at: clock.now() } as const
    const facts = openLooks().look(ask([812], { asked, listenedPorts: [80], stopCommandPid: null }))
    expect(facts).toMatchObject({ asked, listenedPorts: [80], stopCommandPid: null })
  })
})

describe('the dead that nobody has reaped', () => {
  const zombie = { state: 'Z', parentPid: 900 }
  const dead = () => {
    writeProcess(proc, 812, zombie)
    writeProcess(proc, 900)
    const [row] = ask([812]).observed.members
    if (!row) throw new Error('no row')
    return row.identity
  }
  const observed = (more: Partial<DiagnosisQuestion['observed']>) => ({
    observed: { ...ask([]).observed, ...more },
  })

  it.each([
    ['its target names', () => observed({ target: `pid:812@${dead().startTicks}` })],
    ['was its main process', () => observed({ main: dead() })],
    [
      'its pid file names',
      () => {
        dead()
        return observed({ pidFile: { path: '/p', verdict: 'stale', pid: 812, evidence: [] } })
      },
    ],
  ])('are members where %s', (_what, question) => {
    const { processes } = openLooks().look(ask([], question()))
    expect(processes.map(({ identity, member }) => [identity.pid, member])).toEqual([
      [812, true],
      [900, false],
    ])
  })

  it('are not taken for a process of another start, nor is one that lives', () => {
    dead()
    const { processes } = openLooks().look(ask([], observed({ target: 'pid:812@1' })))
    expect(processes).toEqual([])
    expect(openLooks().look(ask([], observed({ target: 'pid:900' }))).processes).toEqual([])
  })

  it('are seen at a glance, too', () => {
    const main = dead()
    const [looks, question] = [openLooks(), ask([], observed({ main }))]
    looks.glance(question)
    expect(looks.look(question).processes[0]?.before?.row.state).toBe('Z')
  })
})

describe('a glance and a look soon afterwards', () => {
  it('know the free space of the disks already', async () => {
    const info = 'flags:\t02\nmnt_id:\t27\nino:\t5\n'
    writeProcess(proc, 812, { files: { 3: '/var/log/a' }, fdinfo: { 3: info } })
    proc.link('self/ns/mnt', 'mnt:[1]')
    const [looks, question] = [openLooks(), ask([812])]
    looks.glance(question)
    await looks.settled()
    expect(looks.look(question).disks).toMatchObject([{ mountPoint: '/' }])
  })

  it('make one diagnosis', async () => {
    writeProcess(proc, 812)
    const facts = gatherDiagnosisFacts(makePorts(), ask([812]), 100)
    writeThread(proc, 812, 812, { userTicks: 3 })
    clock.advance(100)
    expect(await facts).toMatchObject({ spanMs: 100, looks: 2 })
    const [one] = (await facts).processes
    expect([one?.before, one?.now].map((sample) => sample?.threads[0]?.cpuTicks)).toEqual([0, 3])
  })
})

describe('who is looked at besides', () => {
  const others = (facts: ReturnType<DiagnosisLooks['look']>) =>
    facts.processes.filter(({ member }) => !member).map(({ identity }) => identity.pid)

  it('are children and their children outside of the service', () => {
    writeProcess(proc, 812)
    writeProcess(proc, 820, { parentPid: 812 })
    writeProcess(proc, 821, { parentPid: 820 })
    writeProcess(proc, 900)
    expect(others(openLooks().look(ask([812])))).toEqual([820, 821])
  })

  it('are no more than so many: a fork bomb has thousands', () => {
    writeProcess(proc, 812)
    for (let pid = 1000; pid < 1100; pid += 1) writeProcess(proc, pid, { parentPid: 812 })
    expect(others(openLooks().look(ask([812])))).toHaveLength(64)
  })

  it('is who traces it', () => {
    writeProcess(proc, 812, { state: 't', status: { TracerPid: '900' } })
    writeProcess(proc, 900, { comm: 'gdb' })
    expect(others(openLooks().look(ask([812])))).toEqual([900])
  })

  it('is the parent that does not reap a zombie', () => {
    writeProcess(proc, 812, { state: 'Z', parentPid: 900 })
    writeProcess(proc, 900)
    expect(others(openLooks().look(ask([812])))).toEqual([900])
  })

  it('is the stop command with its children', () => {
    for (const pid of [812, 900]) writeProcess(proc, pid)
    writeProcess(proc, 901, { parentPid: 900 })
    expect(others(openLooks().look(ask([812], { stopCommandPid: 900 })))).toEqual([900, 901])
  })

  it('is who has the other end of a pipe that it reads', () => {
    const files = { 4: 'pipe:[77]' }
    const fdinfo = { 4: 'flags:\t0\n' }
    writeProcess(proc, 812, { files, fdinfo, wchan: 'anon_pipe_read', syscall: reading(4) })
    writeProcess(proc, 900, { files, fdinfo: { 4: 'flags:\t01\n' } })
    writeProcess(proc, 901, { files: { 4: 'pipe:[78]' } })
    // It reads as well: nothing will come from there.
    writeProcess(proc, 902, { files, fdinfo })
    expect(others(openLooks().look(ask([812])))).toEqual([900])
  })

  it('is nobody for a pipe that it has both ends of', () => {
    const fdinfo = { 4: 'flags:\t0\n', 5: 'flags:\t01\n' }
    const files = { 4: 'pipe:[77]', 5: 'pipe:[77]' }
    writeProcess(proc, 812, {
      files,
      fdinfo,
      syscall: '7 0x1 0x2 0x3 0x0 0x0 0x0 0x7ffd60b18ee8 0x7f7f8e5cff3e\n',
    })
    writeProcess(proc, 900, { files })
    expect(others(openLooks().look(ask([812])))).toEqual([])
  })

  it('is who holds the lock that it waits for, also where the line names a dead one', () => {
    const lock = 'FLOCK  ADVISORY  WRITE'
    const info = 'flags:\t02\nmnt_id:\t27\nino:\t55\n'
    proc.write('locks', `1: ${lock} 4444 fe:00:55 0 EOF\n1: -> ${lock} 812 fe:00:55 0 EOF\n`)
    writeProcess(proc, 812, { files: { 3: '/srv/a.db' }, fdinfo: { 3: info } })
    writeProcess(proc, 900, {
      comm: 'backup',
      files: { 9: '/srv/a.db' },
      fdinfo: { 9: `${info}lock:\t1: ${lock} 4444 fe:00:55 0 EOF\n` },
    })
    writeProcess(proc, 901, { files: { 9: '/srv/a.db' }, fdinfo: { 9: info } })
    const facts = openLooks().look(ask([812]))
    expect(others(facts)).toEqual([900])
    expect(facts.locks).toMatchObject([
      { pid: 4444, waitsFor: null, holders: [{ pid: 900, name: 'backup' }] },
      { pid: 812, waitsFor: 1 },
    ])
  })
})

const inet = (local: string, remote: string, inode: number, state = '01'): string =>
  `  0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000   0   0 ${inode} 1 0\n`

describe('sockets', () => {
  it('are those that it has open, with who is at the other end', () => {
    writeProcess(proc, 812, { files: { 3: 'socket:[11]', 4: 'socket:[12]' }, syscall: reading(3) })
    writeProcess(proc, 900, { comm: 'postgres', files: { 7: 'socket:[21]' } })
    proc.write(
      '812/net/tcp',
      inet('0100007F:C350', '0100007F:1538', 11) +
        inet('0100007F:1538', '0100007F:C350', 21) +
        inet('00000000:0050', '00000000:0000', 12, '0A') +
        inet('00000000:0051', '00000000:0000', 13, '0A'),
    )
    const { sockets } = openLooks().look(ask([812]))
    expect(sockets).toMatchObject([
      {
        inode: 11,
        protocol: 'tcp',
        remoteAddress: '127.0.0.1',
        remotePort: 5432,
        lastReceivedMs: null,
        // Without the names of x86-64's calls nobody knows that it waits there.
        peer: onlyX64 ? { pid: 900, name: 'postgres' } : null,
      },
      { inode: 12, state: 'LISTEN', localPort: 80, peer: null },
    ])
  })

  it('of Unix have their other end, and times, from what ss(8) said meanwhile', async () => {
    writeProcess(proc, 812, { files: { 3: 'socket:[31]' } })
    writeProcess(proc, 900, { comm: 'dbus', files: { 7: 'socket:[32]' } })
    const line = (path: string, inode: number) =>
      `0: 00000003 00000000 00000000 0001 03 ${inode}${path}\n`
    proc.write('812/net/unix', line('', 31) + line(' /run/dbus.sock', 32))
    const said =
      'u_str ESTAB 0 0 * 31 * 32 users:(("a",pid=812,fd=3)) <->\n' +
      'u_str ESTAB 0 0 /run/dbus.sock 32 * 31 users:(("dbus",pid=900,fd=7)) <->\n'
    const looks = openLooks({ sockets: () => Promise.resolve(said) })
    const question = ask([812])
    // The first verdict does not wait for it.
    expect(looks.look(question).sockets).toMatchObject([{ inode: 31, peer: null }])
    await looks.settled()
    expect(looks.look(question).sockets).toMatchObject([
      { inode: 31, remoteAddress: '/run/dbus.sock', peer: { pid: 900, name: 'dbus' } },
    ])
  })
})

describe('what is asked beside the looks', () => {
  it('comes with the look after, the daemon’s own lines and the free space', async () => {
    const info = 'flags:\t02\nmnt_id:\t27\nino:\t5\n'
    writeProcess(proc, 812, { files: { 3: '/var/log/a' }, fdinfo: { 3: info } })
    proc.link('self/ns/mnt', 'mnt:[1]')
    const lines = [{ at: null, text: 'waiting for 3 clients' }]
    const looks = openLooks({ log: () => Promise.resolve(lines) })
    const question = ask([812])
    const first = looks.look(question)
    expect(first.disks).toEqual([])
    expect(isKnown(first.log)).toBe(false)
    await looks.settled()
    const second = looks.look(question)
    expect(second.log).toEqual(lines)
    expect(second.disks).toMatchObject([{ mountPoint: '/', readOnly: false }])
    expect(second.disks[0]?.freeBytes).toBeGreaterThan(0)
  })

  it('is unknown with the reason where it fails', async () => {
    writeProcess(proc, 812)
    const looks = openLooks({ log: () => Promise.reject(new Error('the journal is locked')) })
    looks.look(ask([812]))
    await looks.settled()
    expect(looks.look(ask([812])).log).toEqual(unknown('the journal is locked'))
  })

  it('is not asked a second time while the first is on its way', async () => {
    writeProcess(proc, 812)
    let asked = 0
    let answer: (text: string | null) => void = () => undefined
    const sockets = () => {
      asked += 1
      return new Promise<string | null>((resolve) => {
        answer = resolve
      })
    }
    const looks = openLooks({ sockets })
    const question = ask([812])
    for (let count = 0; count < 5; count += 1) looks.look(question)
    expect(asked).toBe(1)
    answer(null)
    await looks.settled()
    looks.look(question)
    expect(asked).toBe(2)
    answer(null)
    await looks.settled()
  })
})

describe('the kernel’s own lines', () => {
  it('are unknown where there is no such device', () => {
    writeProcess(proc, 812)
    expect(isKnown(openLooks().look(ask([812])).kernelLines)).toBe(false)
  })

  it('are those since it began', () => {
    writeProcess(proc, 812)
    proc.write('kmsg', '3,1,99000000,-;Out of memory: Killed process 9 (x)\n')
    const { kernelLines } = openLooks().look(ask([812]))
    expect(kernelLines).toEqual(['[   99.000000] Out of memory: Killed process 9 (x)'])
  })
})

describe('a frozen cgroup', () => {
  const mount = (kind: string, path: string, options: string) =>
    `31 23 0:28 / ${proc.root}/${path} rw - ${kind} ${kind} ${options}\n`

  it.each([
    ['version 2', 'frozen 1\n', 'THAWED\n', true],
    ['version 1', 'frozen 0\n', 'FROZEN\n', true],
    ['version 1, on its way', 'frozen 0\n', 'FREEZING\n', true],
    ['neither', 'frozen 0\n', 'THAWED\n', false],
  ])('is seen by %s', (_what, events, state, expected) => {
    writeProcess(proc, 812)
    proc.write(
      'self/mountinfo',
      mount('cgroup2', 'two', 'rw') + mount('cgroup', 'one', 'rw,freezer'),
    )
    proc.write('812/cgroup', '6:freezer:/f\n0::/s\n')
    proc.write('two/s/cgroup.events', `populated 1\n${events}`)
    proc.write('one/f/freezer.state', state)
    expect(openLooks().look(ask([812])).processes[0]?.now?.frozen).toBe(expected)
  })

  it('is unknown where nothing says so', () => {
    writeProcess(proc, 812)
    proc.write('self/mountinfo', mount('cgroup2', 'two', 'rw'))
    expect(isKnown(openLooks().look(ask([812])).processes[0]?.now?.frozen ?? true)).toBe(false)
  })

  it('tells of memory, too, and what it was at the first look', () => {
    writeProcess(proc, 812)
    proc.write('self/mountinfo', mount('cgroup2', 'two', 'rw'))
    proc.write('812/cgroup', '0::/s\n')
    proc.write('two/s/memory.events', 'oom 1\noom_kill 1\n')
    proc.write('two/s/memory.current', '4096\n')
    proc.write('two/s/memory.max', 'max\n')
    const pressure = 'full avg10=2.50 avg60=0.00 avg300=0.00 total=1\n'
    proc.write('two/s/memory.pressure', pressure)
    const [looks, question] = [openLooks(), ask([812])]
    const expected = { oomKills: 1, cgroupCurrent: 4096, cgroupMax: 'max', memoryPressure: 2.5 }
    expect(looks.look(question).memory).toMatchObject(expected)
    proc.write('two/s/memory.events', 'oom 2\noom_kill 2\n')
    const { memory } = looks.look(question)
    expect(memory).toMatchObject({ oomKills: 2, oomKillsBefore: 1 })
    expect(isKnown(memory.ioPressure)).toBe(false)
  })
})
