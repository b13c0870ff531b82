import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createPortableSignaller } from '../../../electron/engine/os/portable.ts'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { settle } from '../../fakes/world.ts'
import { fakeBoot, FakeProc, type FakeProcess } from './fake-proc.ts'
import { createManualClock } from './manual-clock.ts'

// No pid of this machine: the kernel's highest is 4194304, and nothing must reach it anyway.
const pid = 4_999_999
const daemon: FakeProcess = { pid, startTicks: 10, exe: '/bin/sh' }
const identity = { boot: fakeBoot, pid, startTicks: 10 }

let proc: FakeProc
const kill = vi.spyOn(process, 'kill')
beforeEach(() => {
  proc = new FakeProc()
  proc.add(daemon)
  kill.mockReset().mockReturnValue(true)
})
afterEach(() => {
  proc.remove()
})

async function portable() {
  const clock = createManualClock()
  const table = createProcessTable({ root: proc.root, passwd: proc.passwd, clock })
  const signaller = await createPortableSignaller(table, clock, 'signal helper not built')
  return { clock, signaller }
}

async function hold() {
  const { clock, signaller } = await portable()
  const onExit = vi.fn()
  const held = await signaller.hold(identity, onExit)
  if (!held.ok) throw new Error(held.error)
  await settle()
  return { clock, signaller, held: held.value, onExit }
}

describe('the portable path', () => {
  it('names the weaker guarantee and why', async () => {
    const { signaller } = await portable()
    expect(signaller.guarantee()).toEqual({ kind: 'checked', why: 'signal helper not built' })
  })

  it('signals the pid of a process that is still the one meant', async () => {
    const { held } = await hold()
    expect(await held.send('TERM')).toBe('sent')
    expect(await held.send('KILL')).toBe('sent')
    expect(kill.mock.calls).toEqual([
      [pid, 15],
      [pid, 9],
    ])
  })

  it.each([
    ['it is gone', null, 'gone'],
    ['its pid has another owner', { startTicks: 11 }, 'changed'],
    ['it is a zombie', { state: 'Z' }, 'gone'],
    ['another user’s', { status: 'Uid:\t0\t0\t0\t0\n' }, 'changed'],
    ['another program’s', { exe: '/proc/self/exe' }, 'changed'],
  ])('sends nothing when at the call %s', async (_what, change, expected) => {
    const { held } = await hold()
    if (change === null) proc.delete(String(pid))
    else proc.add({ ...daemon, ...change })
    expect(await held.send('TERM')).toBe(expected)
    expect(kill).not.toHaveBeenCalled()
  })

  it.each([
    ['user', { status: 'Name:\tx\n' }],
    ['program', { exe: '/nonexistent' }],
    ['title', { args: ['another title'] }],
  ])('does not take an unreadable or changed %s for another process', async (_what, change) => {
    const { held } = await hold()
    proc.add({ ...daemon, ...change })
    expect(await held.send('TERM')).toBe('sent')
  })

  it.each([
    ['ESRCH', 'gone'],
    ['EPERM', 'no-permission'],
    ['EINVAL', 'failed'],
  ])('reports what the kernel says: %s', async (code, expected) => {
    const { held } = await hold()
    kill.mockImplementation(() => {
      throw Object.assign(new Error(code), { code })
    })
    expect(await held.send('TERM')).toBe(expected)
  })
})

describe('what the portable path never holds', () => {
  it.each([
    ['PID 1', { pid: 1 }, 'protected'],
    ['a kernel thread', { pid, flags: 0x00200040, exe: null }, 'protected'],
    ['Quiesce itself', { pid: process.pid }, 'protected'],
    ['one that is gone', { pid: pid - 1, state: 'Z' }, 'gone'],
  ])('%s', async (_what, facts, refusal) => {
    const { signaller } = await portable()
    proc.add({ startTicks: 10, ...facts })
    const wanted = { boot: fakeBoot, pid: facts.pid, startTicks: 10 }
    expect(await signaller.hold(wanted, vi.fn())).toEqual({ ok: false, error: refusal })
    expect(await signaller.hold({ ...wanted, boot: 'x' }, vi.fn())).toMatchObject({ error: 'gone' })
  })

  it('an ancestor of Quiesce, however far', async () => {
    const { signaller } = await portable()
    proc.add({ pid: process.pid, parentPid: pid - 2 })
    proc.add({ pid: pid - 2, parentPid: pid })
    const refused = { ok: false, error: 'protected' }
    expect(await signaller.hold(identity, vi.fn())).toEqual(refused)
  })

  it('a process that is not the one meant', async () => {
    const { signaller } = await portable()
    const other = { ...identity, startTicks: 9 }
    expect(await signaller.hold(other, vi.fn())).toEqual({ ok: false, error: 'changed' })
  })

  it('does not go round for ever where parents form a ring', async () => {
    const { signaller } = await portable()
    proc.add({ pid: process.pid, parentPid: pid - 2 })
    proc.add({ pid: pid - 2, parentPid: process.pid })
    expect(await signaller.hold(identity, vi.fn())).toMatchObject({ ok: true })
  })
})

describe('an exit on the portable path', () => {
  it.each([
    ['gone', null],
    ['a zombie', { state: 'Z' }],
    ['another process', { startTicks: 11 }],
  ])('is told within 100 ms, once: %s', async (_what, change) => {
    const { clock, onExit, held } = await hold()
    clock.advance(100)
    if (change === null) proc.delete(String(pid))
    else proc.add({ ...daemon, ...change })
    clock.advance(99)
    await settle()
    expect(onExit).not.toHaveBeenCalled()
    clock.advance(1)
    clock.advance(1000)
    await settle()
    expect(onExit).toHaveBeenCalledTimes(1)
    expect(await held.send('TERM')).toBe('gone')
  })

  it('is not seen in a main thread that left others at work', async () => {
    const { clock, onExit } = await hold()
    proc.add({ ...daemon, state: 'Z', threads: ['S'] })
    clock.advance(1000)
    await settle()
    expect(onExit).not.toHaveBeenCalled()
  })

  it('is looked for only while somebody is held', async () => {
    const { clock, held, signaller, onExit } = await hold()
    expect(clock.armed()).toBe(1)
    held.release()
    expect(clock.armed()).toBe(0)
    proc.delete(String(pid))
    clock.advance(1000)
    expect(onExit).not.toHaveBeenCalled()
    proc.add(daemon)
    await signaller.hold(identity, vi.fn())
    expect(clock.armed()).toBe(1)
    await signaller.close()
    expect(clock.armed()).toBe(0)
  })
})
