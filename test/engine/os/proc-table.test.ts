import { linkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readMachineUnits } from '../../../electron/engine/os/boot.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { unknown } from '../../../shared/unknown.ts'
import { fakeBoot, FakeProc } from './fake-proc.ts'
import { createManualClock } from './manual-clock.ts'

let proc: FakeProc
beforeEach(() => {
  proc = new FakeProc()
})
afterEach(() => {
  proc.remove()
})
const clock = createManualClock()
const table = () => createProcessTable({ root: proc.root, passwd: proc.passwd, clock })
const row = (pid: number) => table().readOne(pid)

describe('a row of the table', () => {
  it('holds what /proc says, with times by the wall clock', () => {
    proc.add({
      pid: 812,
      comm: 'nginx',
      parentPid: 1,
      processGroup: 812,
      session: 810,
      terminal: 34816,
      userTicks: 17,
      startTicks: 12345,
      residentPages: 3,
    })
    const sh = statSync('/bin/sh')
    const read = table().read()
    expect(read.boot).toBe(fakeBoot)
    expect([...read.rows.keys()]).toEqual([812])
    expect(read.rows.get(812)).toEqual({
      identity: { boot: fakeBoot, pid: 812, startTicks: 12345 },
      parentPid: 1,
      processGroup: 812,
      session: 810,
      terminal: 34816,
      state: 'S',
      alive: true,
      kernelThread: false,
      name: 'nginx',
      uid: 33,
      user: 'www-data',
      args: ['/bin/a'],
      executable: { path: '/bin/sh', device: sh.dev, inode: sh.ino, deleted: false },
      cgroup: '/system.slice/a.service',
      pidNamespace: 'pid:[1]',
      startedAt: 1_700_000_000_000 + 123_450,
      cpuTicks: 17,
      residentBytes: 3 * readMachineUnits().pageBytes,
    })
  })

  it.each([
    ['a) R 1 1', 'a) R 1 1'],
    ['a\nb', 'a\\nb'],
    ['\u001b[2J', '\\x1b[2J'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['(sd-pam)', '(sd-pam)'],
    ['', ''],
  ])('survives the name %j', (comm, name) => {
    proc.add({ pid: 5, comm, startTicks: 7 })
    expect(row(5)).toMatchObject({ name, identity: { startTicks: 7 }, parentPid: 1 })
  })

  it('masks secrets in arguments', () => {
    proc.add({ pid: 5, args: ['d', '--password=geheim'] })
    expect(row(5)?.args).toEqual(['d', '--password=***'])
  })

  it('has no executable and no arguments for a kernel thread', () => {
    proc.add({ pid: 2, flags: 0x00200040, args: [], exe: null })
    const read = row(2)
    expect(read).toMatchObject({ kernelThread: true, args: [] })
    expect(read?.executable).toEqual(unknown('a kernel thread has none'))
  })
})

describe('the user of a process', () => {
  it.each([
    ['the effective one', 'Uid:\t1000\t0\t0\t0\n', 0, 'root'],
    ['the number, where no file names it', 'Uid:\t4242\t4242\t4242\t4242\n', 4242, '4242'],
  ])('is %s', (_what, status, uid, user) => {
    proc.add({ pid: 5, status })
    expect(row(5)).toMatchObject({ uid, user })
  })

  it('is unknown, not root, where status does not say', () => {
    proc.add({ pid: 5, status: 'Name:\tx\n' })
    expect(row(5)?.uid).toEqual(unknown('no Uid line in status'))
    expect(row(5)?.user).toEqual(unknown('no Uid line in status'))
  })

  it('gets a new name when the file of users changes', () => {
    proc.add({ pid: 5 })
    const reading = table()
    expect(reading.readOne(5)?.user).toBe('www-data')
    writeFileSync(proc.passwd, 'http:x:33:33::/:/bin/false\n')
    expect(reading.readOne(5)?.user).toBe('http')
  })
})

describe('the executable of a process', () => {
  it('is not deleted only because its name says so', () => {
    const honest = join(proc.root, 'daemon (deleted)')
    linkSync(proc.passwd, honest)
    proc.add({ pid: 5, exe: honest })
    expect(row(5)?.executable).toMatchObject({ path: honest, deleted: false })
  })

  describe('on a file server', () => {
    const mounts =
      '20 1 8:1 / / rw - ext4 /dev/sda1 rw\n30 20 0:55 / /srv rw - nfs4 10.0.0.8:/srv rw\n'
    const maps =
      '55d0-55d1 r-xp 00000000 00:37 4711 /srv/bin/daemon\n55d2-55d3 rw-p 00000000 00:00 0 [heap]\n'
    const lives = (text: string, exe = '/srv/bin/daemon'): void => {
      proc.add({ pid: 5, exe })
      proc.write('5/mountinfo', mounts)
      proc.write('5/maps', text)
    }
    it('is known from its mappings: the server, which may be gone, is not asked', () => {
      // stat(2) would fail here, as there is no such file.
      lives(maps)
      const executable = { path: '/srv/bin/daemon', device: 55, inode: 4711, deleted: false }
      expect(row(5)?.executable).toEqual(executable)
    })
    it('is deleted where the kernel says so', () => {
      lives(maps.replace('daemon', 'daemon (deleted)'), '/srv/bin/daemon (deleted)')
      expect(row(5)?.executable).toMatchObject({ path: '/srv/bin/daemon', deleted: true })
    })
    it('is unknown where it is mapped no more', () => {
      lives('55d2-55d3 rw-p 00000000 00:00 0 [heap]\n')
      const why = 'its program lies on a file server, which is not asked'
      expect(row(5)?.executable).toEqual(unknown(why))
    })
    it('is asked for where it lies beside the server', () => {
      lives(maps, proc.passwd)
      expect(row(5)?.executable).toMatchObject({ path: proc.passwd, deleted: false })
    })
  })
})

describe('the pid namespace of a process', () => {
  it.each([
    ['ours, known from status alone', 'NSpid:\t5\n', undefined, 'pid:[1]'],
    ['another one by its link', 'NSpid:\t5\t1\n', 'pid:[77]', 'pid:[77]'],
    [
      'another one, though its link cannot be read',
      'NSpid:\t5\t1\n',
      undefined,
      'inner, pid 1 there',
    ],
    ['the link alone before Linux 4.1', 'Name:\tx\n', 'pid:[1]', 'pid:[1]'],
    ['unknown where nothing says', 'Name:\tx\n', undefined, unknown('the process has ended')],
  ])('is %s', (_what, status, namespace, expected) => {
    proc.add({ pid: 5, status, ...(namespace !== undefined && { namespace }) })
    expect(row(5)?.pidNamespace).toEqual(expected)
  })

  it('is never taken for ours where /proc belongs to an outer one', () => {
    proc.write('self/status', 'NSpid:\t900\t3\n')
    proc.add({ pid: 5, status: 'NSpid:\t5\n', namespace: 'pid:[8]' })
    expect(row(5)?.pidNamespace).toBe('pid:[8]')
  })
})

describe('whether a process lives', () => {
  it.each([
    ['sleeping', 'S', [], true],
    ['in the disk', 'D', [], true],
    ['stopped', 'T', [], true],
    ['a zombie', 'Z', [], false],
    ['being buried', 'X', [], false],
    ['without its main thread, others at work', 'Z', ['S'], true],
    ['without its main thread, others over too', 'Z', ['Z', 'X'], false],
    ['a zombie, one of many threads at work', 'Z', ['X', 'Z', 'R'], true],
  ])('%s', (_what, state, threads, alive) => {
    proc.add({ pid: 5, state, threads })
    const read = row(5)
    expect(read).toMatchObject({ state, alive })
    expect(read && table().presence(read.identity)).toBe(alive ? 'here' : 'gone')
  })
})

describe('a process that goes while it is read', () => {
  it.each(['stat', 'status'])('is simply absent without %s', (file) => {
    proc.add({ pid: 5 })
    proc.add({ pid: 6 })
    proc.delete(`5/${file}`)
    expect([...table().read().rows.keys()]).toEqual([6])
    expect(row(5)).toBeNull()
  })

  it('is absent when its stat is no stat', () => {
    proc.add({ pid: 5 })
    proc.write('5/stat', 'garbage')
    expect(row(5)).toBeNull()
  })

  it('has no parent that must be there', () => {
    proc.add({ pid: 5, parentPid: 4 })
    expect(table().read().rows.get(5)?.parentPid).toBe(4)
  })
})

describe('the table as a whole', () => {
  it('is refused rather than empty where there is no /proc', () => {
    const nowhere = createProcessTable({ root: join(proc.root, 'nowhere'), clock })
    expect(() => nowhere.read()).toThrow('/proc is not mounted')
  })

  it('takes only numbers for processes', () => {
    proc.write('012/stat', 'x')
    proc.write('1x/stat', 'x')
    expect(table().read().rows.size).toBe(0)
  })
})

describe('presence and masks', () => {
  const masks = 'SigPnd:\t0\nShdPnd:\t4000\nSigBlk:\t1\nSigIgn:\t2\nSigCgt:\t4\n'

  it('answers for an identity, not for a pid', () => {
    proc.add({ pid: 5, startTicks: 10, status: masks })
    const id = { boot: fakeBoot, pid: 5, startTicks: 10 }
    expect(table().presence(id)).toBe('here')
    expect(table().presence({ ...id, startTicks: 11 })).toBe('changed')
    expect(table().presence({ ...id, pid: 6 })).toBe('gone')
    expect(table().presence({ ...id, boot: 'another' })).toBe('gone')
    expect(table().masks(id)).toEqual({ blocked: [1], ignored: [2], caught: [3], pending: [15] })
    expect(table().masks({ ...id, startTicks: 11 })).toBeNull()
    expect(table().masks({ ...id, pid: 6 })).toBeNull()
  })

  it('takes an unreadable stat for no proof of an end', () => {
    proc.add({ pid: 5, startTicks: 10 })
    proc.write('5/stat', 'garbage')
    expect(table().presence({ boot: fakeBoot, pid: 5, startTicks: 10 })).toBe('here')
  })
})
