/** One table with its indexes and its protection: computed once a look, asked for every service. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { makeProtection, type Protection, type SelfFacts } from './protect.ts'
import { indexBy, indexChildren, type Table } from './table.ts'

type Index = ReadonlyMap<number, readonly ProcessRow[]>

export interface Scene {
  readonly table: Table
  readonly self: SelfFacts
  readonly protection: Protection
  readonly children: Index
  readonly sessions: Index
  readonly groups: Index
  /** Living rows by `executableKey`. */
  readonly executables: ReadonlyMap<string, readonly ProcessRow[]>
}

/** Device and inode as one text: a path may have been replaced, these not. */
export const executableKey = (file: { readonly device: number; readonly inode: number }): string =>
  `${file.device}:${file.inode}`

function indexExecutables(table: Table): ReadonlyMap<string, readonly ProcessRow[]> {
  const index = new Map<string, ProcessRow[]>()
  for (const row of table.rows.values()) {
    if (!row.alive || !isKnown(row.executable)) continue
    const key = executableKey(row.executable)
    const list = index.get(key)
    if (list) list.push(row)
    else index.set(key, [row])
  }
  return index
}

/** Prepares a table for many questions. */
export const makeScene = (table: Table, self: SelfFacts): Scene => ({
  table,
  self,
  protection: makeProtection(table, self),
  children: indexChildren(table),
  sessions: indexBy(table, (row) => row.session),
  groups: indexBy(table, (row) => row.processGroup),
  executables: indexExecutables(table),
})
