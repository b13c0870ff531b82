/** What a look tells beside processes, on a made-up machine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isKnown, unknown } from '../../../../shared/unknown.ts'
import type { FakeProc } from '../fake-proc.ts'
import { FakeMachine } from './fake-machine.ts'
import { writeProcess } from './fake-process-files.ts'

let machine: FakeMachine
let proc: FakeProc
beforeEach(() => {
  machine = new FakeMachine()
  proc = machine.proc
})
afterEach(() => {
  proc.remove()
})

describe('what is asked beside the looks', () => {
  it('comes with the look after, the daemon’s own lines and the free space', async () => {
    const info = 'flags:\t02\nmnt_id:\t27\nino:\t5\n'
    writeProcess(proc, 812, { files: { 3: '/var/log/a' }, fdinfo: { 3: info } })
    proc.link('self/ns/mnt', 'mnt:[1]')
    const lines = [{ at: null, text: 'waiting for 3 clients' }]
    const looks = machine.openLooks({ log: () => Promise.resolve(lines) })
    const question = machine.ask([812])
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
    const looks = machine.openLooks({
      log: () => Promise.reject(new Error('the journal is locked')),
    })
    looks.look(machine.ask([812]))
    await looks.settled()
    expect(looks.look(machine.ask([812])).log).toEqual(unknown('the journal is locked'))
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
    const looks = machine.openLooks({ sockets })
    const question = machine.ask([812])
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
    expect(isKnown(machine.openLooks().look(machine.ask([812])).kernelLines)).toBe(false)
  })

  it('are those since it began', () => {
    writeProcess(proc, 812)
    proc.write('kmsg', '3,1,99000000,-;Out of memory: Killed process 9 (x)\n')
    const { kernelLines } = machine.openLooks().look(machine.ask([812]))
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
    expect(machine.openLooks().look(machine.ask([812])).processes[0]?.now?.frozen).toBe(expected)
  })

  it('is unknown where nothing says so', () => {
    writeProcess(proc, 812)
    proc.write('self/mountinfo', mount('cgroup2', 'two', 'rw'))
    expect(
      isKnown(machine.openLooks().look(machine.ask([812])).processes[0]?.now?.frozen ?? true),
    ).toBe(false)
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
    const [looks, question] = [machine.openLooks(), machine.ask([812])]
    const expected = { oomKills: 1, cgroupCurrent: 4096, cgroupMax: 'max', memoryPressure: 2.5 }
    expect(looks.look(question).memory).toMatchObject(expected)
    proc.write('two/s/memory.events', 'oom 2\noom_kill 2\n')
    const { memory } = looks.look(question)
    expect(memory).toMatchObject({ oomKills: 2, oomKillsBefore: 1, isFirstVersion: false })
    expect(isKnown(memory.ioPressure)).toBe(false)
  })

  it('tells of memory by version 1 of its controller, and that it does', () => {
    writeProcess(proc, 812)
    proc.write(
      'self/mountinfo',
      mount('cgroup2', 'two', 'rw') + mount('cgroup', 'one', 'rw,memory'),
    )
    proc.write('812/cgroup', '9:memory:/m\n0::/s\n')
    proc.write('one/m/memory.oom_control', 'oom_kill_disable 0\nunder_oom 0\noom_kill 4\n')
    proc.write('one/m/memory.usage_in_bytes', '4096\n')
    const { memory } = machine.openLooks().look(machine.ask([812]))
    expect(memory).toMatchObject({ oomKills: 4, cgroupCurrent: 4096, isFirstVersion: true })
  })
})
