import { copyFileSync, mkdtempSync, readdirSync, rmSync, unlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { findStat, readStat } from '../../native/proc.ts'
import { StartedProcesses } from '../../native/started-processes.ts'

const processes = new StartedProcesses()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-table-'))
})
afterEach(() => {
  processes.endAll()
  rmSync(folder, { recursive: true })
})

/** A sleep under a name of our own; ready when the program has been executed. */
async function startNamed(name: string) {
  const path = join(folder, name)
  copyFileSync('/bin/sleep', path)
  const { pid } = processes.start(path, '100')
  await expect.poll(() => findStat(pid)?.name).toBe(name)
  return { pid, path }
}

describe('the whole machine', () => {
  it('is read, row for row as /proc says', () => {
    const table = createProcessTable()
    const before = new Set(readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    const { rows } = table.read()
    const stayed = [...before].filter((pid) => findStat(Number(pid)) !== undefined)
    for (const pid of stayed.map(Number)) {
      const [row, stat] = [rows.get(pid), findStat(pid)]
      if (!stat) continue
      expect(row?.identity.startTicks).toBe(Number(stat.startTime))
      expect(row?.parentPid).toBe(stat.parent)
    }
    expect(rows.size).toBeGreaterThan(1)
    expect(rows.get(1)?.alive).toBe(true)
  })

  it('is read again without asking for everything', () => {
    const table = createProcessTable()
    const first = table.read().rows.get(1)
    const second = table.read().rows.get(1)
    // The very same values, not equal ones: what never changes was not read again.
    expect(first?.args).toBeDefined()
    expect(second?.args).toBe(first?.args)
    expect(second?.cgroup).toBe(first?.cgroup)
  })

  it('shows ourselves as we know ourselves', () => {
    const row = createProcessTable().readOne(process.pid)
    expect(row).toMatchObject({
      parentPid: process.ppid,
      uid: process.geteuid?.(),
      user: userInfo().username,
      alive: true,
      kernelThread: false,
    })
    expect(row?.executable).toMatchObject({ path: process.execPath, deleted: false })
    const start = Date.now() - process.uptime() * 1000
    // process.uptime() begins after the loader has run, and the ticks are 10 ms.
    expect(Math.abs((row?.startedAt ?? 0) - start)).toBeLessThan(2000)
    expect(row?.residentBytes).toBeGreaterThan(1_000_000)
  })
})

describe('a process with an awkward name', () => {
  it.each(['a) R 1 1 (', 'two\nlines', ') Z (', 'name (deleted)'])('%j', async (name) => {
    const { pid, path } = await startNamed(name)
    const row = createProcessTable().readOne(pid)
    const stat = readStat(pid)
    expect(row).toMatchObject({
      parentPid: process.pid,
      session: stat.session,
      name: name.replace('\n', '\\n'),
      args: [path, '100'],
      executable: { path, deleted: false },
    })
  })
})

describe('a process whose program', () => {
  it('was deleted is known by path, device and inode all the same', async () => {
    const { pid, path } = await startNamed('removed')
    const before = createProcessTable().readOne(pid)?.executable
    unlinkSync(path)
    const after = createProcessTable().readOne(pid)?.executable
    expect(after).toEqual({ ...before, path, deleted: true })
  })

  it('was changed by exec is noticed at the next look', async () => {
    const table = createProcessTable()
    const { pid, lines, child } = processes.start(
      'sh',
      '-c',
      'echo ready; kill -STOP $$; exec sleep 100',
    )
    await lines.next(/ready/)
    await expect.poll(() => findStat(pid)?.state).toBe('T')
    const before = table.read().rows.get(pid)
    child.kill('SIGCONT')
    await expect.poll(() => findStat(pid)?.name).toBe('sleep')
    const after = table.read().rows.get(pid)
    expect(after?.identity).toEqual(before?.identity)
    expect(before?.args).toContain('-c')
    expect(after?.args).toEqual(['sleep', '100'])
  })
})

describe('a process that ends', () => {
  it('is a zombie until it is reaped, and not alive', async () => {
    const script = 'sleep 0 & echo $!; exec sleep 100'
    const { lines } = processes.start('sh', '-c', script)
    const zombie = Number(await lines.next())
    await expect.poll(() => findStat(zombie)?.state).toBe('Z')
    const table = createProcessTable()
    const row = table.readOne(zombie)
    expect(row).toMatchObject({ state: 'Z', alive: false, args: [] })
    expect(row && isKnown(row.executable)).toBe(false)
    expect(row && table.presence(row.identity)).toBe('gone')
    expect(row && table.masks(row.identity)).toBeNull()
  })

  it('is gone from the table when it is reaped', async () => {
    const table = createProcessTable()
    const { pid, ended, child } = processes.start('sleep', '100')
    const identity = table.readOne(pid)?.identity
    child.kill('SIGKILL')
    await ended
    expect(table.readOne(pid)).toBeNull()
    expect(table.read().rows.has(pid)).toBe(false)
    expect(identity && table.presence(identity)).toBe('gone')
  })
})

describe('what a process does with signals', () => {
  it('is read for the identity that was meant', async () => {
    const table = createProcessTable()
    const { pid, lines } = processes.start(
      'sh',
      '-c',
      'trap "" HUP; trap : TERM; echo; kill -STOP $$',
    )
    await lines.next()
    const identity = table.readOne(pid)?.identity
    const masks = identity && table.masks(identity)
    expect(masks?.ignored).toContain(1)
    expect(masks?.caught).toContain(15)
    expect(identity && table.masks({ ...identity, startTicks: 1 })).toBeNull()
  })
})

describe('the ports that a process waits on', () => {
  it('are those of its TCP and UDP sockets', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const socket = createSocket('udp4').bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const address = server.address()
    const tcp = typeof address === 'object' ? address?.port : undefined
    const udp = socket.address().port
    const table = createProcessTable()
    expect(table.listeningPorts(process.pid)).toEqual(expect.arrayContaining([tcp, udp]))
    server.close()
    socket.close()
    await Promise.all([once(server, 'close'), once(socket, 'close')])
    const later = createProcessTable().listeningPorts(process.pid)
    expect(later).not.toContain(tcp)
    expect(later).not.toContain(udp)
  })

  it('are none where there is no process', () => {
    expect(createProcessTable().listeningPorts(4_999_999)).toEqual([])
  })
})
