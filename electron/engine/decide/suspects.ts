/** Who probably belongs to a service, without proof: shown, never signalled until a person says so. */
import type { Member, ProcessRow, Suspect } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { toMember } from './members.ts'
import { isInterpreter, scriptOf, userName } from './readable-name.ts'
import { executableKey, scriptKey, type Scene } from './scene.ts'

/** A process that was named by pid file, port or executable after the run had its members. */
export interface Named {
  readonly pid: number
  readonly why: string
}

/** A row never changes: of a thousand processes that are alike, each is everybody's suspect. */
const asMembers = new WeakMap<ProcessRow, Member>()

function suspect(row: ProcessRow, why: string): Suspect {
  const member = asMembers.get(row) ?? toMember(row, [], { main: false, kept: null })
  asMembers.set(row, member)
  return { member, why }
}

function lookAlikes(scene: Scene, row: ProcessRow): readonly ProcessRow[] {
  if (!isKnown(row.executable) || !isKnown(row.uid)) return []
  const key = executableKey(row.executable)
  const sameFile = scene.executables.get(key) ?? []
  if (!isInterpreter(row)) return sameFile.filter((other) => other.uid === row.uid)
  // An interpreter's executable proves nothing: two scripts of one user both run python3.
  const script = scriptOf(row)
  if (script === null) return []
  return (scene.executables.get(scriptKey(script)) ?? []).filter(
    ({ uid, executable }) =>
      uid === row.uid && isKnown(executable) && executableKey(executable) === key,
  )
}

/**
 * Suspects: processes with the executable and the user of the main process or of a root, and those
 * `named` by the target itself. Unreadable user or executable makes nobody a suspect.
 */
export function findSuspects(
  scene: Scene,
  members: readonly Member[],
  named: readonly Named[],
): readonly Suspect[] {
  const pids = new Set(members.map((m) => m.identity.pid))
  const taken = new Set(pids)
  const suspects: Suspect[] = []
  const consider = (row: ProcessRow | undefined, why: string): void => {
    if (!row?.alive || taken.has(row.identity.pid)) return
    if (scene.protection.isOutside(row) || scene.protection.refuse(row) !== null) return
    taken.add(row.identity.pid)
    suspects.push(suspect(row, why))
  }
  for (const { pid, why } of named) consider(scene.table.rows.get(pid), why)
  const heads = members.filter((m) => m.main || !pids.has(m.parentPid))
  for (const head of heads) {
    const row = scene.table.rows.get(head.identity.pid)
    if (!row || !isKnown(row.executable)) continue
    const path = printable(row.executable.path)
    const why = `same executable (${path}) and user (${userName(row)}) as ${head.name} (${row.identity.pid}), but no relation seen`
    for (const other of lookAlikes(scene, row)) consider(other, why)
  }
  return suspects
}
