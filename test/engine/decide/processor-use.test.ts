import { describe, expect, it } from 'vitest'
import {
  compareProcessorUse,
  sampleProcessorUse,
} from '../../../electron/engine/decide/processor-use.ts'
import { makeRow, makeTable } from '../../fakes/rows.ts'

const at = (ms: number) => ({ mono: ms, wall: ms })
const before = sampleProcessorUse(makeTable([makeRow({ pid: 100, cpuTicks: 500 })], at(1000)))

const percentOf = (row: Parameters<typeof makeRow>[0], ms = 3000): number | undefined =>
  compareProcessorUse(before, makeTable([makeRow(row)], at(ms)))?.get(row.pid)

describe('processor use between two looks', () => {
  it.each([
    ['nothing', 500, 0],
    ['half a processor', 600, 50],
    ['two processors', 900, 200],
    ['a count that went backwards is nothing, not less', 400, 0],
  ])('%s', (_, cpuTicks, percent) => {
    expect(percentOf({ pid: 100, cpuTicks })).toBe(percent)
  })

  it('counts all of a process that started in between, even under an old pid', () => {
    expect(percentOf({ pid: 101, cpuTicks: 20 })).toBe(10)
    expect(percentOf({ pid: 100, startTicks: 99_999, cpuTicks: 20 })).toBe(10)
  })

  it('is unknown where no time has passed', () => {
    expect(compareProcessorUse(before, makeTable([], at(1000)))).toBeNull()
    expect(compareProcessorUse(before, makeTable([], at(900)))).toBeNull()
  })
})
