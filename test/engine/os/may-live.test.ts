import { describe, expect, it } from 'vitest'
import { mayLive } from '../../../electron/engine/os/may-live.ts'
import { isPidTaken } from '../../../electron/engine/os/portable.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { makeMember } from '../../fakes/run.ts'

const { identity } = makeMember(100)
const row = (more: object = {}, alive = true): ProcessRow =>
  ({ identity: { ...identity, ...more }, alive }) as ProcessRow

describe('whether a process may live', () => {
  it.each<[string, boolean, ProcessRow | null, boolean]>([
    ['it is shown', true, row(), true],
    ['it is a zombie', false, row({}, false), true],
    ['its pid is another one’s', false, row({ startTicks: identity.startTicks + 1 }), true],
    ['it is hidden', true, null, true],
    ['nobody has its pid', false, null, false],
  ])('where %s: %s', (_where, expected, shown, isTaken) => {
    const of = { boot: identity.boot, readOne: () => shown, isPidTaken: () => isTaken }
    expect(mayLive(identity, of)).toBe(expected)
  })

  it('is not asked of another boot’s', () => {
    const readOne = (): never => {
      throw new Error('nobody looks')
    }
    expect(mayLive(identity, { boot: 'later', readOne, isPidTaken: readOne })).toBe(false)
  })
})

describe('a pid', () => {
  it('is taken by those who live, also by root’s', () => {
    expect(isPidTaken(process.pid)).toBe(true)
    expect(isPidTaken(1)).toBe(true)
  })

  it('beyond the largest that there can be is nobody’s', () => {
    // PID_MAX_LIMIT of proc(5), pid_max.
    expect(isPidTaken(2 ** 22 + 1)).toBe(false)
  })
})
