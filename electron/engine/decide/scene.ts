/** One table with its indexes and its protection: computed once a look, asked for every service. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { makeProtection, type Protection, type SelfFacts } from './protect.ts'
import { scriptOf } from './readable-name.ts'
import type { ExecutableWanted } from './runs-executable.ts'
import { indexBy, indexChildren, type Table } from './table.ts'

type Index = ReadonlyMap<number, readonly ProcessRow[]>

export interface Scene {
  readonly table: Table
  readonly self: SelfFacts
  readonly protection: Protection
  readonly children: Index
  readonly sessions: Index
  readonly groups: Index
  /** Living rows by device and inode, by path, and by script. */
  readonly executables: ReadonlyMap<string, readonly ProcessRow[]>
}

/** Device and inode as one text: a path may have been replaced, these not. */
export const executableKey = (file: { readonly device: number; readonly inode: number }): string =>
  `${file.device}:${file.inode}`

/** The script of an interpreter; no path and no device begins like this. */
export const scriptKey = (path: string): string => `#!${path}`

function indexExecutables(table: Table): ReadonlyMap<string, readonly ProcessRow[]> {
  const index = new Map<string, ProcessRow[]>()
  const add = (key: string, row: ProcessRow): void => {
    const list = index.get(key)
    if (list) list.push(row)
    else index.set(key, [row])
  }
  for (const row of table.rows.values()) {
    if (!row.alive || row.kernelThread) continue
    if (!isKnown(row.executable)) {
      add(unreadableKey, row)
      continue
    }
    add(executableKey(row.executable), row)
    add(row.executable.path, row)
    const script = scriptOf(row)
    if (script !== null) add(scriptKey(script), row)
  }
  return index
}

const unreadableKey = '?'

/**
 * Living processes that may run an executable: a thousand configured services must not each walk
 * the whole table. Whether one really does is for `runsExecutable` to say.
 */
export function executableCandidates(
  scene: Scene,
  wanted: ExecutableWanted,
): readonly ProcessRow[] {
  const keys = [
    ...(wanted.file ? [executableKey(wanted.file)] : []),
    wanted.path,
    scriptKey(wanted.path),
    unreadableKey,
  ]
  return [...new Set(keys.flatMap((key) => scene.executables.get(key) ?? []))]
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
