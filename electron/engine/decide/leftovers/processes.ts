/** Processes that are left: survivors, those that went elsewhere, zombies. None is removed from here. */
import { sameIdentity, type ProcessRow } from '../../../../shared/process.ts'
import type { Leftover } from '../../../../shared/leftovers.ts'
import { knownOr } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { LeftoverFacts, Remembered } from './facts.ts'
import { leftover } from './make.ts'

/** init reaps at once; one that has not after so long will not. Milliseconds. */
export const reapGraceMs = 5000

const labelOf = ({ name, identity }: Pick<Remembered, 'name' | 'identity'>): string =>
  `${name} (${identity.pid})`

const rowOf = ({ table }: LeftoverFacts, { identity }: Remembered): ProcessRow | null => {
  const row = table.rows.get(identity.pid)
  return row !== undefined && sameIdentity(row.identity, identity) ? row : null
}

const stateWords: Readonly<Record<string, string>> = {
  D: 'It sleeps uninterruptibly: no signal reaches it until the kernel lets it go.',
  T: 'It is stopped by a signal.',
  t: 'It is stopped by a tracer.',
}

function judgeLiving(process: Remembered, row: ProcessRow): Leftover {
  const cgroup = knownOr(row.cgroup, null)
  const moved = process.cgroup !== null && cgroup !== null && cgroup !== process.cgroup
  const where = moved
    ? `It is in the cgroup ${cgroup} now, and was in ${process.cgroup}.`
    : 'It was of the service when force was sent, and it is the same process.'
  const state = stateWords[row.state]
  return leftover(moved ? 'escapee' : 'survivor', {
    key: String(process.identity.pid),
    label: labelOf(process),
    proof: [where, ...(state === undefined ? [] : [state])],
    keep: 'It lives: stop it, what it has open belongs to it.',
  })
}

/** A zombie of init's is told when init had its time; any other at once. */
function judgeZombie(facts: LeftoverFacts, process: Remembered, row: ProcessRow): Leftover[] {
  const parent = facts.table.rows.get(row.parentPid)
  const waited = process.goneAt === null ? null : facts.now - process.goneAt
  if (row.parentPid === 1 && (waited === null || waited < reapGraceMs)) return []
  const name = parent ? `${parent.name} (${row.parentPid})` : `process ${row.parentPid}`
  return [
    leftover('zombie', {
      key: String(row.identity.pid),
      label: labelOf(process),
      proof: [
        'It has ended, and only its entry in the process table is left.',
        `Its parent ${printable(name)} has not asked for its exit status.`,
      ],
      keep: `It goes when ${printable(name)} reaps it or ends; no signal removes it.`,
    }),
  ]
}

/** Those that the run knew and that are there; beside them, who may be of the service. */
export function judgeProcesses(facts: LeftoverFacts): Leftover[] {
  const known = facts.memory.processes.flatMap((process) => {
    const row = rowOf(facts, process)
    if (row === null) return []
    return row.alive ? [judgeLiving(process, row)] : judgeZombie(facts, process, row)
  })
  const seen = new Set(facts.memory.processes.map(({ identity }) => identity.pid))
  const { members = [], suspects = [] } = facts.look?.observed ?? {}
  if (members.length > 0) return known
  const suspected = suspects.filter(({ member }) => !seen.has(member.identity.pid))
  return [
    ...known,
    ...suspected.map(({ member, why }) =>
      leftover('escapee', {
        key: String(member.identity.pid),
        label: labelOf(member),
        proof: [`It may be of the service: ${why}.`],
        keep: 'It lives, and nothing proves whose it is.',
      }),
    ),
  ]
}
