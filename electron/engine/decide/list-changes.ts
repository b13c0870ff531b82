import type { ServiceRow } from '../../../shared/service.ts'

/** Rows as text by target: equal text is an equal row. */
export type ListMemory = ReadonlyMap<string, string>

/** What is different between two lists of services. */
export interface ListChanges {
  /** Rows that are new or differ. */
  readonly changed: readonly ServiceRow[]
  /** Targets that are no longer in the list. */
  readonly removed: readonly string[]
  /** What to compare the next list with. */
  readonly memory: ListMemory
}

/** Remembers a list so that the next one can be compared with it. */
export const rememberList = (rows: readonly ServiceRow[]): ListMemory =>
  new Map(rows.map((row) => [row.target, JSON.stringify(row)]))

/** Compares a list with what was remembered of the one before; null remembers nothing. */
export function compareLists(before: ListMemory | null, rows: readonly ServiceRow[]): ListChanges {
  const memory = rememberList(rows)
  return {
    changed: rows.filter(({ target }) => before?.get(target) !== memory.get(target)),
    removed: [...(before?.keys() ?? [])].filter((target) => !memory.has(target)),
    memory,
  }
}
