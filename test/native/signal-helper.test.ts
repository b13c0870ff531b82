import { copyFile } from 'node:fs/promises'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { buildNative, type NativeBuild } from './build-native.ts'
import { childrenOf, findStat, readStat } from './proc.ts'
import { StartedProcesses } from './started-processes.ts'

let native: NativeBuild
const processes = new StartedProcesses()
const startHelper = () => processes.startHelper(native.helper)
const startPractice = (...words: readonly string[]) =>
  processes.startPractice(native.practice, ...words)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
afterEach(() => {
  processes.endAll()
})
afterAll(() => native.remove())

describe('what the signal helper says first', () => {
  it('names its version, what the kernel can do and the boot', async () => {
    const helper = await startHelper()
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    expect(await helper.hello).toMatch(/^hello 1 pidfd=yes inode=(yes|no) boot=[0-9a-f-]{36}$/)
    expect(await helper.hello).toContain(`boot=${boot}`)
  })
})

describe('a process that the client means', () => {
  it('is opened, signalled, reported when it ends, and closed', async () => {
    const helper = await startHelper()
    const daemon = await startPractice('obeys')
    const held = await helper.open(daemon.pid)
    expect(await helper.ask('signal', held.handle, 15)).toBe('sent')
    await helper.exited(held)
    expect(await daemon.ended).toEqual({ code: 0, signal: null })
    expect(await helper.ask('close', held.handle)).toBe('closed')
  })

  it('is known by an inode that can be asked for again', async () => {
    const helper = await startHelper()
    const { pid } = await startPractice('obeys')
    const { startTime } = readStat(pid)
    const { inode } = await helper.open(pid)
    const wrong = String(BigInt(inode) + 1n)
    if (await helper.hasInodes()) {
      expect(await helper.ask('open', pid, startTime, inode)).toBe(`opened 2 ${inode}`)
      expect(await helper.ask('open', pid, startTime, wrong)).toBe('refused changed')
    } else {
      expect(inode).toBe('0')
      expect(await helper.ask('open', pid, startTime, wrong)).toBe('refused error ENOTSUP')
    }
  })

  it('is found whatever its name looks like', async () => {
    const name = 'a) R 1 1 (\n) b'
    const program = join(native.folder, name)
    await copyFile('/bin/sleep', program)
    const helper = await startHelper()
    const { pid } = processes.start(program, '60')
    await expect.poll(() => readStat(pid).name).toBe(name)
    expect((await helper.open(pid)).handle).toBe('1')
  })

  it('gets a higher handle each time, even after a close', async () => {
    const helper = await startHelper()
    const { pid } = await startPractice('obeys')
    for (const expected of ['1', '2', '3']) {
      const held = await helper.open(pid)
      expect(held.handle).toBe(expected)
      expect(await helper.ask('close', held.handle)).toBe('closed')
    }
  })
})

describe('a process that the client must not have', () => {
  it.each(['0', '1'])('is pid %s', async (pid) => {
    const helper = await startHelper()
    expect(await helper.ask('open', pid, 0)).toBe('refused protected')
  })

  it('is the helper itself', async () => {
    const helper = await startHelper()
    const { startTime } = readStat(helper.pid)
    expect(await helper.ask('open', helper.pid, startTime)).toBe('refused protected')
  })

  it('is any ancestor of the helper', async () => {
    const helper = await startHelper()
    const ancestors = []
    for (let pid = readStat(helper.pid).parent; pid > 0; pid = findStat(pid)?.parent ?? 0)
      ancestors.push(pid)
    expect(ancestors).toContain(process.pid)
    for (const pid of ancestors)
      expect(await helper.ask('open', pid, readStat(pid).startTime)).toBe('refused protected')
  })

  it('is a kernel thread', async ({ skip }) => {
    const kthreadd = findStat(2)
    if (kthreadd?.name !== 'kthreadd') skip('pid 2 is no kernel thread here (a pid namespace?)')
    const helper = await startHelper()
    expect(await helper.ask('open', 2, kthreadd?.startTime ?? 0)).toBe('refused protected')
  })

  it('is one that started at another moment', async () => {
    const helper = await startHelper()
    const { pid } = await startPractice('obeys')
    expect(await helper.ask('open', pid, Number(readStat(pid).startTime) + 1)).toBe(
      'refused changed',
    )
  })

  it('is one that has ended and was reaped', async () => {
    const helper = await startHelper()
    const daemon = await startPractice('obeys')
    const { startTime } = readStat(daemon.pid)
    daemon.child.kill('SIGTERM')
    await daemon.ended
    expect(await helper.ask('open', daemon.pid, startTime)).toBe('refused gone')
  })

  it('is a thread that leads no process', async () => {
    const helper = await startHelper()
    const threads = readdirSync('/proc/self/task').map(Number)
    const thread = threads.find((id) => id !== process.pid)
    expect(await helper.ask('open', thread ?? 0, 0)).toBe('refused error EINVAL')
  })
})

describe('a signal', () => {
  it('to a handle that was reported as exited fails with ESRCH', async () => {
    const helper = await startHelper()
    const daemon = await startPractice('obeys')
    const held = await helper.open(daemon.pid)
    daemon.child.kill('SIGTERM')
    await helper.exited(held)
    expect(await helper.ask('signal', held.handle, 15)).toBe('failed ESRCH')
  })

  it('to a handle that was closed or never given out fails with EBADF', async () => {
    const helper = await startHelper()
    const held = await helper.open((await startPractice('obeys')).pid)
    await helper.ask('close', held.handle)
    for (const handle of [held.handle, '99']) {
      expect(await helper.ask('signal', handle, 15)).toBe('failed EBADF')
      expect(await helper.ask('close', handle)).toBe('failed EBADF')
    }
  })

  it("to another user's process fails with EPERM, and its exit is still reported", async ({
    skip,
  }) => {
    if (process.getuid?.() !== 0) skip('only root can start a helper as another user')
    const nobody = ['--reuid', '65534', '--regid', '65534', '--clear-groups']
    const helper = await processes.startHelper('setpriv', ...nobody, native.helper)
    const daemon = await startPractice('obeys')
    const held = await helper.open(daemon.pid)
    expect(await helper.ask('signal', held.handle, 9)).toBe('failed EPERM')
    daemon.child.kill('SIGTERM')
    await helper.exited(held)
    expect(await daemon.ended).toEqual({ code: 0, signal: null })
  })
})

describe('an exit', () => {
  it('is reported exactly once, and only to handles that are open', async () => {
    const helper = await startHelper()
    const daemon = await startPractice('obeys')
    const [first, closed, second] = [
      await helper.open(daemon.pid),
      await helper.open(daemon.pid),
      await helper.open(daemon.pid),
    ]
    await helper.ask('close', closed.handle)
    daemon.child.kill('SIGTERM')
    await Promise.all([helper.exited(first), helper.exited(second), daemon.ended])
    for (const held of [first, second])
      expect(await helper.ask('signal', held.handle, 15)).toBe('failed ESRCH')
    const exits = helper.lines.all.filter((line) => line.startsWith('exited '))
    expect(exits.sort()).toEqual([`exited ${first.handle}`, `exited ${second.handle}`])
  })

  it('counts although nobody reaps the zombie', async () => {
    const helper = await startHelper()
    // The shell becomes a `sleep`, which never asks after the child that it was left with.
    const script = '"$0" obeys --max-seconds 60 & exec sleep 60'
    const parent = processes.start('sh', '-c', script, native.practice)
    const ready = await parent.lines.next(/^ready /)
    const pid = Number(/pid=(\d+)/.exec(ready)?.[1])
    const { startTime } = readStat(pid)
    const held = await helper.open(pid)
    expect(await helper.ask('signal', held.handle, 15)).toBe('sent')
    await helper.exited(held)
    expect(readStat(pid)).toMatchObject({ state: 'Z', parent: parent.pid })
    expect(await helper.ask('signal', held.handle, 15)).toBe('failed ESRCH')
    expect(await helper.ask('open', pid, startTime)).toBe('refused gone')
  })
})

describe('many handles', () => {
  it('are no problem: 500 processes under a soft limit of 64 descriptors', async () => {
    const limited = 'ulimit -Sn 64; exec "$0"'
    const helper = await processes.startHelper('sh', '-c', limited, native.helper)
    const daemon = await startPractice('forks', '--workers', '500')
    const workers = childrenOf(daemon.pid)
    processes.alsoEnd(...workers)
    expect(workers).toHaveLength(500)
    const held = await Promise.all(workers.map((worker) => helper.open(worker.pid)))
    daemon.child.kill('SIGTERM')
    await Promise.all(held.map((each) => helper.exited(each)))
    expect(new Set(helper.lines.all).size).toBe(1 + 500 + 500)
    expect(helper.lines.all).toHaveLength(1 + 500 + 500)
  })

  it('beyond the hard limit are refused as EMFILE, and closing makes room', async () => {
    const limited = 'ulimit -n 16; exec "$0"'
    const helper = await processes.startHelper('sh', '-c', limited, native.helper)
    const { pid } = await startPractice('obeys')
    const { startTime } = readStat(pid)
    const open = () => helper.ask('open', pid, startTime)
    let answer = await open()
    for (let tries = 0; answer.startsWith('opened') && tries < 20; tries++) answer = await open()
    expect(answer).toBe('refused error EMFILE')
    // Two: one for the process, one to read its stat with.
    await Promise.all([helper.ask('close', 1), helper.ask('close', 2)])
    expect(await open()).toMatch(/^opened \d+ \d+$/)
  })
})
