/** Looks at a made-up machine, one after the other. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { gatherDiagnosisFacts } from '../../../../electron/engine/os/diagnosis/gather.ts'
import type { DiagnosisQuestion } from '../../../../electron/engine/os/diagnosis/ports.ts'
import { unknown } from '../../../../shared/unknown.ts'
import type { FakeProc } from '../fake-proc.ts'
import { FakeMachine } from './fake-machine.ts'
import { writeProcess, writeThread } from './fake-process-files.ts'

let machine: FakeMachine
let proc: FakeProc
beforeEach(() => {
  machine = new FakeMachine()
  proc = machine.proc
})
afterEach(() => {
  proc.remove()
})

describe('one look after another', () => {
  it('compares each process with the look before', () => {
    writeProcess(proc, 812)
    const [looks, question] = [machine.openLooks(), machine.ask([812])]
    const first = looks.look(question)
    expect(first).toMatchObject({ spanMs: 0, looks: 1, processes: [{ before: null }] })
    machine.clock.advance(1500)
    writeThread(proc, 812, 812, { userTicks: 7 })
    const second = looks.look(question)
    expect(second).toMatchObject({ spanMs: 1500, looks: 2 })
    const [one] = second.processes
    expect(one?.before?.threads[0]?.cpuTicks).toBe(0)
    expect(one?.now?.threads[0]?.cpuTicks).toBe(7)
    machine.clock.advance(500)
    expect(looks.look(question)).toMatchObject({ spanMs: 500, looks: 3 })
  })

  it('shows who has left meanwhile, and takes no new process for an old one', () => {
    writeProcess(proc, 812)
    writeProcess(proc, 813)
    const [looks, question] = [machine.openLooks(), machine.ask([812, 813])]
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
    const { processes } = machine.openLooks().look(machine.ask([812, 700, 813]))
    expect(processes.map(({ identity }) => identity.pid)).toEqual([812, 700, 813])
  })

  it('says why one may not be signalled', () => {
    writeProcess(proc, 812)
    const refusal = { code: 'protected', message: 'No.', next: '' } as const
    const { processes } = machine.openLooks().look(machine.ask([812], { refuse: () => refusal }))
    expect(processes[0]?.refusal).toEqual(refusal)
  })

  it('is possible where nothing of it runs', () => {
    const facts = machine.openLooks().look(machine.ask([]))
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
    const asked = { signal: 'TERM', at: machine.clock.now() } as const
    const facts = machine
      .openLooks()
      .look(machine.ask([812], { asked, listenedPorts: [80], stopCommandPid: null }))
    expect(facts).toMatchObject({ asked, listenedPorts: [80], stopCommandPid: null })
  })
})

describe('the dead that nobody has reaped', () => {
  const zombie = { state: 'Z', parentPid: 900 }
  const dead = () => {
    writeProcess(proc, 812, zombie)
    writeProcess(proc, 900)
    const [row] = machine.ask([812]).observed.members
    if (!row) throw new Error('no row')
    return row.identity
  }
  const observed = (more: Partial<DiagnosisQuestion['observed']>) => ({
    observed: { ...machine.ask([]).observed, ...more },
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
    const { processes } = machine.openLooks().look(machine.ask([], question()))
    expect(processes.map(({ identity, member }) => [identity.pid, member])).toEqual([
      [812, true],
      [900, false],
    ])
  })

  it('are not taken for a process of another start, nor is one that lives', () => {
    dead()
    const { processes } = machine
      .openLooks()
      .look(machine.ask([], observed({ target: 'pid:812@1' })))
    expect(processes).toEqual([])
    expect(
      machine.openLooks().look(machine.ask([], observed({ target: 'pid:900' }))).processes,
    ).toEqual([])
  })

  it('are seen at a glance, too', () => {
    const main = dead()
    const [looks, question] = [machine.openLooks(), machine.ask([], observed({ main }))]
    looks.glance(question)
    expect(looks.look(question).processes[0]?.before?.row.state).toBe('Z')
  })
})

describe('a glance and a look soon afterwards', () => {
  it('know the free space of the disks already', async () => {
    const info = 'flags:\t02\nmnt_id:\t27\nino:\t5\n'
    writeProcess(proc, 812, { files: { 3: '/var/log/a' }, fdinfo: { 3: info } })
    proc.link('self/ns/mnt', 'mnt:[1]')
    const [looks, question] = [machine.openLooks(), machine.ask([812])]
    looks.glance(question)
    await looks.settled()
    expect(looks.look(question).disks).toMatchObject([{ mountPoint: '/' }])
  })

  it('make one diagnosis', async () => {
    writeProcess(proc, 812)
    const facts = gatherDiagnosisFacts(machine.ports(), machine.ask([812]), 100)
    writeThread(proc, 812, 812, { userTicks: 3 })
    machine.clock.advance(100)
    expect(await facts).toMatchObject({ spanMs: 100, looks: 2 })
    const [one] = (await facts).processes
    expect([one?.before, one?.now].map((sample) => sample?.threads[0]?.cpuTicks)).toEqual([0, 3])
  })
})
