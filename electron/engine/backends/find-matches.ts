/** What a target or a configuration asks of processes, and which of them fit. */
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { runsAs, runsExecutable } from '../decide/runs-executable.ts'
import { executableCandidates, type Scene } from '../decide/scene.ts'
import type { Target } from '../decide/target.ts'
import type { BackendOptions } from './options.ts'

/** What the configuration, or the target itself, asks of a process. */
export interface Wish {
  readonly exe: string | null
  readonly user: string | null
  readonly port: number | null
}

/** The wish in words, as it stands in the members' reasons. */
export const describeWish = (wish: Wish): string =>
  [
    wish.exe === null ? [] : printable(wish.exe),
    wish.user === null ? [] : `user ${printable(wish.user)}`,
    wish.port === null ? [] : `port ${wish.port}`,
  ]
    .flat()
    .join(', ')

export interface Matches {
  readonly rows: readonly ProcessRow[]
  /** Processes that perhaps run the executable; only root may know. */
  readonly hidden: readonly ProcessRow[]
  /** Somebody waits on the port, and nobody knows who. */
  readonly portHidden: boolean
}

/** Every living process that fits, and what could not be read. */
export function findMatches(options: BackendOptions, scene: Scene, wish: Wish): Matches {
  const exe =
    wish.exe === null ? null : { path: wish.exe, file: options.files.executable(wish.exe) }
  const owners = wish.port === null ? null : options.portOwners(wish.port, scene.table)
  const ownerPids = new Set(owners?.pids)
  const rows: ProcessRow[] = []
  const hidden: ProcessRow[] = []
  const candidates = exe ? executableCandidates(scene, exe) : scene.table.rows.values()
  for (const row of candidates) {
    if (!row.alive || row.kernelThread) continue
    if (wish.user !== null && !runsAs(row, wish.user)) continue
    if (owners && !ownerPids.has(row.identity.pid)) continue
    const runs = exe ? runsExecutable(row, exe) : true
    if (runs === true) rows.push(row)
    if (runs === null && exe && mayRun(row, exe.path)) hidden.push(row)
  }
  return {
    rows,
    hidden,
    portHidden: owners !== null && owners.listening && owners.pids.length === 0,
  }
}

/** An unreadable executable may be the one: the first argument or the kernel's name says so. */
function mayRun(row: ProcessRow, path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const first = isKnown(row.args) ? row.args[0] : undefined
  return first === path || row.name === name.slice(0, 15)
}

/** Where a socket was handed over, init holds it too; a container's socket is in another network. */
export function withoutBystanders(
  scene: Scene,
  rows: readonly ProcessRow[],
): readonly ProcessRow[] {
  const own = rows.filter(
    (row) => row.identity.pid !== 1 && scene.protection.refuse(row)?.code !== 'foreign-namespace',
  )
  return own.length > 0 ? own : rows
}

/** What a target asks for; a configured one asks what its configuration says. */
export function wishOf(target: Target, service: ServiceConfiguration | null): Wish {
  if (target.kind === 'exe') return { exe: target.path, user: null, port: null }
  if (target.kind === 'port') return { exe: null, user: null, port: target.port }
  return {
    exe: service?.exe ?? null,
    user: service?.user ?? null,
    port: service?.port ?? null,
  }
}
