import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProcessTable } from '../../../electron/engine/os/proc-table.ts'
import { FakeProc } from './fake-proc.ts'
import { createManualClock } from './manual-clock.ts'

let proc: FakeProc
beforeEach(() => {
  proc = new FakeProc()
})
afterEach(() => {
  proc.remove()
})

/** A table over one process that started long ago, and its arguments at the next look. */
function watch(facts: { startTicks?: number } = {}) {
  const clock = createManualClock()
  const table = createProcessTable({ root: proc.root, passwd: proc.passwd, clock })
  const before = { pid: 16, args: ['before'], ...facts }
  proc.add(before)
  const args = () => table.read().rows.get(16)?.args
  expect(args()).toEqual(['before'])
  return { clock, table, args, before }
}

describe('what seldom changes', () => {
  it('is not read again at once', () => {
    const { args, clock } = watch()
    proc.write('16/cmdline', 'after\0')
    clock.advance(2900)
    expect(args()).toEqual(['before'])
  })

  it('is read again after a few seconds, for a title or user may change', () => {
    const { args, clock } = watch()
    proc.write('16/cmdline', 'after\0')
    clock.advance(3000)
    expect(args()).toEqual(['after'])
  })

  it.each([
    ['takes another name', { comm: 'other' }],
    ['executes another program', { stackStart: '999' }],
    ['is another process', { startTicks: 6000 }],
  ])('is read again when the process %s', (_what, change) => {
    const { args, before } = watch()
    proc.add({ ...before, ...change, args: ['after'] })
    expect(args()).toEqual(['after'])
  })

  it('is read again at every look while the process is young', () => {
    // The made-up machine was booted 100 000 000 s before the clock of the test.
    const { args } = watch({ startTicks: 100_000_000 * 100 })
    proc.write('16/cmdline', 'after\0')
    expect(args()).toEqual(['after'])
  })

  it('is always read when one process is asked for', () => {
    const { table } = watch()
    proc.write('16/cmdline', 'after\0')
    expect(table.readOne(16)?.args).toEqual(['after'])
  })

  it('does not outlive its process', () => {
    const { args } = watch()
    proc.delete('16')
    expect(args()).toBeUndefined()
    proc.add({ pid: 16, args: ['after'] })
    expect(args()).toEqual(['after'])
  })

  it('leaves what always changes to every look', () => {
    const { table, before } = watch()
    proc.add({ ...before, state: 'T', parentPid: 9, residentPages: 99 })
    expect(table.read().rows.get(16)).toMatchObject({ state: 'T', parentPid: 9 })
  })
})
