import { mkdtemp } from 'node:fs/promises'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { buildNative, type NativeBuild } from './build-native.ts'
import type { HelperClient } from './helper-client.ts'
import { childrenOf, maskHolds, readStat, type Stat } from './proc.ts'
import { StartedProcesses, type Started } from './started-processes.ts'

const [HUP, INT, TERM] = [1, 2, 15]
const leftByItself = { code: 0, signal: null }

let native: NativeBuild
let folder: string
let helper: HelperClient
const processes = new StartedProcesses()
const practice = (...words: readonly string[]) =>
  processes.startPractice(native.practice, '--dir', folder, ...words)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
beforeEach(async () => {
  folder = await mkdtemp(join(native.folder, 'run-'))
  helper = await processes.startHelper(native.helper)
})
afterEach(() => {
  processes.endAll()
})
afterAll(() => native.remove())

/** Ends a process that is no child of ours and waits until it is gone. */
async function endStranger(process: Stat, signal: number): Promise<void> {
  const held = await helper.open(process.pid, process.startTime)
  await helper.ask('signal', held.handle, signal)
  await helper.exited(held)
}

function workersOf(daemon: Started): Stat[] {
  const workers = childrenOf(daemon.pid)
  processes.alsoEnd(...workers)
  return workers
}

describe('every practice daemon', () => {
  it.each(['obeys', 'slow', 'ignores-term', 'catches-term', 'stopped', 'respawns', 'forks'])(
    'leads a session of its own without a terminal: %s',
    async (vice) => {
      const daemon = await practice(vice)
      workersOf(daemon)
      expect(daemon.lines.all).toEqual([`ready ${vice} pid=${daemon.pid}`])
      const { pid } = daemon
      expect(readStat(pid)).toMatchObject({ session: pid, group: pid, terminal: 0 })
    },
  )

  it('ends by itself, with all its workers, after its longest time', async () => {
    const vices = ['obeys', 'slow', 'ignores-term', 'catches-term', 'respawns', 'forks']
    const endings = vices.map(async (vice) => {
      const daemon = processes.start(native.practice, vice, '--max-seconds', '1')
      await daemon.lines.next(/^ready /)
      const workers = workersOf(daemon)
      const held = await Promise.all(workers.map((worker) => helper.open(worker.pid)))
      const ending = await daemon.ended
      await Promise.all(held.map((each) => helper.exited(each)))
      return { vice, workers: workers.length, ...ending }
    })
    expect(await Promise.all(endings)).toEqual(
      vices.map((vice, index) => ({ vice, workers: index < 4 ? 0 : 2, ...leftByItself })),
    )
  })

  it('is ended after its longest time even when it is stopped', { timeout: 20_000 }, async () => {
    const daemon = processes.start(native.practice, 'stopped', '--max-seconds', '1')
    await daemon.lines.next(/^ready /)
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('lives on when nobody reads what it says', async () => {
    const daemon = await practice('catches-term')
    daemon.child.stdout.destroy()
    const held = await helper.open(daemon.pid)
    for (let i = 0; i < 3; i++) await helper.ask('signal', held.handle, TERM)
    daemon.child.kill('SIGKILL')
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })

  it('announces itself on a descriptor of its own, too, and closes it', async () => {
    const script = '"$0" forks --max-seconds 60 --ready-fd 7 7>&1 >/dev/null'
    const shell = processes.start('sh', '-c', `exec ${script}`, native.practice)
    expect(await shell.lines.next()).toBe(`ready forks pid=${shell.pid}`)
    workersOf(shell)
    await shell.lines.ended
    shell.child.kill('SIGTERM')
    expect(await shell.ended).toEqual(leftByItself)
  })

  it('leaves the session of a shell that made it lead a group', async () => {
    // Interactive shells (set -m) do that; the starter then ends once the daemon is ready.
    const script = 'set -m; "$0" obeys --max-seconds 60 & wait $!; echo starter $!: $?'
    const shell = processes.start('bash', '-c', script, native.practice)
    const pid = Number(/pid=(\d+)/.exec(await shell.lines.next(/^ready obeys/))?.[1])
    const daemon = readStat(pid)
    processes.alsoEnd(daemon)
    expect(await shell.lines.next(/^starter/)).toMatch(/: 0$/)
    expect(daemon).toMatchObject({ session: pid, group: pid, terminal: 0 })
    await endStranger(daemon, TERM)
  })
})

describe('obeys', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('leaves on %s', async (signal) => {
    const daemon = await practice('obeys')
    daemon.child.kill(signal)
    expect(await daemon.ended).toEqual(leftByItself)
  })
})

describe('slow', () => {
  it('says what is left of its cleaning up, second by second, whatever is sent', async () => {
    const daemon = await practice('slow', '--seconds', '2')
    daemon.child.kill('SIGTERM')
    expect(await daemon.lines.next()).toBe('cleaning up, 2 s left')
    daemon.child.kill('SIGTERM')
    expect(await daemon.lines.next()).toBe('cleaning up, 1 s left')
    expect(await daemon.lines.next()).toBe('clean')
    expect(await daemon.ended).toEqual(leftByItself)
  })
})

describe('ignores-term', () => {
  it('ignores SIGTERM, SIGINT and SIGHUP, and dies of SIGKILL', async () => {
    const daemon = await practice('ignores-term')
    for (const signal of [TERM, INT, HUP])
      expect(maskHolds(daemon.pid, 'SigIgn', signal)).toBe(true)
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)
      daemon.child.kill(signal)
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })
})

describe('catches-term', () => {
  it('notes each SIGTERM and carries on', async () => {
    const daemon = await practice('catches-term')
    expect(maskHolds(daemon.pid, 'SigCgt', TERM)).toBe(true)
    expect(maskHolds(daemon.pid, 'SigIgn', TERM)).toBe(false)
    for (let i = 0; i < 2; i++) {
      daemon.child.kill('SIGTERM')
      expect(await daemon.lines.next()).toBe('caught SIGTERM, carrying on')
    }
    daemon.child.kill('SIGKILL')
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
  })
})

describe('stopped', () => {
  it('obeys SIGTERM only once it is continued', async () => {
    const daemon = await practice('stopped')
    await expect.poll(() => readStat(daemon.pid).state).toBe('T')
    daemon.child.kill('SIGTERM')
    expect(readStat(daemon.pid).state).toBe('T')
    daemon.child.kill('SIGCONT')
    expect(await daemon.ended).toEqual(leftByItself)
  })
})

describe('double-forks', () => {
  it('leaves its starter, who ends, and only the pid file names it', async () => {
    const starter = await practice('double-forks')
    const pidFile = join(folder, 'practice-double-forks.pid')
    const pid = Number(readFileSync(pidFile, 'utf8'))
    const survivor = readStat(pid)
    processes.alsoEnd(survivor)
    expect(starter.lines.all).toEqual([`ready double-forks pid=${pid} pidfile=${pidFile}`])
    expect(await starter.ended).toEqual(leftByItself)
    expect(survivor.session).not.toBe(readStat(process.pid).session)
    expect([survivor.session, survivor.group]).not.toContain(pid)
    expect(survivor).toMatchObject({ session: survivor.group, terminal: 0 })
    expect(survivor.parent).not.toBe(starter.pid)
    await endStranger(survivor, TERM)
    expect(existsSync(pidFile)).toBe(false)
  })
})

describe('respawns', () => {
  it('starts a worker again that dies, and takes all along when it ends', async () => {
    const daemon = await practice('respawns', '--workers', '3')
    const [first, ...others] = workersOf(daemon)
    expect(others).toHaveLength(2)
    expect(first).toMatchObject({ name: 'practice-worker', group: daemon.pid })
    if (first !== undefined) await endStranger(first, 9)
    // The one that died stays in the table until the daemon has reaped it.
    const pids = (): number[] => workersOf(daemon).map((worker) => worker.pid)
    await expect.poll(() => pids().length === 3 && !pids().includes(first?.pid ?? 0)).toBe(true)
    const workers = workersOf(daemon)
    const held = await Promise.all(workers.map((worker) => helper.open(worker.pid)))
    // Even one that cannot hear: it is continued first.
    await helper.ask('signal', held[0]?.handle ?? '', 19)
    daemon.child.kill('SIGTERM')
    expect(await daemon.ended).toEqual(leftByItself)
    await Promise.all(held.map((each) => helper.exited(each)))
  })

  it('leaves no workers when it is killed, either', async () => {
    const daemon = await practice('respawns')
    const held = await Promise.all(workersOf(daemon).map((worker) => helper.open(worker.pid)))
    daemon.child.kill('SIGKILL')
    await Promise.all(held.map((each) => helper.exited(each)))
    expect(held).toHaveLength(2)
  })
})

describe('forks', () => {
  it('passes SIGTERM on to its workers and waits for them', async () => {
    const daemon = await practice('forks', '--workers', '3')
    const workers = workersOf(daemon)
    expect(workers.map(({ name, group }) => [name, group])).toEqual(
      Array(3).fill(['practice-worker', daemon.pid]),
    )
    const held = await Promise.all(workers.map((worker) => helper.open(worker.pid)))
    daemon.child.kill('SIGTERM')
    expect(await daemon.ended).toEqual(leftByItself)
    await Promise.all(held.map((each) => helper.exited(each)))
  })

  it('leaves its workers behind when it is killed', async () => {
    const daemon = await practice('forks')
    const workers = workersOf(daemon)
    daemon.child.kill('SIGKILL')
    expect(await daemon.ended).toEqual({ code: null, signal: 'SIGKILL' })
    for (const worker of workers) {
      expect(readStat(worker.pid)).toMatchObject({ startTime: worker.startTime, state: 'S' })
      expect(readStat(worker.pid).parent).not.toBe(daemon.pid)
      await endStranger(worker, TERM)
    }
    expect(workers).toHaveLength(2)
  })
})
