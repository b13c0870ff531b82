/** Members of a unit: what its cgroup holds, what left it, and what its KillMode leaves running. */
import {
  sameIdentity,
  type Member,
  type ProcessRow,
  type Suspect,
} from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { UnitFacts } from '../../parse/unit-properties.ts'
import { toMember } from '../members.ts'
import type { Scene } from '../scene.ts'
import { keptByKillMode } from './kept.ts'

/** A process of the unit's cgroup, with the part of its cgroup's path below the unit's own. */
export interface InCgroup {
  readonly row: ProcessRow
  readonly below: string
}

export interface UnitMembersWanted {
  readonly facts: UnitFacts
  readonly processes: readonly InCgroup[]
  /** Members of an earlier look: who left the cgroup since stays one. */
  readonly known: readonly Member[]
}

const isStillThere = (row: ProcessRow | undefined, { identity }: Member): row is ProcessRow =>
  row !== undefined && row.alive && sameIdentity(row.identity, identity)

function inUnit({ facts }: UnitMembersWanted, { row, below }: InCgroup): Member {
  const { state, settings, name } = facts
  const { pid } = row.identity
  const isMain = pid === state.mainPid
  const isControl = pid === state.controlPid
  return toMember(row, [{ kind: 'unit', unit: name, below }], {
    main: isMain,
    kept: keptByKillMode(settings, { isMain, isControl }),
  })
}

/** Seen in the cgroup before, now elsewhere: an escapee. A suspect that was ticked was never in it. */
function awayFromUnit(scene: Scene, known: Member): Member[] {
  const row = scene.table.rows.get(known.identity.pid)
  if (!isStillThere(row, known)) return []
  const wasInside = known.reasons.some((r) => r.kind === 'unit')
  const said = known.reasons.some((r) => r.kind === 'left-cgroup')
  const to = isKnown(row.cgroup) ? printable(row.cgroup) : 'a cgroup that cannot be read'
  const reasons =
    wasInside && !said ? [...known.reasons, { kind: 'left-cgroup', to } as const] : known.reasons
  return [toMember(row, reasons, { main: false, kept: known.kept })]
}

/** The living members, main process first, then by start. */
export function findUnitMembers(scene: Scene, wanted: UnitMembersWanted): readonly Member[] {
  const inside = wanted.processes.filter(({ row }) => row.alive && !row.kernelThread)
  const pids = new Set(inside.map(({ row }) => row.identity.pid))
  const outside = wanted.known.filter((m) => !pids.has(m.identity.pid))
  const members = [
    ...inside.map((one) => inUnit(wanted, one)),
    ...outside.flatMap((m) => awayFromUnit(scene, m)),
  ]
  return members.sort(
    (a, b) =>
      Number(b.main) - Number(a.main) ||
      a.identity.startTicks - b.identity.startTicks ||
      a.identity.pid - b.identity.pid,
  )
}

/**
 * Processes outside the cgroup that this very invocation of the unit started (INVOCATION_ID is
 * handed down with the environment, systemd.exec(5)): likely its own, not proven.
 */
export function findUnitSuspects(
  scene: Scene,
  facts: UnitFacts,
  members: readonly Member[],
  invocationOf: (row: ProcessRow) => string | null,
): readonly Suspect[] {
  const { invocation } = facts.state
  if (invocation === '') return []
  const pids = new Set(members.map((m) => m.identity.pid))
  return [...scene.table.rows.values()].flatMap((row): Suspect[] => {
    if (!row.alive || pids.has(row.identity.pid) || scene.protection.isOutside(row)) return []
    if (invocationOf(row) !== invocation) return []
    const where = isKnown(row.cgroup) ? printable(row.cgroup) : 'a cgroup that cannot be read'
    return [
      {
        member: toMember(row, [], { main: false, kept: null }),
        why: `started by this run of ${printable(facts.name)} (same INVOCATION_ID), but lives in ${where}`,
      },
    ]
  })
}
