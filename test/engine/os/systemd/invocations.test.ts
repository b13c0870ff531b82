import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createInvocations } from '../../../../electron/engine/os/systemd/invocations.ts'
import type { ProcessIdentity } from '../../../../shared/process.ts'
import { FakeProc, fakeBoot } from '../fake-proc.ts'

const a = 'a'.repeat(32)
const b = 'b'.repeat(32)
const of = (pid: number, startTicks = 5000): ProcessIdentity => ({
  boot: fakeBoot,
  pid,
  startTicks,
})

let proc: FakeProc
beforeEach(() => {
  proc = new FakeProc()
})
afterEach(() => {
  proc.remove()
})

function add(pid: number, environ: string, stackStart?: string): void {
  proc.add({ pid, ...(stackStart === undefined ? {} : { stackStart }) })
  proc.write(`${pid}/environ`, environ)
}

describe('the invocation of a process', () => {
  it('is read from its environment, and "" says that it has none', () => {
    add(10, `INVOCATION_ID=${a}\0`)
    add(11, 'LANG=C\0')
    const invocations = createInvocations(proc)
    expect(invocations.of(of(10))).toBe(a)
    expect(invocations.of(of(11))).toBe('')
  })

  it('is unknown where the process is gone, or its pid belongs to another one', () => {
    add(10, `INVOCATION_ID=${a}\0`)
    const invocations = createInvocations(proc)
    expect(invocations.of(of(99))).toBeNull()
    expect(invocations.of(of(10, 4999))).toBeNull()
    expect(invocations.of({ ...of(10), boot: 'another' })).toBeNull()
  })

  it('is unknown where its environment may not be read, until it may', () => {
    proc.add({ pid: 10 })
    mkdirSync(join(proc.root, '10/environ'))
    const invocations = createInvocations(proc)
    expect(invocations.of(of(10))).toBeNull()
    proc.delete('10/environ')
    proc.write('10/environ', `INVOCATION_ID=${a}\0`)
    expect(invocations.of(of(10))).toBe(a)
  })

  it('is unknown where the environment is longer than any that exec accepts', () => {
    add(10, `INVOCATION_ID=${a}\0${'x'.repeat(2 * 1024 * 1024)}`)
    expect(createInvocations(proc).of(of(10))).toBeNull()
  })

  it('is remembered when the process writes a title over its environment', () => {
    add(10, `INVOCATION_ID=${a}\0`)
    const invocations = createInvocations(proc)
    expect(invocations.of(of(10))).toBe(a)
    proc.write('10/environ', 'nginx: worker process')
    expect(invocations.of(of(10))).toBe(a)
  })

  it('is read again when the process executes another program', () => {
    add(10, `INVOCATION_ID=${a}\0`, '100')
    const invocations = createInvocations(proc)
    expect(invocations.of(of(10))).toBe(a)
    add(10, `INVOCATION_ID=${b}\0`, '200')
    expect(invocations.of(of(10))).toBe(b)
  })

  it('is not that of the process which had the pid before', () => {
    add(10, `INVOCATION_ID=${a}\0`)
    const invocations = createInvocations(proc)
    expect(invocations.of(of(10))).toBe(a)
    proc.add({ pid: 10, startTicks: 6000 })
    proc.write('10/environ', `INVOCATION_ID=${b}\0`)
    expect(invocations.of(of(10))).toBeNull()
    expect(invocations.of(of(10, 6000))).toBe(b)
  })

  it('is forgotten first for those that were asked about first', () => {
    for (const pid of [10, 11, 12]) add(pid, `INVOCATION_ID=${a}\0`)
    const invocations = createInvocations({ root: proc.root, most: 2 })
    for (const pid of [10, 11, 12]) invocations.of(of(pid))
    for (const pid of [10, 11, 12]) proc.write(`${pid}/environ`, 'overwritten')
    expect([12, 11, 10].map((pid) => invocations.of(of(pid)))).toEqual([a, a, ''])
  })
})
