import { describe, expect, it } from 'vitest'
import { findLostOrders } from '../../../electron/engine/orders/lost-orders.ts'
import type { JournalBody, JournalEntry } from '../../../shared/journal-entry.ts'
import { boot, ms } from '../../fakes/run.ts'

type OrderBody = Extract<JournalBody, { kind: 'order' }>

const record = (order: string, what: OrderBody['what'], pid = 7): JournalEntry => ({
  ...{ v: 1, seq: 1, at: ms(0), boot, run: null, target: null },
  writer: { pid, door: 'cli', user: 'ops', startTicks: 70 },
  ...{ kind: 'order', order, what, sentence: 'x', by: 'ops' },
})

describe('orders that a crash cut off', () => {
  it.each([
    ['that began and whose Quiesce is gone', [record('a', 'began')], ['a']],
    ['is none that has ended', [record('a', 'began'), record('a', 'ended')], []],
    ['is none whose Quiesce lives', [record('a', 'began', 1)], []],
    ['is one that was decided on last', [record('a', 'began'), record('a', 'decided')], ['a']],
    ['are several', [record('a', 'began'), record('b', 'began')], ['a', 'b']],
    ['are none without records', [], []],
  ])('%s', (_, entries, lost) => {
    expect(findLostOrders(entries, ({ pid }) => pid === 1)).toEqual(lost)
  })

  it('asks for the writer with its start time', () => {
    const asked: unknown[] = []
    findLostOrders([record('a', 'began')], (writer) => asked.push(writer) === 0)
    expect(asked).toEqual([{ boot, pid: 7, startTicks: 70 }])
  })
})
