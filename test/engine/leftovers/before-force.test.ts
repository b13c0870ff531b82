import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { budgetMs, readBeforeForce } from '../../../electron/engine/leftovers/before-force.ts'
import { createRunMemory, mergeMemory } from '../../../electron/engine/leftovers/run-memory.ts'
import type { BeforeForce } from '../../../electron/engine/decide/leftovers/facts.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync('/tmp/quiesce-before-')
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const reader = createProcReader('/proc')
/** A machine on which reading takes no time. */
const still = () => ({ mono: 0, wall: 7 })

/** Holds a socket, a fifo, a file and a port until its stdin ends; says which port. */
const program = `
  const { execFileSync } = require('node:child_process')
  const { openSync, constants } = require('node:fs')
  const [folder] = process.argv.slice(1)
  execFileSync('mkfifo', [folder + '/pipe'])
  openSync(folder + '/pipe', constants.O_RDWR | constants.O_NONBLOCK)
  openSync(folder + '/spool', 'w')
  process.chdir(folder)
  const { createServer } = require('node:net')
  createServer().listen('ctl.sock', () => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      console.log(server.address().port)
    })
  })
  process.stdin.on('end', () => process.exit()).resume()
`

async function startHolder(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
  const child = spawn(process.execPath, ['-e', program, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, port: Number(line.toString()) }
}

describe('what a process holds before it is killed', () => {
  it('is read by name and inode, the name as others would say it', async () => {
    const { child, port } = await startHolder()
    const before = readBeforeForce(reader, [child.pid ?? 0], still)
    child.stdin?.end()
    await once(child, 'exit')
    const at = (name: string) => {
      const path = join(folder, name)
      const { ino, dev } = lstatSync(path)
      return { path, inode: ino, device: dev }
    }
    expect(before).toMatchObject({ whole: true, fifos: [at('pipe')], temporary: [at('spool')] })
    expect(before.ports).toEqual([{ port, protocol: 'tcp', address: '127.0.0.1' }])
    // Node removes the socket file at a clean end: its name was still right.
    expect(before.sockets.map(({ path }) => path)).toEqual([join(folder, 'ctl.sock')])
    expect(before.processes).toMatchObject([{ pid: child.pid, uid: process.getuid?.() }])
  })

  it('is read no longer than its time, and says so', () => {
    let calls = 0
    const now = () => ({ mono: (calls++ * budgetMs) / 2, wall: 7 })
    const before = readBeforeForce(reader, [process.pid, process.pid, process.pid], now)
    expect(before.processes).toHaveLength(1)
    expect(before).toMatchObject({ at: 7, whole: false, sockets: [], ports: [] })
  })

  it('is not what it only reads, and somebody else wrote', async () => {
    writeFileSync(join(folder, 'report'), 'of somebody')
    const script = `exec 3<${folder}/report 4<>${folder}/spool; echo up; read _`
    const child = spawn('sh', ['-c', script], { stdio: ['pipe', 'pipe', 'inherit'] })
    await once(child.stdout, 'data')
    const before = readBeforeForce(reader, [child.pid ?? 0], still)
    child.stdin.end()
    await once(child, 'exit')
    expect(before.temporary.map(({ path }) => path)).toEqual([join(folder, 'spool')])
  })

  it('is nothing of a process that has gone', () => {
    expect(readBeforeForce(reader, [4_194_303], still)).toMatchObject({
      processes: [{ pid: 4_194_303, uid: null, cgroup: null }],
      sockets: [],
      segments: [],
      whole: true,
    })
  })
})

const memoryOf = (more: Partial<BeforeForce> = {}): BeforeForce => ({
  at: 1,
  processes: [],
  ports: [],
  sockets: [],
  fifos: [],
  sharedMemory: [],
  segments: [],
  temporary: [],
  whole: true,
  ...more,
})

describe('the memory of a run', () => {
  it('is of two looks together, the newer one first believed', () => {
    const older = memoryOf({
      sockets: [
        { path: '/run/a', inode: 1, device: 8 },
        { path: '/run/b', inode: 2, device: 8 },
      ],
      segments: [1],
      ports: [{ port: 80, protocol: 'tcp' }],
    })
    const newer = memoryOf({
      at: 2,
      sockets: [{ path: '/run/a', inode: 9, device: 8 }],
      segments: [1, 2],
      whole: false,
    })
    expect(mergeMemory(older, newer)).toEqual({
      ...newer,
      sockets: [
        { path: '/run/a', inode: 9, device: 8 },
        { path: '/run/b', inode: 2, device: 8 },
      ],
      segments: [1, 2],
      ports: [{ port: 80, protocol: 'tcp' }],
    })
    expect(mergeMemory(null, newer)).toBe(newer)
  })

  it('is known at once here, and to another Quiesce from the disk', async () => {
    const told: string[] = []
    const before = memoryOf({ sockets: [{ path: '/run/a', inode: null, device: null }] })
    const place = join(folder, 'leftovers')
    const memory = createRunMemory(place, (sentence) => told.push(sentence))
    memory.keep('run-1', before)
    expect(await memory.find('run-1')).toEqual(before)
    const other = createRunMemory(place, () => undefined)
    await expect.poll(() => other.find('run-1')).toEqual(before)
    expect([
      lstatSync(place).mode & 0o777,
      lstatSync(join(place, 'run-1.json')).mode & 0o777,
    ]).toEqual([0o700, 0o600])
    expect(told).toEqual([])
  })

  it.each(['run-2', '../run-1', '', 'RUN'])('is nothing of %j', async (run) => {
    const memory = createRunMemory(folder, () => undefined)
    memory.keep('../run-1', memoryOf())
    expect(await memory.find(run)).toBeNull()
  })

  it('tells where it cannot be written, and is known here all the same', async () => {
    const told = Promise.withResolvers<string>()
    const memory = createRunMemory('/dev/null/leftovers', told.resolve)
    memory.keep('run-1', memoryOf())
    expect(await told.promise).toContain('run-1')
    expect(await memory.find('run-1')).toEqual(memoryOf())
  })
})
