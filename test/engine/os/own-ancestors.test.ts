import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readOwnAncestors } from '../../../electron/engine/os/own-ancestors.ts'
import { createProcReader } from '../../../electron/engine/os/proc-reader.ts'
import { FakeProc } from './fake-proc.ts'

describe('whom Quiesce descends from', () => {
  let proc: FakeProc
  beforeEach(() => {
    proc = new FakeProc()
  })
  afterEach(() => {
    proc.remove()
  })
  const read = (own: number): number[] => [...readOwnAncestors(createProcReader(proc.root), own)]

  it('is everybody from itself to process 1', () => {
    proc.add({ pid: 1, parentPid: 0 })
    proc.add({ pid: 50, parentPid: 1 })
    proc.add({ pid: 60, parentPid: 50 })
    proc.add({ pid: 70, parentPid: 50 })
    expect(read(60)).toEqual([1, 60, 50])
  })

  it.each([
    ['an ancestor is gone', 99, [1, 60, 99]],
    ['the parent is outside of the pid namespace', 0, [1, 60]],
    ['the table runs in a circle, as it was not read at one moment', 60, [1, 60]],
  ])('ends where %s', (_what, parentPid, expected) => {
    proc.add({ pid: 60, parentPid })
    expect(read(60)).toEqual(expected)
  })

  it('has this process and its parent in it', () => {
    const own = readOwnAncestors()
    expect(own.has(process.pid)).toBe(true)
    expect(own.has(process.ppid) || process.ppid === 0).toBe(true)
  })
})
