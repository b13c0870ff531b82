import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { ProcessSample } from '../../decide/diagnosis/facts.ts'
import { indexChildren, type Table } from '../../decide/table.ts'
import type { DiagnosisQuestion } from './ports.ts'

/** Beside the members so many are looked at; a fork bomb has more. */
const mostOutside = 64

/** Members with their rows, the main process first; one that is gone has none. */
export function membersOf(question: DiagnosisQuestion, table: Table): readonly ProcessRow[] {
  const { members, main } = question.observed
  const rank = (pid: number): number => (pid === main?.pid ? 0 : 1)
  return members
    .toSorted((a, b) => rank(a.identity.pid) - rank(b.identity.pid))
    .flatMap(({ identity }) => {
      const row = table.rows.get(identity.pid)
      return row?.identity.startTicks === identity.startTicks ? [row] : []
    })
}

/** The descendants of these, nearest first, without themselves. */
function descendantsOf(table: Table, pids: readonly number[]): readonly ProcessRow[] {
  const children = indexChildren(table)
  const seen = new Set(pids)
  const found: ProcessRow[] = []
  const due = [...pids]
  for (let pid = due.shift(); pid !== undefined && found.length < mostOutside; pid = due.shift()) {
    for (const row of children.get(pid) ?? []) {
      if (seen.has(row.identity.pid)) continue
      seen.add(row.identity.pid)
      found.push(row)
      due.push(row.identity.pid)
    }
  }
  return found
}

/** Who is looked at before anything is known: the stop command, and children outside of the members. */
export function findRelatives(
  question: DiagnosisQuestion,
  table: Table,
  members: readonly ProcessRow[],
): readonly ProcessRow[] {
  const pids = members.map(({ identity }) => identity.pid)
  const command = table.rows.get(question.stopCommandPid ?? 0)
  const roots = command && !pids.includes(command.identity.pid) ? [command] : []
  const of = [...pids, ...roots.map(({ identity }) => identity.pid)]
  return [...roots, ...descendantsOf(table, of)].slice(0, mostOutside)
}

/** Who else has a hand in it, by what the samples say: tracers, and parents of zombies. */
export function findInvolved(samples: readonly ProcessSample[]): readonly number[] {
  const tracers = samples.flatMap(({ tracerPid }) =>
    isKnown(tracerPid) && tracerPid > 0 ? [tracerPid] : [],
  )
  const parents = samples
    .filter(({ row }) => row.state === 'Z' && row.parentPid > 0)
    .map(({ row }) => row.parentPid)
  return [...new Set([...tracers, ...parents])]
}
