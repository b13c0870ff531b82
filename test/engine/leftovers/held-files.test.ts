/** What is read of a made-up process in namespaces and on file systems that no machine has at hand. */
import { execFileSync } from 'node:child_process'
import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readBeforeForce } from '../../../electron/engine/leftovers/before-force.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'
import { FakeProc } from '../os/fake-proc.ts'

let folder: string
let proc: FakeProc
beforeEach(() => {
  folder = mkdtempSync('/tmp/quiesce-held-')
  writeFileSync(join(folder, 'spool'), '')
  execFileSync('mkfifo', [join(folder, 'pipe')])
  proc = new FakeProc()
  for (const kind of ['mnt', 'ipc', 'net']) {
    proc.link(`${process.pid}/ns/${kind}`, `${kind}:[1]`)
    proc.link(`self/ns/${kind}`, `${kind}:[1]`)
    proc.link(`7/ns/${kind}`, `${kind}:[1]`)
  }
  proc.link('7/root', '/')
  proc.write('7/task/7/stat', '7 (a) S 1\n')
  mounts()
})
afterEach(() => {
  proc.remove()
  rmSync(folder, { recursive: true })
})

const still = () => ({ mono: 0, wall: 7 })
const read = () => readBeforeForce(createProcReader(proc.root), [7], still)
const disk = '20 1 8:1 / / rw - ext4 /dev/sda1 rw\n'
const memory = '25 20 0:25 / /dev/shm rw - tmpfs tmpfs rw\n'
function mounts(more = ''): void {
  const text = `${disk}${memory}${more}`
  for (const pid of [7, process.pid]) proc.write(`${pid}/mountinfo`, text)
}
interface Opened {
  readonly flags?: string
  readonly mount?: number
  readonly inode?: number | null
}
function open(fd: number, path: string, { flags = '02', mount = 20, inode = 5 }: Opened = {}) {
  const ino = inode === null ? '' : `ino:\t${inode}\n`
  proc.link(`7/fd/${fd}`, path)
  proc.write(`7/fdinfo/${fd}`, `pos:\t0\nflags:\t${flags}\nmnt_id:\t${mount}\n${ino}`)
}
const spool = () => join(folder, 'spool')
const pipe = () => join(folder, 'pipe')

describe('an open file', () => {
  it.each<[string, string, number]>([
    ['is remembered where it is written', '0100001', 1],
    ['is remembered where it is read and written', '0100002', 1],
    ['is not where it is only read: somebody else wrote it', '0100000', 0],
  ])('%s', (_, flags, count) => {
    open(3, spool(), { flags })
    expect(read().temporary).toEqual(
      Array.from({ length: count }, () => ({ path: spool(), inode: 5, device: 0x801 })),
    )
  })
  it('of a fifo is remembered also where it is read: that is what a fifo is for', () => {
    open(3, pipe(), { flags: '00' })
    expect(read().fifos).toEqual([{ path: pipe(), inode: 5, device: 0x801 }])
  })
  it('is not remembered where the kernel does not tell its inode', () => {
    open(3, spool(), { inode: null })
    open(4, pipe(), { inode: null })
    expect(read()).toMatchObject({ temporary: [], fifos: [] })
  })
  it('is not remembered where another mount hides it: the name leads elsewhere', () => {
    mounts(`30 20 0:60 / ${folder} rw - tmpfs tmpfs rw\n`)
    open(3, spool())
    open(4, join(folder, 'hidden'), { mount: 30 })
    expect(read().temporary.map(({ path }) => path)).toEqual([join(folder, 'hidden')])
  })
  it('has no device where its file system numbers it in its own way', () => {
    mounts(`30 20 0:60 / ${folder} rw - overlay overlay rw\n`)
    open(3, spool(), { mount: 30 })
    expect(read().temporary).toEqual([{ path: spool(), inode: 5, device: null }])
  })
  it('is not remembered once its name is gone', () => {
    open(3, `${spool()} (deleted)`)
    expect(read().temporary).toEqual([])
  })
})

describe('a service with a /tmp of its own', () => {
  // PrivateTmp=: there the same name is another file, and ours is that of somebody else.
  const open4 = () => {
    open(3, spool())
    open(4, pipe())
    open(5, '/dev/shm/a', { mount: 25 })
    proc.write('7/maps', '7f00-7f01 rw-s 00000000 00:19 9 /dev/shm/b\n')
  }
  it.each([
    ['is remembered by no name', 'mnt:[2]', [0, 0, 0]],
    ['is, where it shares our names', 'mnt:[1]', [1, 1, 2]],
  ])('%s', (_, namespace, counts) => {
    proc.link('7/ns/mnt', namespace)
    open4()
    const { temporary, fifos, sharedMemory } = read()
    expect([temporary, fifos, sharedMemory].map((files) => files.length)).toEqual(counts)
  })
  it('is remembered by no name where the namespace cannot be read', () => {
    rmSync(join(proc.root, '7/ns/mnt'))
    open4()
    expect(read()).toMatchObject({ temporary: [], fifos: [], sharedMemory: [] })
  })
})

describe('a number', () => {
  const segment = '7f00-7f01 rw-s 00000000 00:01 98307 /SYSV00000000 (deleted)\n'
  it.each([
    ['of shared memory is ours in our IPC namespace', 'ipc:[1]', [98307]],
    ['of shared memory is another thing in another one', 'ipc:[2]', []],
  ])('%s', (_, namespace, segments) => {
    proc.link('7/ns/ipc', namespace)
    proc.write('7/maps', segment)
    expect(read().segments).toEqual(segments)
  })
  it.each([
    [
      'of a port is ours in our network',
      'net:[1]',
      [{ port: 80, protocol: 'tcp', address: '0.0.0.0' }],
    ],
    ['of a port is another one in another network', 'net:[2]', []],
  ])('%s', (_, namespace, ports) => {
    proc.link('7/ns/net', namespace)
    proc.link('7/fd/3', 'socket:[900]')
    const line =
      '0: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 900 1 0'
    proc.write('7/net/tcp', `  sl  local_address rem_address\n   ${line}\n`)
    expect(read().ports).toEqual(ports)
  })
})

describe('on a file server', () => {
  // Whether something was asked of the file shows in whether it is known to be a fifo.
  it.each<[string, string, number]>([
    ['is not asked for: one that is gone never answers', 'nfs4', 0],
    ['is asked for where the disk is the machine’s own', 'ext4', 1],
  ])('%s', (_, type, count) => {
    mounts(`30 20 0:55 / ${folder} rw - ${type} x rw\n`)
    open(3, pipe(), { mount: 30 })
    expect(read().fifos).toHaveLength(count)
  })
  it('leaves the memory of a thread that hangs alone: to read it could hang, too', () => {
    const segmentsWith = (state: string): readonly number[] => {
      proc.write('7/maps', '7f00-7f01 rw-s 00000000 00:01 98307 /SYSV00000000 (deleted)\n')
      proc.write('7/task/8/stat', `8 (b) D) ${state} 1\n`)
      return read().segments
    }
    expect([segmentsWith('S'), segmentsWith('D')]).toEqual([[98307], []])
  })
})

describe('the file of a socket', () => {
  const unix = (path: string): void => {
    proc.link('7/fd/3', 'socket:[901]')
    proc.write(
      '7/net/unix',
      `Num RefCount Protocol Flags Type St Inode Path\n0000: 00000002 00000000 00010000 0001 01 901 ${path}\n`,
    )
  }
  it('is not remembered where something else has its name', () => {
    unix(spool())
    expect(lstatSync(spool()).isSocket()).toBe(false)
    expect(read().sockets).toEqual([])
  })
})
