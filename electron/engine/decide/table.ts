/** The process table as a value, and the few walks over it that every decision needs. */
import type { ProcessRow } from '../../../shared/process.ts'
import type { Moment } from '../../../shared/run.ts'

/** All processes at one moment. */
export interface Table {
  readonly boot: string
  readonly at: Moment
  readonly rows: ReadonlyMap<number, ProcessRow>
}

/** Children by the pid of their parent. Built once a look: walking it is linear then. */
export function indexChildren(table: Table): ReadonlyMap<number, readonly ProcessRow[]> {
  return indexBy(table, (row) => row.parentPid)
}

/** Rows by any number they carry (parent, session, process group). */
export function indexBy(
  table: Table,
  key: (row: ProcessRow) => number,
): ReadonlyMap<number, readonly ProcessRow[]> {
  const index = new Map<number, ProcessRow[]>()
  for (const row of table.rows.values()) {
    const list = index.get(key(row))
    if (list) list.push(row)
    else index.set(key(row), [row])
  }
  return index
}

/**
 * Parent, grandparent and so on, nearest first. Ends at a parent that is not in the table: pid 0
 * outside our pid namespace. A loop, which a table read while pids change hands can show, ends too.
 */
export function ancestorsOf(table: Table, pid: number): readonly ProcessRow[] {
  const seen = new Set([pid])
  const ancestors: ProcessRow[] = []
  let next = table.rows.get(pid)?.parentPid
  while (next !== undefined && !seen.has(next)) {
    seen.add(next)
    const row = table.rows.get(next)
    if (!row) break
    ancestors.push(row)
    next = row.parentPid
  }
  return ancestors
}
