/** Whether a stopped service runs again: the process is another, the service is the same. */
import type { Executable, Member, ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { unitOfCgroup } from '../parse/cgroup.ts'
import { called, readableName, userName } from './readable-name.ts'
import { executableKey, type Scene } from './scene.ts'

/** Member as it was, with the file that it ran, where that was known. */
export interface Head {
  readonly member: Member
  readonly executable: Executable | null
}

/** What is remembered of the service that was stopped. */
export interface Stopped {
  /** Its main process, or its roots: workers alone make no service. */
  readonly heads: readonly Head[]
  /** Pids of everybody who was a member, so that nobody counts twice. */
  readonly members: readonly Member[]
  /** The unit that was stopped; null for what is no unit. */
  readonly unit: string | null
  /** Wall clock of the run's start, milliseconds: whoever is older is no copy. */
  readonly since: number
  /** What its pid file names now, if that can be trusted. */
  readonly pidFile: { readonly path: string; readonly pid: number } | null
  /** Its port and who waits there now. */
  readonly port: { readonly port: number; readonly pids: readonly number[] } | null
}

/** Remembers the heads of a service while they still live. */
export function rememberHeads(scene: Scene, members: readonly Member[]): readonly Head[] {
  const pids = new Set(members.map((m) => m.identity.pid))
  return members
    .filter((m) => m.kept === null && (m.main || !pids.has(m.parentPid)))
    .map((member) => {
      const row = scene.table.rows.get(member.identity.pid)
      const executable = row && isKnown(row.executable) ? row.executable : null
      return { member, executable }
    })
}

function isCopyOf(row: ProcessRow, { member, executable }: Head): boolean {
  const sameFile =
    executable !== null && isKnown(row.executable)
      ? // An upgrade puts another file at the same path.
        executableKey(executable) === executableKey(row.executable) ||
        executable.path === row.executable.path
      : readableName(row) === member.name
  const args = isKnown(row.args) ? printable(row.args.join(' ')) : null
  return sameFile && userName(row) === member.user && args === member.args && args !== ''
}

/** What another service unit runs is that unit's: two instances of a template look alike. */
function isOfAnotherUnit(row: ProcessRow, unit: string | null): boolean {
  if (unit === null || !isKnown(row.cgroup)) return false
  const found = unitOfCgroup(row.cgroup)
  return found !== null && found.unit.endsWith('.service') && found.unit !== unit
}

/** A copy, and how it is known; words without a full stop. */
export interface FoundCopy {
  readonly row: ProcessRow
  readonly evidence: string
}

/** The evidence that a copy runs, as `findCopy` finds it; null where there is none. */
export const findCopyEvidence = (scene: Scene, stopped: Stopped): string | null =>
  findCopy(scene, stopped)?.evidence ?? null

/**
 * A copy that runs: named by the same pid file, waiting on the same port, or with the same
 * executable, user and arguments; each started after the run. Null where there is none.
 */
export function findCopy(scene: Scene, stopped: Stopped): FoundCopy | null {
  const known = new Set(stopped.members.map((m) => `${m.identity.pid}@${m.identity.startTicks}`))
  const fresh = (pid: number): ProcessRow | null => {
    const row = scene.table.rows.get(pid)
    const isNew =
      row?.alive === true &&
      row.startedAt > stopped.since &&
      !known.has(`${pid}@${row.identity.startTicks}`) &&
      !scene.protection.isOutside(row)
    return isNew ? row : null
  }
  const found = (row: ProcessRow, evidence: string): FoundCopy => ({ row, evidence })
  const { pidFile, port } = stopped
  const named = pidFile && fresh(pidFile.pid)
  if (named) return found(named, `its pid file ${printable(pidFile.path)} names ${called(named)}`)
  const waiting = port?.pids.map(fresh).find((row) => row !== null)
  if (port && waiting) return found(waiting, `${called(waiting)} waits on its port ${port.port}`)
  for (const pid of scene.table.rows.keys()) {
    const row = fresh(pid)
    if (!row || isOfAnotherUnit(row, stopped.unit)) continue
    if (stopped.heads.some((head) => isCopyOf(row, head))) {
      return found(row, `${called(row)} runs with the same executable, user and arguments`)
    }
  }
  return null
}
