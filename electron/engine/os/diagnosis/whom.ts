import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import type { ProcessSample } from '../../decide/diagnosis/facts.ts'
import { indexChildren, type Table } from '../../decide/table.ts'
import { parseTarget } from '../../decide/target.ts'
import type { DiagnosisQuestion } from './ports.ts'

/** Beside the members so many are looked at; a fork bomb has more. */
const mostOutside = 64

/** A process by what is known of it; `startTicks` null where only its pid is. */
interface Named {
  readonly pid: number
  readonly startTicks: number | null
}

/**
 * Whom the service is known by beside its living members. Where such a one is dead and not reaped,
 * it is no member any more, and yet what a person asks about.
 */
function namedOf({ observed, run }: DiagnosisQuestion): readonly Named[] {
  const target = parseTarget(observed.target)
  const pidFile = observed.pidFile?.pid ?? null
  return [
    ...(observed.main ? [observed.main] : []),
    ...(run?.members ?? []).map(({ member }) => member.identity),
    ...(target.ok && target.value.kind === 'pid' ? [target.value] : []),
    ...(pidFile === null ? [] : [{ pid: pidFile, startTicks: null }]),
  ]
}

/** All pids that `membersOf` asks the table for. */
export function pidsOfQuestion(question: DiagnosisQuestion): readonly number[] {
  const members = question.observed.members.map(({ identity }) => identity.pid)
  const named = namedOf(question).map(({ pid }) => pid)
  return [...new Set([...members, ...named, question.stopCommandPid ?? 0])]
}

const isIt = (row: ProcessRow | undefined, { startTicks }: Named): row is ProcessRow =>
  row !== undefined && (startTicks === null || row.identity.startTicks === startTicks)

/** Members with their rows, the main process first; then its dead that nobody has reaped. */
export function membersOf(question: DiagnosisQuestion, table: Table): readonly ProcessRow[] {
  const { members, main } = question.observed
  const rank = (pid: number): number => (pid === main?.pid ? 0 : 1)
  const find = (named: Named): readonly ProcessRow[] => {
    const row = table.rows.get(named.pid)
    return isIt(row, named) ? [row] : []
  }
  const living = members
    .toSorted((a, b) => rank(a.identity.pid) - rank(b.identity.pid))
    .flatMap(({ identity }) => find(identity))
  const dead = namedOf(question).flatMap(find)
  return [...new Set([...living, ...dead.filter((row) => !row.alive)])]
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

/** So far above a new member it is looked who started it. */
const mostAbove = 8

/** Who may have started members that are younger than the stop: the processes above them, but init. */
export function findStarters(
  { asked }: DiagnosisQuestion,
  table: Table,
  members: readonly ProcessRow[],
): readonly number[] {
  if (asked === null) return []
  const found = new Set<number>()
  for (const member of members) {
    if (member.startedAt <= asked.at.wall) continue
    let row = table.rows.get(member.parentPid)
    for (let up = 0; up < mostAbove && row !== undefined && row.identity.pid !== 1; up += 1) {
      found.add(row.identity.pid)
      row = table.rows.get(row.parentPid)
    }
  }
  return [...found].slice(0, mostOutside)
}
