import type { Table } from '../decide/table.ts'
import type { Clock, ProcessTable } from '../os/ports.ts'

/** What one look asks for, it asks for within this; a glance and its look are further apart. Milliseconds. */
const lookMs = 50

/**
 * One reading of the whole machine for all that a look asks at once, or that several ask within
 * `freshMs`: a busy machine has thousands of processes, and each reading holds up everything else. A
 * reading that is older is made anew.
 */
export function shareTable(
  table: Pick<ProcessTable, 'read' | 'readSome'>,
  clock: Pick<Clock, 'now'>,
  freshMs = lookMs,
): Pick<ProcessTable, 'read' | 'readSome'> {
  let last: { readonly table: Table; readonly mono: number } | null = null
  return {
    read: () => {
      const { mono } = clock.now()
      if (last === null || mono - last.mono > freshMs) {
        const read = table.read()
        last = { table: read, mono: clock.now().mono }
      }
      return last.table
    },
    readSome: (pids) => table.readSome(pids),
  }
}

/**
 * A judgement on rows that is prepared only where it is asked for, once: who is protected takes the
 * whole table, and a glance asks about nobody.
 */
export function whenAsked<T, A>(prepare: () => (of: T) => A): (of: T) => A {
  let judge: ((of: T) => A) | null = null
  return (of) => (judge ??= prepare())(of)
}
