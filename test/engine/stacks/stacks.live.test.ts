/** Real tracing programs at real processes: what they tell, and that each process goes on afterwards. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { createClock } from '../../../electron/engine/os/clock.ts'
import { createCommandRunner } from '../../../electron/engine/os/command.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { hold } from '../../../electron/engine/stacks/hold.ts'
import type { HoldPorts } from '../../../electron/engine/stacks/ports.ts'
import { stacksOf } from '../../../electron/engine/stacks/take-stacks.ts'
import type { ProcessIdentity, ProcessRow } from '../../../shared/process.ts'
import { statusField } from '../../../electron/engine/parse/proc-status.ts'
import { findProgram } from '../../../build/can-run.mjs'

const table = createProcessTable()
const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

/** A process that said its first word. */
async function start(program: string, ...args: string[]): Promise<ProcessRow> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  children.push(child)
  await once(child.stdout, 'data')
  const row = table.readOne(child.pid ?? 0)
  if (row === null) throw new Error(`${program} did not stay`)
  return row
}

const node = (): Promise<ProcessRow> =>
  start(process.execPath, '-e', 'console.log("up"); setInterval(() => {}, 1000)')
const perl = (script: string, ...args: string[]): Promise<ProcessRow> =>
  start('perl', '-e', `$| = 1; ${script}`, ...args)

const field = (row: ProcessRow, key: string): string =>
  statusField(readFileSync(`/proc/${row.identity.pid}/status`, 'utf8'), key)

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}

/** Ports of this machine; who was let go on is kept in `letGo`. */
function makePorts(): { readonly ports: HoldPorts; readonly letGo: ProcessIdentity[] } {
  const clock = createClock()
  const letGo: ProcessIdentity[] = []
  const letGoOn = (identity: ProcessIdentity): Promise<boolean> => {
    letGo.push(identity)
    return Promise.resolve(process.kill(identity.pid, 'SIGCONT'))
  }
  return { ports: { clock, commands: createCommandRunner(clock), letGoOn }, letGo }
}

/** Traces a process and is gone at once, as a debugger that is ended in the middle (PTRACE_ATTACH is 16). */
const attachAndGo = 'syscall(101, 16, $ARGV[0] + 0, 0, 0); exit 3'
const attachAndStay = `${attachAndGo.replace('exit 3', 'waitpid($ARGV[0], 0x40000000)')}; print "held"; sleep 1000`

describe.each(['eu-stack', 'gdb'] as const)('%s', (name) => {
  const path = findProgram(name)

  it('tells where a process stands, and lets it go on', async ({ skip }) => {
    if (path === null) return skip(`No ${name}. apt install elfutils gdb`)
    const row = await perl('print "up"; sleep 1000')
    const { ports, letGo } = makePorts()
    const { processes, missing } = await stacksOf(ports, { name, path }, [row])
    expect(missing).toEqual([])
    const [stack, ...more] = processes[0]?.stacks ?? []
    expect([stack?.threads, more]).toEqual([[row.identity.pid], []])
    expect(stack?.frames.join('\n')).toMatch(/Perl_pp_sleep[^]*perl_run[^]*main/)
    expect(field(row, 'State')).toMatch(/^[SR]/)
    expect(field(row, 'TracerPid')).toBe('0')
    expect(letGo).toEqual([])
  })
  it('leaves stopped what was stopped', async ({ skip }) => {
    if (path === null) return skip(`No ${name}. apt install elfutils gdb`)
    const row = await perl('print "up"; sleep 1000')
    process.kill(row.identity.pid, 'SIGSTOP')
    await until(() => field(row, 'State').startsWith('T'))
    const { ports, letGo } = makePorts()
    const { processes } = await stacksOf(ports, { name, path }, [row])
    expect(processes[0]?.stacks[0]?.frames.length).toBeGreaterThan(1)
    expect(field(row, 'State')).toMatch(/^T/)
    expect(letGo).toEqual([])
  })
})

it('tells threads that stand in the same place as one', async ({ skip }) => {
  const path = findProgram('eu-stack')
  if (path === null) return skip('No eu-stack. apt install elfutils')
  const row = await node()
  const { ports } = makePorts()
  const { processes } = await stacksOf(ports, { name: 'eu-stack', path }, [row])
  const stacks = processes[0]?.stacks ?? []
  const all = stacks.flatMap(({ threads }) => threads)
  expect(all.length).toBeGreaterThan(4)
  // Its idle workers wait for work: one stack, and the first one.
  expect(stacks[0]?.threads.length).toBeGreaterThan(1)
  const main = stacks.find(({ threads }) => threads.includes(row.identity.pid))
  expect(main?.frames.join('\n')).toMatch(/epoll_p?wait[^]*uv__io_poll[^]*uv_run/)
})

describe('what is let trace a process', () => {
  it('may be ended at the wrong moment: the process goes on all the same', async () => {
    const row = await perl('print "up"; sleep 1000')
    const argv = ['perl', '-e', attachAndGo, String(row.identity.pid)]
    const { ports, letGo } = makePorts()
    const held = await hold(ports, { row, argv, limitMs: 5000 })
    expect(held).toMatchObject({ kind: 'ended', status: 3 })
    expect(letGo).toEqual([row.identity])
    await until(() => field(row, 'State').startsWith('S'))
  })

  it('is ended when it takes too long, and the process goes on', async () => {
    const row = await perl('print "up"; sleep 1000')
    const argv = ['perl', '-e', attachAndStay, String(row.identity.pid)]
    const { ports } = makePorts()
    expect(await hold(ports, { row, argv, limitMs: 1000 })).toEqual({ kind: 'limit' })
    expect(field(row, 'TracerPid')).toBe('0')
    await until(() => field(row, 'State').startsWith('S'))
  })

  it('may hold on though it was ended: that is said, and by whom', async () => {
    const row = await perl('print "up"; sleep 1000')
    // What it started traces on when it is killed itself: timeout(1) ends its own group alone.
    const traceOn = attachAndStay.replace('print "held"', 'syswrite W, "h"')
    const script = `pipe(R, W); if (fork() == 0) { setpgrp; ${traceOn} } sysread R, $_, 1; exit 3`
    const { ports, letGo } = makePorts()
    const argv = ['perl', '-e', script, String(row.identity.pid)]
    const held = await hold(ports, { row, argv, limitMs: 5000 })
    const tracer = field(row, 'TracerPid')
    const why = `process ${tracer} holds it still, and lets go when it ends`
    expect(held).toEqual({ kind: 'not-let', why })
    expect(letGo).toEqual([])
    process.kill(Number(tracer), 'SIGKILL')
  })

  it('is not let at one that another program traces', async () => {
    const row = await perl('print "up"; sleep 1000')
    const tracer = await perl(attachAndStay, String(row.identity.pid))
    const { ports } = makePorts()
    const held = await hold(ports, { row, argv: ['false'], limitMs: 1000 })
    const why = `process ${tracer.identity.pid} traces it already`
    expect(held).toEqual({ kind: 'not-let', why })
  })

  it('is not let at one that sleeps in the kernel: it would be stopped when it wakes', async () => {
    // The parent of a vfork(2), 58, sleeps in D until its child is gone or becomes another program.
    const row = await perl('print "up"; if (syscall(58) == 0) { sleep 1000 }')
    await until(() => field(row, 'State').startsWith('D'))
    const pid = String(row.identity.pid)
    const child = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    const { ports } = makePorts()
    const held = await hold(ports, { row, argv: ['false'], limitMs: 1000 })
    const why = `thread ${pid} is in uninterruptible sleep: it would be left stopped`
    expect(held).toEqual({ kind: 'not-let', why })
    process.kill(row.identity.pid, 'SIGKILL')
    process.kill(Number(child), 'SIGKILL')
  })

  it('is not let at one that has ended, nor at another process with its pid', async () => {
    const row = await perl('print "up"; sleep 1000')
    const { ports } = makePorts()
    const other = { ...row, identity: { ...row.identity, startTicks: 1 } }
    const asked = { argv: ['false'], limitMs: 1000 }
    expect(await hold(ports, { ...asked, row: other })).toEqual({
      kind: 'not-let',
      why: 'it ended meanwhile',
    })
    process.kill(row.identity.pid, 'SIGKILL')
    await until(() => table.readOne(row.identity.pid) === null)
    expect((await hold(ports, { ...asked, row })).kind).toBe('not-let')
  })
})
