import type { ProcessRow } from '../../../../shared/process.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { findWhoStarted, type WhoStarted } from '../after/who-started.ts'
import type { Case, Proc } from './case.ts'

/** The processes above it that were looked at, nearest first, without pid 1 and members. */
function parentsOf(c: Case, proc: Proc): readonly ProcessRow[] {
  const found: Proc[] = []
  const seen = new Set([proc.pid])
  let parent = c.byPid.get(proc.now.row.parentPid)
  while (parent !== undefined && parent.pid !== 1 && !seen.has(parent.pid) && !parent.member) {
    seen.add(parent.pid)
    found.push(parent)
    parent = c.byPid.get(parent.now.row.parentPid)
  }
  return found.map(({ now }) => now.row)
}

/**
 * Who started a process of what is no unit. `byCgroup`: the cgroup it was born in may tell as well;
 * beside living members it is theirs, and tells nothing.
 */
export function findStarter(c: Case, proc: Proc, byCgroup: boolean): WhoStarted {
  const { row } = proc.now
  const shown = byCgroup ? row : { ...row, cgroup: unknown('it is that of its service') }
  return findWhoStarted({ row: shown, parents: parentsOf(c, proc), unit: null })
}
