import type { ServiceRow } from '../../../shared/service.ts'

/** What is different between two lists of services. */
export interface ListChanges {
  /** Rows that are new or differ. */
  readonly changed: readonly ServiceRow[]
  /** Targets that are no longer in the list. */
  readonly removed: readonly string[]
}

/** Rows as text by target: equal text is an equal row. */
export type ListMemory = ReadonlyMap<string, string>

/** Remembers a list so that the next one can be compared with it. */
export const rememberList = (rows: readonly ServiceRow[]): ListMemory =>
  new Map(rows.map((row) => [row.target, JSON.stringify(row)]))

/** Compares a list with what was remembered of the one before; null remembers nothing. */
export function compareLists(before: ListMemory | null, rows: readonly ServiceRow[]): ListChanges {
  const now = new Set(rows.map((row) => row.target))
  return {
    changed: rows.filter((row) => before?.get(row.target) !== JSON.stringify(row)),
    removed: [...(before?.keys() ?? [])].filter((target) => !now.has(target)),
  }
}
