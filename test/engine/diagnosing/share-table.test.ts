import { beforeEach, describe, expect, it } from 'vitest'
import { shareTable, whenAsked } from '../../../electron/engine/diagnosing/share-table.ts'
import type { Table } from '../../../electron/engine/decide/table.ts'
import { FakeClock } from '../../fakes/world.ts'

let clock: FakeClock
let read: number
let table: ReturnType<typeof shareTable>
const make = (): Table => ({ boot: 'fake', at: clock.now(), rows: new Map() })
beforeEach(() => {
  clock = new FakeClock()
  read = 0
  const counted = (): Table => {
    read += 1
    return make()
  }
  table = shareTable({ read: counted, readSome: make }, clock)
})

describe('the table of one look', () => {
  it('is read once, however many ask for it at once', () => {
    const first = table.read()
    expect(table.read()).toBe(first)
    expect(read).toBe(1)
  })

  it('is still that of a moment ago when the last of them asks, moments later', async () => {
    const first = table.read()
    await clock.advance(50)
    expect(table.read()).toBe(first)
    expect(read).toBe(1)
  })

  it('is read anew for the next look: nothing that moved is missed', async () => {
    const first = table.read()
    await clock.advance(51)
    expect(table.read()).not.toBe(first)
    expect(table.read().at).toEqual(clock.now())
    expect(read).toBe(2)
  })

  it('is as old as those may have it who ask for an older one', async () => {
    const shared = shareTable({ read: make, readSome: make }, clock, 500)
    const first = shared.read()
    await clock.advance(500)
    expect(shared.read()).toBe(first)
    await clock.advance(1)
    expect(shared.read()).not.toBe(first)
  })

  it('is read in part as it is in that moment', () => {
    expect(table.readSome([1])).not.toBe(table.readSome([1]))
    expect(read).toBe(0)
  })
})

describe('who is protected', () => {
  it('is not worked out where a look asks about nobody, and once where it asks', () => {
    let prepared = 0
    const judge = whenAsked(() => {
      prepared += 1
      return (pid: number) => pid * 2
    })
    expect(prepared).toBe(0)
    expect([1, 2, 3].map(judge)).toEqual([2, 4, 6])
    expect(prepared).toBe(1)
  })
})
