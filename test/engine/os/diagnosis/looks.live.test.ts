/** Looks at real processes: what they wait for is found, and it costs them nothing. */
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canRun } from '../../../../build/can-run.mjs'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { createClock } from '../../../../electron/engine/os/clock.ts'
import { DiagnosisLooks } from '../../../../electron/engine/os/diagnosis/looks.ts'
import { createProcessTable } from '../../../../electron/engine/os/proc-table.ts'
import { subjectOfSyscall } from '../../../../electron/engine/parse/syscall-subject.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { practiceProgram } from '../../../live/quiesce.ts'
import { StartedProcesses } from '../../../native/started-processes.ts'
import { questionAbout } from './question.ts'

const processes = new StartedProcesses()
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-looks-'))
})
afterEach(() => {
  processes.endAll()
  rmSync(folder, { recursive: true })
})

const clock = createClock()
const table = createProcessTable({ clock })
const ask = (...pids: readonly number[]) => questionAbout([...table.readSome(pids).rows.values()])
const lookAt = (...pids: readonly number[]): DiagnosisFacts =>
  new DiagnosisLooks({ clock, table }).look(ask(...pids))

/** What a thread waits for, by its own call; null where it may not be read. */
function subjectIn({ processes: [first] }: DiagnosisFacts) {
  const call = first?.now?.threads[0]?.syscall
  return call && isKnown(call) ? subjectOfSyscall(call) : null
}
const othersIn = (facts: DiagnosisFacts): readonly string[] =>
  facts.processes.filter(({ member }) => !member).map(({ name }) => name)

/** Waits until it sleeps where it is meant to, by its own word for it. */
async function asleep(pid: number, where: RegExp): Promise<void> {
  await expect.poll(() => readFileSync(`/proc/${pid}/wchan`, 'utf8')).toMatch(where)
}

describe('a process that waits', () => {
  it('for the other end of a pipe is seen with who has that end', async () => {
    const script = 'sleep 100 | sh -c "echo \\$\\$ >&2; exec cat"'
    const { errors } = processes.start('sh', '-c', script)
    const at = Number(await errors.next(/^\d+$/))
    await asleep(at, /pipe/)
    const facts = lookAt(at)
    expect(subjectIn(facts)).toEqual({ kind: 'descriptor', fd: 0, way: 'in' })
    // The sleep that would write, and nobody who only reads.
    expect(othersIn(facts)).toContain('sleep')
  })

  it('for a lock is seen with its holder, though who took it is dead', async () => {
    const path = join(folder, 'lock')
    writeFileSync(path, '')
    // The lock is taken by flock(1), which ends; the sleep inherits the descriptor.
    const holder = processes.start('sh', '-c', `exec 9>${path}; flock 9; echo held; exec sleep 100`)
    await holder.lines.next(/held/)
    const waiter = processes.start('flock', path, 'true')
    await asleep(waiter.pid, /lock/)
    const facts = lookAt(waiter.pid)
    expect(subjectIn(facts)).toMatchObject({ kind: 'file-lock' })
    expect(isKnown(facts.locks) ? facts.locks : []).toMatchObject([
      { kind: 'FLOCK', waitsFor: null, holders: [{ pid: holder.pid, name: 'sleep' }] },
      { kind: 'FLOCK', pid: waiter.pid, waitsFor: expect.any(Number) as number },
    ])
    expect(othersIn(facts)).toContain('sleep')
  })

  it('for a child is seen with the child', async () => {
    const { pid, lines } = processes.start('sh', '-c', 'echo; sleep 100; true')
    await lines.next()
    await asleep(pid, /wait/)
    const facts = lookAt(pid)
    expect(subjectIn(facts)).toMatchObject({ kind: 'child' })
    expect(othersIn(facts)).toEqual(['sleep'])
  })
})

describe('connections', () => {
  it('within the machine are told from both ends', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const accepted = once(server, 'connection') as Promise<[Socket]>
    const client = connect(port, '127.0.0.1')
    const [socket] = await accepted
    const looks = new DiagnosisLooks({ clock, table })
    const question = ask(process.pid)
    looks.look(question)
    await looks.settled()
    const { sockets } = looks.look(question)
    const found = isKnown(sockets) ? sockets : []
    const self = { pid: process.pid }
    expect(
      found.find(({ localPort, state }) => localPort === port && state === 'LISTEN'),
    ).toBeDefined()
    expect(found.find(({ remotePort }) => remotePort === port)).toMatchObject({ peer: self })
    expect(found.find((one) => one.localPort === port && one.remotePort > 0)).toMatchObject({
      state: 'ESTABLISHED',
      peer: self,
    })
    for (const one of [client, socket]) one.destroy()
    server.close()
  })
})

/** What a process did until now: processor time, and how often it was woken. */
function doneBy(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const switches = [...status.matchAll(/ctxt_switches:\s+(\d+)/g)].map(([, count]) => count)
  return [user, system, ...switches].join(' ')
}

describe('a look', () => {
  it('costs a hung daemon nothing, however often: no time, no wake-up', async () => {
    if (!canRun.native.here) return void process.stdout.write(`skipped: ${canRun.native.missing}\n`)
    const child = processes.start(practiceProgram, 'ignores-term', '--max-seconds', '120')
    await child.lines.next(/^ready /)
    await asleep(child.pid, /./)
    const before = doneBy(child.pid)
    const looks = new DiagnosisLooks({ clock, table })
    const question = ask(child.pid)
    for (let count = 0; count < 20; count += 1) {
      looks.glance(question)
      looks.look(question)
    }
    await looks.settled()
    expect(doneBy(child.pid)).toBe(before)
    const {
      processes: [one],
    } = looks.look(question)
    expect(one?.now).toMatchObject({ tracerPid: 0, row: { state: 'S' } })
    expect(one?.now?.io).toEqual(one?.before?.io)
  })

  it('leaves nothing open', async () => {
    const filesOpen = (): number => readdirSync('/proc/self/fd').length
    const before = filesOpen()
    const looks = new DiagnosisLooks({ clock, table })
    for (let count = 0; count < 5; count += 1) {
      looks.look(ask(process.pid))
      await looks.settled()
    }
    await expect.poll(filesOpen).toBeLessThanOrEqual(before)
  })
})
