import { identityKey, sameIdentity, type ProcessRow } from '../../../shared/process.ts'
import { livingMembers, type Run } from '../../../shared/run.ts'
import type { Observed } from './observed.ts'
import type { Table } from './table.ts'

/**
 * Rows of the members that live, the main process first, those that only the run still knows included;
 * who is kept stays untouched.
 */
export function membersNow(
  table: Table,
  observed: Observed,
  run: Run | null,
): readonly ProcessRow[] {
  const members = observed.members.filter((member) => member.kept === null)
  const all = [...members, ...(run === null ? [] : livingMembers(run))].toSorted(
    (a, b) => Number(b.main) - Number(a.main),
  )
  const wanted = new Map(all.map((m) => [identityKey(m.identity), m.identity]))
  return [...wanted.values()]
    .map((identity) => table.rows.get(identity.pid))
    .filter((row): row is ProcessRow => row !== undefined)
    .filter((row) => [...wanted.values()].some((id) => sameIdentity(id, row.identity)))
}
