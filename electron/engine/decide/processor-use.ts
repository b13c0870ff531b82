/** How much of a processor each process used between two looks at the table. */
import type { Table } from './table.ts'

/** What has to be remembered of a look to compare the next one with it. */
export interface ProcessorSample {
  /** Monotonic milliseconds. */
  readonly at: number
  /** Clock ticks used since its start, by pid, with the start time that makes the pid certain. */
  readonly ticks: ReadonlyMap<number, { readonly startTicks: number; readonly used: number }>
}

/** USER_HZ: 100 on every architecture that Quiesce runs on (proc_pid_stat(5), times(2)). */
const ticksPerSecond = 100

/** Remembers a look. */
export const sampleProcessorUse = (table: Table): ProcessorSample => ({
  at: table.at.mono,
  ticks: new Map(
    [...table.rows].map(([pid, row]) => [
      pid,
      { startTicks: row.identity.startTicks, used: row.cpuTicks },
    ]),
  ),
})

/**
 * Percent of one processor by pid, between an earlier sample and a table. A process that started in
 * between used all it has used since then. Null where no time has passed.
 */
export function compareProcessorUse(
  before: ProcessorSample,
  table: Table,
): ReadonlyMap<number, number> | null {
  const seconds = (table.at.mono - before.at) / 1000
  if (seconds <= 0) return null
  const percent = new Map<number, number>()
  for (const [pid, row] of table.rows) {
    const earlier = before.ticks.get(pid)
    const base = earlier?.startTicks === row.identity.startTicks ? earlier.used : 0
    percent.set(pid, (Math.max(0, row.cpuTicks - base) / ticksPerSecond / seconds) * 100)
  }
  return percent
}
