import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createMountTable } from '../../../../electron/engine/os/diagnosis/mount-table.ts'
import { sampleProcess } from '../../../../electron/engine/os/diagnosis/process-sample.ts'
import { mostThreads, type Depth } from '../../../../electron/engine/os/diagnosis/thread-sample.ts'
import { createProcReader, type ProcReader } from '../../../../electron/engine/os/proc-reader.ts'
import { createProcessTable } from '../../../../electron/engine/os/proc-table.ts'
import { isKnown, unknown } from '../../../../shared/unknown.ts'
import { FakeProc } from '../fake-proc.ts'
import { createManualClock } from '../manual-clock.ts'
import { reading, writeProcess, writeThread } from './fake-process-files.ts'

let proc: FakeProc
beforeEach(() => {
  proc = new FakeProc()
})
afterEach(() => {
  proc.remove()
})

const rowOf = (pid: number) => {
  const clock = createManualClock()
  const row = createProcessTable({ root: proc.root, passwd: proc.passwd, clock }).readOne(pid)
  if (!row) throw new Error(`no process ${pid}`)
  return row
}

/** Reads it as the kernel would answer, but for what `change` answers instead. */
function sample(pid: number, depth: Depth = 'full', change: Partial<ProcReader> = {}) {
  const row = rowOf(pid)
  const reader = { ...createProcReader(proc.root), ...change }
  const mountsOf = createMountTable(reader)
  return sampleProcess({ reader, depth, mountsOf, isFrozen: () => false }, row)
}

describe('a process that is looked at', () => {
  it('is its row, its masks, its threads and its files', () => {
    writeProcess(proc, 812, {
      comm: 'redis',
      status: { SigIgn: '0000000000004000', TracerPid: '9' },
      syscall: reading(4),
      wchan: 'anon_pipe_read',
      files: { 4: 'pipe:[77]' },
    })
    expect(sample(812).sample).toMatchObject({
      row: { name: 'redis', identity: { pid: 812 } },
      masks: { ignored: [15] },
      tracerPid: 9,
      threads: [
        {
          tid: 812,
          voluntarySwitches: 150,
          involuntarySwitches: 5,
          wchan: 'anon_pipe_read',
          syscall: { name: process.arch === 'x64' ? 'read' : null, number: 0 },
          stack: ['[<0>] do_poll+0x1/0x2'],
        },
      ],
      io: { readCalls: 3, writtenBytes: 6 },
      files: [{ fd: 4, kind: 'pipe', inode: 77, access: 'both' }],
      frozen: false,
      cwd: '/',
    })
  })

  it('is only counted at a glance', () => {
    writeProcess(proc, 812, { files: { 4: 'pipe:[77]' } })
    const { sample: glance, open } = sample(812, 'counters')
    expect(glance.io).toMatchObject({ readCalls: 3 })
    expect(glance.files).toEqual(unknown('not read at the first look'))
    expect(glance.threads[0]?.stack).toEqual(unknown('not read at the first look'))
    expect(glance.threads[0]?.wchan).toEqual(unknown('not read at the first look'))
    expect(open.mounts.size).toBe(0)
  })

  it('of another user keeps to itself what the kernel does not tell', () => {
    writeProcess(proc, 812, { wchan: '0' })
    const denied = new Set(['io', 'syscall', 'stack', 'fd'])
    const real = createProcReader(proc.root)
    const refuse =
      <T>(read: (path: string) => T) =>
      (path: string) =>
        denied.has(path.split('/').at(-1) ?? '') ? unknown('permission denied') : read(path)
    const { sample: other } = sample(812, 'full', {
      text: refuse(real.text.bind(real)),
      names: refuse(real.names.bind(real)),
    })
    const why = unknown('permission denied')
    expect(other).toMatchObject({ io: why, files: why })
    // "0" is what the kernel says instead of a refusal: it would read as "runs".
    expect(other.threads[0]).toMatchObject({ wchan: why, syscall: why, stack: why })
    expect(other.threads[0]?.voluntarySwitches).toBe(150)
  })

  it('sleeps nowhere where the kernel says so', () => {
    writeProcess(proc, 812, { wchan: '0' })
    expect(sample(812).sample.threads[0]?.wchan).toBe('')
  })

  it('that has ended meanwhile is unknown, not at rest', () => {
    writeProcess(proc, 812)
    const row = rowOf(812)
    proc.delete('812')
    const reader = createProcReader(proc.root)
    const mountsOf = createMountTable(reader)
    const sources = { reader, depth: 'full', mountsOf, isFrozen: () => false } as const
    const gone = unknown('it has ended meanwhile')
    expect(sampleProcess(sources, row).sample).toMatchObject({
      masks: gone,
      threads: [],
      io: gone,
      files: gone,
      cwd: gone,
    })
  })

  it('is not misled by what is no number and no line', () => {
    writeProcess(proc, 812)
    proc.write('812/io', 'rchar: many\n')
    proc.write('812/task/812/syscall', 'what?\n')
    const shape = unknown('the kernel wrote something of another shape')
    expect(sample(812).sample).toMatchObject({ io: shape, threads: [{ syscall: shape }] })
  })
})

describe('threads', () => {
  it('are each told by their own status', () => {
    writeProcess(proc, 812)
    writeThread(proc, 812, 813, { comm: 'worker', status: { SigBlk: '0000000000004000' } })
    const { threads } = sample(812).sample
    expect(threads.map(({ tid, name, blocked }) => [tid, name, blocked])).toEqual([
      [812, 'daemon', []],
      [813, 'worker', [15]],
    ])
  })

  it('beyond so many are counted, and those in trouble come first', () => {
    writeProcess(proc, 812)
    for (let tid = 813; tid < 813 + 80; tid += 1) writeThread(proc, 812, tid)
    writeThread(proc, 812, 890, { state: 'D' })
    writeThread(proc, 812, 891, { state: 'R' })
    const { threads, moreThreads } = sample(812).sample
    expect(threads.slice(0, 4).map(({ tid }) => tid)).toEqual([812, 890, 813, 814])
    expect(threads).toHaveLength(mostThreads)
    expect(moreThreads).toBe(81 - mostThreads)
  })

  it('with awkward names are shown printable', () => {
    writeProcess(proc, 812)
    writeThread(proc, 812, 813, { comm: 'a) R 1\n(' })
    expect(sample(812).sample.threads[1]).toMatchObject({ name: 'a) R 1\\n(', state: 'S' })
  })
})

describe('open files', () => {
  const file = (mount: number, flags = '0100002') =>
    `pos:\t0\nflags:\t${flags}\nmnt_id:\t${mount}\nino:\t4711\n`

  it.each([
    ['a file', '/var/log/a.log', file(27), { kind: 'file', inode: 4711, device: 65_024 }],
    ['one on a file server', '/srv/data/x', file(40), { kind: 'file', device: 52 }],
    ['one on a mount that is not shown', '/x', file(99), { kind: 'file', device: null }],
    ['one opened to be read', '/x', file(27, '0100000'), { access: 'read' }],
    ['a deleted one', '/x (deleted)', file(27), { kind: 'file', target: '/x (deleted)' }],
    ['a name with a newline', '/a\nb', file(27), { kind: 'file', target: '/a\\nb' }],
    ['a name like a socket', '/socket:[5]', file(27), { kind: 'file', inode: 4711 }],
    ['shared memory', '/dev/shm/x', file(27), { kind: 'file' }],
    ['a device', '/dev/null', '', { kind: 'device', inode: null }],
    ['a socket', 'socket:[99]', '', { kind: 'socket', inode: 99, device: null }],
    ['a socket of no number', 'socket:[x]', '', { kind: 'socket', inode: null }],
    [
      'a signalfd',
      'anon_inode:[signalfd]',
      `flags:\t02\nsigmask:\t0000000000004000\n`,
      { kind: 'anonymous', signals: [15] },
    ],
    [
      'an epoll',
      'anon_inode:[eventpoll]',
      'flags:\t02\ntfd: 4 events: 19 data: 4  pos:0 ino:9 sdev:9\n',
      { kind: 'anonymous', watches: [4] },
    ],
  ])('%s', (_what, target, text, expected) => {
    writeProcess(proc, 812, { files: { 3: target }, fdinfo: { 3: text } })
    expect(sample(812).sample.files).toMatchObject([{ fd: 3, ...expected }])
  })

  it('are in the order of their numbers, and beyond so many counted', () => {
    const files = Object.fromEntries(Array.from({ length: 600 }, (_, fd) => [fd, 'socket:[1]']))
    writeProcess(proc, 812, { files })
    const { sample: many } = sample(812)
    const read = Array.isArray(many.files) ? many.files.map(({ fd }: { fd: number }) => fd) : []
    expect(read).toEqual(Array.from({ length: 512 }, (_, fd) => fd))
    expect(many.moreFiles).toBe(88)
  })

  it('tell which mounts are used, which are written to, and which locks are held', () => {
    const lock = 'lock:\t1: FLOCK  ADVISORY  WRITE 812 fe:00:4711 0 EOF\n'
    writeProcess(proc, 812, {
      files: { 3: '/a', 4: '/b', 5: '/srv/data/c' },
      fdinfo: { 3: file(27, '0100000'), 4: file(27) + lock, 5: file(40, '0100000') },
    })
    const { open } = sample(812)
    expect([...open.mounts]).toEqual([
      [27, true],
      [40, false],
    ])
    expect(open.locks).toMatchObject([{ kind: 'FLOCK', inode: 4711 }])
  })

  it.each([
    ['sleeps in FUSE', { wchan: 'request_wait_answer' }, undefined],
    ['sleeps uninterruptibly', { state: 'D' }, undefined],
    ['sleeps in NFS', { wchan: 'rpc_wait_bit_killable' }, undefined],
    ['waits in epoll', { wchan: 'ep_poll' }, [4]],
  ])(
    'of epoll are only asked where no thread could hold its mutex: one that %s',
    (_what, thread, expected) => {
      writeProcess(proc, 812, {
        ...thread,
        files: { 3: 'anon_inode:[eventpoll]' },
        fdinfo: { 3: 'flags:\t02\ntfd: 4 events: 19\n' },
      })
      const { files } = sample(812).sample
      expect(isKnown(files) ? files[0]?.watches : null).toEqual(expected)
    },
  )

  it('are unknown where they are listed but refused, not none', () => {
    writeProcess(proc, 812, { files: { 3: '/a', 4: '/b' } })
    const real = createProcReader(proc.root)
    const link = (path: string) =>
      path.includes('/fd/') ? unknown('permission denied') : real.link(path)
    expect(sample(812, 'full', { link }).sample.files).toEqual(unknown('permission denied'))
  })

  it('are never asked themselves: the file of a dead server would hold us as well', () => {
    writeProcess(proc, 812, { files: { 3: '/srv/data/x' }, fdinfo: { 3: file(40) } })
    const asked: string[] = []
    sample(812, 'full', {
      facts: (path) => {
        asked.push(path)
        return null
      },
    })
    expect(asked).toEqual([])
  })
})
