import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { scanHolders, type FileId } from '../../../electron/engine/leftovers/scan-holders.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'

/** A /proc that is made up: numbers of mount 20 are of device 0:45. */
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quiesce-proc-'))
  makeProcess(1, {})
})
afterEach(() => {
  rmSync(root, { recursive: true })
})

interface Made {
  readonly state?: string
  /** What each descriptor leads to, its inode and mount. */
  readonly fds?: readonly (readonly [link: string, inode?: number, mount?: number])[]
  readonly cwd?: string
  readonly maps?: string
  readonly threads?: readonly number[]
}

const mountinfo = [
  '20 1 0:45 / /run rw - tmpfs tmpfs rw',
  '21 1 8:1 / / rw - ext4 /dev/sda1 rw',
  '22 1 0:50 / /merged rw - overlay overlay rw',
].join('\n')

function makeFiles(folder: string, fds: Made['fds'] = []): void {
  mkdirSync(join(folder, 'fd'), { recursive: true })
  mkdirSync(join(folder, 'fdinfo'))
  for (const [at, [link, inode, mount = 20]] of fds.entries()) {
    symlinkSync(link, join(folder, 'fd', String(at)))
    const ino = inode === undefined ? '' : `ino:\t${inode}\n`
    writeFileSync(
      join(folder, 'fdinfo', String(at)),
      `pos:\t0\nflags:\t02\nmnt_id:\t${mount}\n${ino}`,
    )
  }
}

function makeProcess(pid: number, made: Made): void {
  const folder = join(root, String(pid))
  const numbers = Array.from({ length: 49 }, (_, at) => at + 1).join(' ')
  mkdirSync(folder)
  writeFileSync(join(folder, 'stat'), `${pid} (d${pid}) ${made.state ?? 'S'} ${numbers}\n`)
  writeFileSync(join(folder, 'mountinfo'), mountinfo)
  writeFileSync(join(folder, 'maps'), made.maps ?? '')
  symlinkSync(made.cwd ?? '/', join(folder, 'cwd'))
  makeFiles(folder, made.fds)
  for (const tid of made.threads ?? []) makeFiles(join(folder, 'task', String(tid)), made.fds)
}

const fifo: FileId = { path: '/run/i/pipe', device: 45, inode: 77 }
const scan = (mappings = false, sockets: readonly number[] = []) =>
  scanHolders(createProcReader(root), { files: [fifo], sockets: new Set(sockets), mappings })
const pidsOf = async (mappings = false): Promise<readonly number[]> =>
  (await scan(mappings)).of(fifo).by.map(({ pid }) => pid)

describe('who has a file', () => {
  it.each<[string, Made]>([
    [
      'has it open under its name',
      {
        fds: [
          ['/dev/null', 3],
          ['/run/i/pipe', 77],
        ],
      },
    ],
    ['has it open under another name: the inode tells', { fds: [['/srv/chroot/pipe', 77]] }],
    ['has it open though its name is gone', { fds: [['/run/i/pipe (deleted)', 77]] }],
    ['has it open through a mount that nobody can look up', { fds: [['/elsewhere', 77, 99]] }],
    ['has it open on an overlay, whose numbers are its own', { fds: [['/merged/x', 77, 22]] }],
    ['has its name open on a kernel that tells no inodes', { fds: [['/srv/chroot/pipe']] }],
    ['stands in it', { cwd: '/run/i/pipe' }],
    [
      'has a dead main thread, and a thread that has it',
      { state: 'Z', fds: [['/run/i/pipe', 77]], threads: [8] },
    ],
  ])('is a process that %s', async (_, made) => {
    makeProcess(7, made)
    expect(await pidsOf()).toEqual([7])
  })
  it.each<[string, Made]>([
    ['another file', { fds: [['/run/i/other', 78]] }],
    ['a file of the same number on another device', { fds: [['/var/log/x', 77, 21]] }],
    ['nothing', {}],
    [
      'a pipe and a socket alone',
      {
        fds: [
          ['pipe:[77]', 77],
          ['socket:[77]', 77],
        ],
      },
    ],
    ['a file of another name, where no inodes are told', { fds: [['/run/i/other']] }],
  ])('is nobody who has %s', async (_, made) => {
    makeProcess(7, made)
    expect(await pidsOf()).toEqual([])
  })
  it('is who has it mapped, where mappings are asked for', async () => {
    const map = '7f00-7f01 rw-s 00000000 00:2d 77                         /run/i/pipe\n'
    makeProcess(7, { maps: map })
    makeProcess(8, { maps: map.replace('00:2d', '08:01').replace('/run/i/pipe', '/other') })
    makeProcess(9, { maps: map.replace('00:2d', '08:01').replace('/run/i', '/chroot') })
    expect(await pidsOf(true)).toEqual([7, 9])
    expect(await pidsOf(false)).toEqual([])
  })
})

describe('who has a socket', () => {
  it('is found by its inode', async () => {
    makeProcess(7, { fds: [['socket:[4711]'], ['socket:[4712]']] })
    const holders = await scan(false, [4711])
    expect(holders.ofSocket(4711)).toEqual([{ pid: 7, name: 'd7' }])
    expect(holders.ofSocket(4712)).toEqual([])
  })
})

describe('what cannot be seen', () => {
  it('is nobody, where everybody was shown', async () => {
    const holders = await scan()
    expect([holders.seesAll, holders.of(fifo).unseen]).toEqual([true, []])
  })
  it('is a doubt, where process 1 is not shown', async () => {
    rmSync(join(root, '1'), { recursive: true })
    makeProcess(7, {})
    const holders = await scan()
    expect(holders.seesAll).toBe(false)
    expect(holders.of(fifo).unseen).toEqual(['processes that are not shown'])
  })
  it('is a doubt, where /proc shows nothing at all', async () => {
    rmSync(join(root, '1'), { recursive: true })
    expect((await scan()).of(fifo).unseen).not.toEqual([])
  })
  it('is a doubt, where a process may not be looked into', async () => {
    makeProcess(7, {})
    const reader = createProcReader(root)
    const blind: typeof reader = {
      ...reader,
      names: (path) => (path === '7/fd' ? { unknown: 'permission denied' } : reader.names(path)),
    }
    const holders = await scanHolders(blind, { files: [fifo], sockets: new Set(), mappings: false })
    expect(holders.of(fifo)).toEqual({ by: [], unseen: ['d7 (7)'] })
  })
  it('is no doubt for a process that ends while it is looked at', async () => {
    makeProcess(7, {})
    rmSync(join(root, '7/fd'), { recursive: true })
    expect((await scan()).of(fifo).unseen).toEqual([])
  })
  it('is looked at again, where it began meanwhile', async () => {
    const reader = createProcReader(root)
    let isFirst = true
    const late: typeof reader = {
      ...reader,
      names: (path) => {
        const names = reader.names(path)
        if (path === '' && isFirst) makeProcess(7, { fds: [['/run/i/pipe', 77]] })
        if (path === '') isFirst = false
        return names
      },
    }
    const holders = await scanHolders(late, { files: [fifo], sockets: new Set(), mappings: false })
    expect(holders.of(fifo).by).toEqual([{ pid: 7, name: 'd7' }])
  })
})
