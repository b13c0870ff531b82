/** Whom a look finds beside the service, on a made-up machine. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DiagnosisLooks } from '../../../../electron/engine/os/diagnosis/looks.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { FakeProc } from '../fake-proc.ts'
import { FakeMachine } from './fake-machine.ts'
import { reading, writeProcess } from './fake-process-files.ts'

let machine: FakeMachine
let proc: FakeProc
beforeEach(() => {
  machine = new FakeMachine()
  proc = machine.proc
})
afterEach(() => {
  proc.remove()
})

const onlyX64 = process.arch === 'x64'

describe('who is looked at besides', () => {
  const others = (facts: ReturnType<DiagnosisLooks['look']>) =>
    facts.processes.filter(({ member }) => !member).map(({ identity }) => identity.pid)

  it('are children and their children outside of the service', () => {
    writeProcess(proc, 812)
    writeProcess(proc, 820, { parentPid: 812 })
    writeProcess(proc, 821, { parentPid: 820 })
    writeProcess(proc, 900)
    expect(others(machine.openLooks().look(machine.ask([812])))).toEqual([820, 821])
  })

  it('are no more than so many: a fork bomb has thousands', () => {
    writeProcess(proc, 812)
    for (let pid = 1000; pid < 1100; pid += 1) writeProcess(proc, pid, { parentPid: 812 })
    expect(others(machine.openLooks().look(machine.ask([812])))).toHaveLength(64)
  })

  it('is who traces it', () => {
    writeProcess(proc, 812, { state: 't', status: { TracerPid: '900' } })
    writeProcess(proc, 900, { comm: 'gdb' })
    expect(others(machine.openLooks().look(machine.ask([812])))).toEqual([900])
  })

  it('is the parent that does not reap a zombie', () => {
    writeProcess(proc, 812, { state: 'Z', parentPid: 900 })
    writeProcess(proc, 900)
    expect(others(machine.openLooks().look(machine.ask([812])))).toEqual([900])
  })

  it('is who started a member that is younger than the stop, up to init', () => {
    writeProcess(proc, 1, { comm: 'init' })
    writeProcess(proc, 900, { comm: 'runsvdir', parentPid: 1 })
    writeProcess(proc, 901, { comm: 'runsv', parentPid: 900 })
    writeProcess(proc, 812, { parentPid: 901 })
    const lookAt = (wall: number) => {
      const asked = { signal: 'TERM', at: { mono: 0, wall } } as const
      return others(machine.openLooks().look(machine.ask([812], { asked })))
    }
    expect(lookAt(0)).toEqual([901, 900])
    expect(lookAt(Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('is the stop command with its children', () => {
    for (const pid of [812, 900]) writeProcess(proc, pid)
    writeProcess(proc, 901, { parentPid: 900 })
    expect(others(machine.openLooks().look(machine.ask([812], { stopCommandPid: 900 })))).toEqual([
      900, 901,
    ])
  })

  it('is who has the other end of a pipe that it reads', () => {
    const files = { 4: 'pipe:[77]' }
    const fdinfo = { 4: 'flags:\t0\n' }
    writeProcess(proc, 812, { files, fdinfo, wchan: 'anon_pipe_read', syscall: reading(4) })
    writeProcess(proc, 900, { files, fdinfo: { 4: 'flags:\t01\n' } })
    writeProcess(proc, 901, { files: { 4: 'pipe:[78]' } })
    // It reads as well: nothing will come from there.
    writeProcess(proc, 902, { files, fdinfo })
    expect(others(machine.openLooks().look(machine.ask([812])))).toEqual([900])
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
    expect(others(machine.openLooks().look(machine.ask([812])))).toEqual([])
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
    const facts = machine.openLooks().look(machine.ask([812]))
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
    const { sockets } = machine.openLooks().look(machine.ask([812]))
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

  it('are unknown where its files may not be seen, not none', () => {
    writeProcess(proc, 812)
    writeProcess(proc, 813)
    // What is listed and cannot be followed: here because it is no link.
    for (const pid of [812, 813]) proc.write(`${pid}/fd/3`, '')
    const question = machine.ask([812, 813])
    expect(isKnown(machine.openLooks().look(question).sockets)).toBe(false)
    proc.delete('813/fd/3')
    expect(machine.openLooks().look(question).sockets).toEqual([])
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
    const looks = machine.openLooks({ sockets: () => Promise.resolve(said) })
    const question = machine.ask([812])
    // The first verdict does not wait for it.
    expect(looks.look(question).sockets).toMatchObject([{ inode: 31, peer: null }])
    await looks.settled()
    expect(looks.look(question).sockets).toMatchObject([
      { inode: 31, remoteAddress: '/run/dbus.sock', peer: { pid: 900, name: 'dbus' } },
    ])
  })
})
