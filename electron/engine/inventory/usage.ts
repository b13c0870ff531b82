import {
  compareProcessorUse,
  sampleProcessorUse,
  type ProcessorSample,
} from '../decide/processor-use.ts'
import type { Table } from '../decide/table.ts'

/** Looks that follow each other faster give percentages of a few clock ticks: noise. Milliseconds. */
const shortestMs = 500

/** Percent of one processor by pid since the look before; null at the first look. */
export type UsageMeter = (table: Table) => ReadonlyMap<number, number> | null

/** Compares each look with the one before; looks in quick succession get the same answer. */
export function createUsageMeter(): UsageMeter {
  let before: ProcessorSample | null = null
  let percent: ReadonlyMap<number, number> | null = null
  return (table) => {
    if (before !== null && table.at.mono - before.at < shortestMs) return percent
    if (before !== null) percent = compareProcessorUse(before, table)
    before = sampleProcessorUse(table)
    return percent
  }
}
