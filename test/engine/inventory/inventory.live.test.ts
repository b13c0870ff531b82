/** The inventory on this machine's own process table, over practice daemons that really run. */
import { chmodSync, copyFileSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Configuration } from '../../../shared/configuration.ts'
import { createBackends } from '../../../electron/engine/backends/backends.ts'
import { createFileLooks } from '../../../electron/engine/backends/file-looks.ts'
import { createInitScripts } from '../../../electron/engine/os/init-scripts.ts'
import { findPidFiles } from '../../../electron/engine/backends/found-pid-files.ts'
import { createSceneCache, type BackendOptions } from '../../../electron/engine/backends/options.ts'
import { createPortOwners } from '../../../electron/engine/backends/port-owners.ts'
import { createInventory, type Inventory } from '../../../electron/engine/inventory/inventory.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { noUnitFacts, noUnits } from '../../fakes/backends.ts'
import { buildNative, type NativeBuild } from '../../native/build-native.ts'
import { StartedProcesses, type Started } from '../../native/started-processes.ts'
import { findStat } from '../../native/proc.ts'

let native: NativeBuild
let folder = ''
const processes = new StartedProcesses()
const practice = (...words: readonly string[]): Promise<Started> =>
  processes.startPractice(native.practice, '--dir', folder, ...words)

beforeAll(async () => {
  native = await buildNative()
}, 120_000)
beforeEach(() => {
  folder = mkdtempSync(join(native.folder, 'run-'))
})
afterEach(() => {
  processes.endAll()
})
afterAll(() => native.remove())

function open(configuration: Configuration = {}): Inventory {
  const table = createProcessTable()
  const files = createFileLooks()
  const backendOptions: BackendOptions = {
    scene: createSceneCache({ pid: process.pid, uid: process.getuid?.() ?? 0, systemd: false }),
    configuration: () => configuration,
    files,
    scripts: createInitScripts(process.getuid?.() ?? 0, join(folder, 'no-scripts')),
    portOwners: createPortOwners((pid) => table.listeningPorts(pid)),
  }
  return createInventory({
    table,
    backends: createBackends(backendOptions, noUnits),
    backendOptions,
    pidFiles: () => findPidFiles([folder], (path) => files.pidFile(path)),
    guarantee: () => ({ kind: 'exact', why: 'signal helper, pidfd' }),
    unitFacts: noUnitFacts(table),
    problems: () => [],
  })
}
const membersOf = (inventory: Inventory, target: string) => {
  const observed = inventory.observe(target, [])
  if (!observed.ok) throw new Error(observed.error.message)
  return observed.value.members
}

describe('a daemon that runs', () => {
  it('is discovered under its exact name, though its starter still lives', async () => {
    const { pid } = await practice('obeys')
    const inventory = open()
    const target = inventory.pinnedTarget(pid)
    const row = inventory.list({ all: false }, []).rows.find((r) => r.target === target)
    expect(row).toMatchObject({
      title: 'practice obeys',
      state: { kind: 'running' },
      main: { pid },
      memberCount: 1,
      practice: true,
      refusal: null,
    })
  })

  it('has its workers as members, each with the reason', async () => {
    const { pid } = await practice('forks', '--workers', '3')
    const members = membersOf(open(), `pid:${pid}`)
    expect(members).toHaveLength(4)
    expect(members[0]?.identity.pid).toBe(pid)
    for (const member of members.slice(1)) {
      expect(member.reasons).toContainEqual({ kind: 'child', of: pid })
    }
  })

  it('is found by its executable, and is ambiguous when two of them are independent', async () => {
    // A copy: workers of the test before may still be on their way out.
    const program = join(folder, 'quiesce-practice')
    copyFileSync(native.practice, program)
    const start = (...words: string[]): Promise<Started> =>
      processes.startPractice(program, '--dir', folder, ...words)
    const first = await start('forks', '--workers', '2')
    const inventory = open()
    const target = `exe:${program}`
    expect(membersOf(inventory, target)).toHaveLength(3)
    const second = await start('obeys')
    expect(inventory.observe(target, [])).toMatchObject({
      error: {
        code: 'ambiguous-target',
        candidates: [first, second].map(
          ({ pid }) => expect.stringContaining(`${inventory.pinnedTarget(pid)} (`) as string,
        ),
      },
    })
  })

  it('that double forks is found by the pid file that names the survivor', async () => {
    const started = await practice('double-forks')
    const path = join(folder, 'practice-double-forks.pid')
    const [member] = membersOf(open(), `pidfile:${path}`)
    const survivor = findStat(member?.identity.pid ?? 0)
    if (survivor) processes.alsoEnd(survivor)
    expect(member?.identity.pid).not.toBe(started.pid)
    expect(member?.reasons).toEqual([{ kind: 'pid-file', path }])
    const { rows } = open().list({ all: false }, [])
    expect(rows.map((row) => row.target)).toContain(`pidfile:${path}`)
  })

  it.each([
    ['ignores-term', 'ignores SIGTERM and will never react to it'],
    ['stopped', 'is stopped (SIGSTOP) and cannot hear'],
  ])('has a plan that knows its vice: %s', async (vice, sentence) => {
    const { pid } = await practice(vice)
    const plan = open().plan(`pid:${pid}`, undefined)
    if (!plan.ok) throw new Error(plan.error.message)
    expect(plan.value.warnings.map((w) => w.sentence).join('\n')).toContain(sentence)
    expect(plan.value.steps[0]?.targets.map((t) => t.pid)).toEqual([pid])
  })
})

describe('a pid file of a daemon that runs', () => {
  it('is unsafe once others may write it', async () => {
    await practice('leaves-files')
    const path = join(folder, 'practice-leaves-files.pid')
    const inventory = open()
    expect(membersOf(inventory, `pidfile:${path}`)).toHaveLength(1)
    chmodSync(path, 0o666)
    expect(inventory.observe(`pidfile:${path}`, [])).toMatchObject({
      error: { code: 'unsafe-pid-file' },
    })
  })

  it('is stale once the daemon died and left it', async () => {
    const daemon = await practice('leaves-files')
    daemon.child.kill('SIGTERM')
    await daemon.ended
    const path = join(folder, 'practice-leaves-files.pid')
    const { rows } = open().list({ all: false }, [])
    expect(rows.find((row) => row.target === `pidfile:${path}`)?.state).toEqual({
      kind: 'dead-pid-file',
      path,
    })
  })
})

describe('who may not be stopped', () => {
  it.each([
    ['pid:1', 'protected'],
    [`pid:${process.pid}`, 'protected'],
    [`pid:${process.ppid}`, 'protected'],
  ])('%s', (target, code) => {
    expect(open().observe(target, [])).toMatchObject({ ok: false, error: { code } })
  })

  it('a kernel thread', ({ skip }) => {
    const rows = [...createProcessTable().read().rows.values()]
    const thread = rows.find((row) => row.kernelThread)
    if (!thread) skip('no kernel thread is to be seen: this is a pid namespace of its own')
    else {
      expect(open().observe(`pid:${thread.identity.pid}`, [])).toMatchObject({
        error: { code: 'kernel-thread' },
      })
    }
  })

  it('the owner of a port, when that is Quiesce itself', async () => {
    const server = createServer()
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(open().observe(`port:${port}`, [])).toMatchObject({ error: { code: 'protected' } })
    server.close()
    await once(server, 'close')
    expect(open().observe(`port:${port}`, [])).toMatchObject({ error: { code: 'unknown-target' } })
  })
})
