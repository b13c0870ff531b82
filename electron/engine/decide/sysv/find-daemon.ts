/** Which processes are a script's own daemon where no pid file names them. */
import type { ProcessRow } from '../../../../shared/process.ts'
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { called, userName } from '../readable-name.ts'
import { runsAs, runsExecutable, type ExecutableWanted } from '../runs-executable.ts'
import { executableCandidates, type Scene } from '../scene.ts'
import type { Named } from '../suspects.ts'
import { runsKnown, type KnownDaemon } from './known-daemon.ts'

export interface DaemonWanted {
  readonly executables: readonly ExecutableWanted[]
  /** Names of programs, where the script gives no path (`# processname:`). */
  readonly names: readonly string[]
  /** What is known of the daemon where the script says nothing; its programs are one daemon's. */
  readonly known: KnownDaemon | null
  /** Login name or number, as configured; null where nobody said. */
  readonly user: string | null
}

export interface FoundDaemon {
  /** Topmost processes that are the service's. */
  readonly roots: readonly ProcessRow[]
  /** Those that may be, with the reason why nobody can tell. */
  readonly named: readonly Named[]
}

/** login.defs(5), UID_MIN: people's accounts begin here; what they start is no service of the machine. */
const firstPerson = 1000
const nobodyUid = 65_534

const isPerson = (row: ProcessRow): boolean =>
  isKnown(row.uid) && row.uid >= firstPerson && row.uid !== nobodyUid

const elsewhere = new Set(['managed-by-unit', 'foreign-namespace', 'kernel-thread'])

/** Living processes that somebody else does not answer for. */
const mayBeOurs = (scene: Scene, row: ProcessRow): boolean =>
  row.alive && !elsewhere.has(scene.protection.refuse(row)?.code ?? '')

function runsName(row: ProcessRow, name: string): boolean {
  if (!isKnown(row.executable)) return false
  const { path } = row.executable
  return path.slice(path.lastIndexOf('/') + 1) === name
}

function candidates(scene: Scene, wanted: DaemonWanted): readonly (readonly ProcessRow[])[] {
  const byPath = wanted.executables.map((exe) =>
    executableCandidates(scene, exe).filter((row) => runsExecutable(row, exe) === true),
  )
  const byName = wanted.names.map((name) =>
    [...scene.table.rows.values()].filter((row) => !row.kernelThread && runsName(row, name)),
  )
  const { known } = wanted
  const byKnowledge =
    known === null ? [] : [[...scene.table.rows.values()].filter((row) => runsKnown(row, known))]
  return [...byPath, ...(wanted.executables.length > 0 ? [] : byName), ...byKnowledge]
}

/** Those whose parent is none of them. */
function topmost(rows: readonly ProcessRow[]): readonly ProcessRow[] {
  const pids = new Set(rows.map((row) => row.identity.pid))
  return rows.filter((row) => !pids.has(row.parentPid))
}

function isRightUser(row: ProcessRow, user: string | null): boolean {
  if (user !== null) return runsAs(row, user)
  return isKnown(row.uid) && !isPerson(row)
}

const nameAll = (rows: readonly ProcessRow[], why: string): Named[] =>
  rows.map((row) => ({ pid: row.identity.pid, why }))

const programOf = (row: ProcessRow): string =>
  isKnown(row.executable) ? printable(row.executable.path) : called(row)

function chooseAmong(
  rows: readonly ProcessRow[],
  { user }: DaemonWanted,
): { readonly roots: readonly ProcessRow[]; readonly named: readonly Named[] } {
  const right = rows.filter((row) => isRightUser(row, user))
  const others = rows.filter((row) => !right.includes(row))
  const named = others.flatMap((row) =>
    nameAll([row], `runs ${programOf(row)} as ${userName(row)}, and no pid file names it`),
  )
  // One session is one daemon, also where its first process has gone.
  const sessions = new Set(right.map((row) => row.session))
  if (sessions.size <= 1) return { roots: right, named }
  const why = (row: ProcessRow): string =>
    `one of ${sessions.size} that run ${programOf(row)}, and no pid file says which is the service's`
  return { roots: [], named: [...right.flatMap((row) => nameAll([row], why(row))), ...named] }
}

/**
 * The processes that run what the script starts: top-level, in no unit of systemd, and of the right
 * user. Several independent ones, and those of other people, are never taken for the service.
 */
export function findDaemon(scene: Scene, wanted: DaemonWanted): FoundDaemon {
  const found = candidates(scene, wanted).map((rows) =>
    chooseAmong(topmost(rows.filter((row) => mayBeOurs(scene, row))), wanted),
  )
  return { roots: found.flatMap((f) => f.roots), named: found.flatMap((f) => f.named) }
}
