/** Whether several matches of a target are one service or several. */
import type { QuiesceError } from '../../../shared/errors.ts'
import type { MemberReason, ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { findMembers } from './members.ts'
import { userName } from './readable-name.ts'
import type { Scene } from './scene.ts'
import { printTarget } from './target.ts'

const reason: MemberReason = { kind: 'picked', how: 'a match' }

/** Matches whose parent is no match. A loop of parents, which a torn table can show, has none. */
function findTops(matches: readonly ProcessRow[]): readonly ProcessRow[] {
  const pids = new Set(matches.map((row) => row.identity.pid))
  const tops = matches.filter((row) => !pids.has(row.parentPid))
  return tops.length > 0 ? tops : matches.slice(0, 1)
}

function reach(scene: Scene, row: ProcessRow): ReadonlySet<number> {
  const picks = new Map([[row.identity.pid, reason]])
  const members = findMembers(scene, { picks, main: null, known: [] })
  return new Set([row.identity.pid, ...members.map((m) => m.identity.pid)])
}

/**
 * The independent ones among the matches, oldest first: a process with its workers is one group,
 * and so are processes of one session or process group that one of them leads.
 */
export function findIndependent(
  scene: Scene,
  matches: readonly ProcessRow[],
): readonly ProcessRow[] {
  const tops = [...findTops(matches)].sort(
    (a, b) => a.identity.startTicks - b.identity.startTicks || a.identity.pid - b.identity.pid,
  )
  if (tops.length < 2) return tops
  const reaches = tops.map((row) => reach(scene, row))
  return tops.filter((row, at) => {
    const { pid } = row.identity
    return !reaches.some(
      (other, by) =>
        by !== at && other.has(pid) && (by < at || !reaches[at]?.has(tops[by]?.identity.pid ?? 0)),
    )
  })
}

/** A match as a choice: its exact target, then user and path. */
export function describeMatch(row: ProcessRow): string {
  const { pid, startTicks } = row.identity
  const path = isKnown(row.executable) ? row.executable.path : row.name
  return `${printTarget({ kind: 'pid', pid, startTicks })} (${userName(row)}, ${printable(path)})`
}

/** The error for a target that several independent processes match; protected ones are no choice. */
export function ambiguousTarget(
  scene: Scene,
  target: string,
  independent: readonly ProcessRow[],
): QuiesceError {
  const users = [...new Set(independent.map(userName))]
  const whose = users.length > 1 ? `, of the users ${users.join(', ')}` : ` of ${users[0] ?? ''}`
  const choices = independent.filter((row) => scene.protection.refuse(row) === null)
  return {
    code: 'ambiguous-target',
    message: `${printable(target)} means ${independent.length} independent processes${whose}.`,
    next:
      choices.length > 0
        ? 'Name the one you mean by its exact target.'
        : 'None of them may be stopped: all of them are protected.',
    candidates: choices.map(describeMatch),
  }
}
