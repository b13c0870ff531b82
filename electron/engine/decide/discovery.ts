/** Which daemons run here, without anybody having configured one. */
import type { ProcessRow } from '../../../shared/process.ts'
import { isPersonal, isStarter } from './personal.ts'
import { judgePidFile, type PidFileFacts } from './pid-file-verdict.ts'
import type { Scene } from './scene.ts'
import type { Target } from './target.ts'

/** A pid file that was found, with what is known of it. */
export interface FoundPidFile {
  readonly path: string
  readonly facts: PidFileFacts
}

/** A service that nobody configured. `main` is null where only its pid file is left. */
export interface Discovered {
  readonly target: Target
  readonly main: ProcessRow | null
}

const nobody = { exe: null, user: null }

/** Processes that trusted pid files name, each with the shortest path that names it. */
function readNames(scene: Scene, files: readonly FoundPidFile[]): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  const shortestFirst = [...files].sort(
    (a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1),
  )
  for (const { path, facts } of shortestFirst) {
    const { verdict, pid } = judgePidFile(path, facts, scene.table, nobody)
    if (verdict === 'trusted' && pid !== null && !names.has(pid)) names.set(pid, path)
  }
  return names
}

/**
 * True for the topmost process of a session without a terminal. A daemon that forked once more
 * after setsid() (daemon(7), step 7) has lost the leader of its session: then it is the one whose
 * parent is in another session.
 */
function headsSession(scene: Scene, row: ProcessRow): boolean {
  if (row.terminal !== 0) return false
  if (row.session === row.identity.pid) return true
  // Session 0 is one of another pid namespace: nobody here can tell who leads it.
  if (row.session === 0 || scene.table.rows.get(row.session)?.alive === true) return false
  return scene.table.rows.get(row.parentPid)?.session !== row.session
}

/** The outermost daemon above this one: a main process owns whatever it started, sessions included. */
function findMain(scene: Scene, row: ProcessRow, heads: ReadonlySet<number>): ProcessRow {
  let main = row
  const seen = new Set<number>()
  for (
    let above = scene.table.rows.get(row.parentPid);
    above && !seen.has(above.identity.pid);
    above = scene.table.rows.get(above.parentPid)
  ) {
    seen.add(above.identity.pid)
    const { protection, self } = scene
    if (above.identity.pid === 1 || protection.isOwn(above)) break
    if (isStarter(above, self.systemd)) break
    if (heads.has(above.identity.pid)) main = above
  }
  return main
}

/**
 * Finds services: processes with a session of their own and no terminal, and those that a trusted
 * pid file names; grouped by main process, never a person's own programs, Quiesce with its
 * ancestors, or the kernel's. `claimed` are pids that belong to configured services already.
 */
export function discoverServices(
  scene: Scene,
  files: readonly FoundPidFile[],
  claimed: ReadonlySet<number>,
): readonly Discovered[] {
  const { rows } = scene.table
  const names = readNames(scene, files)
  const may = (row: ProcessRow): boolean =>
    row.alive && !row.kernelThread && row.identity.pid !== 1 && !scene.protection.isOwn(row)
  const heads = [...rows.values()].filter(
    (row) =>
      may(row) &&
      (names.has(row.identity.pid) ||
        (headsSession(scene, row) && !isPersonal(row, scene.self.systemd))),
  )
  const headPids = new Set(heads.map((row) => row.identity.pid))
  const mains = new Map<number, ProcessRow>()
  for (const head of heads) {
    // A process with a pid file of its own is a service, whoever watches over it.
    const main = names.has(head.identity.pid) ? head : findMain(scene, head, headPids)
    if (!claimed.has(main.identity.pid)) mains.set(main.identity.pid, main)
  }
  return [...mains.values()]
    .sort((a, b) => a.identity.pid - b.identity.pid)
    .map((main) => ({ target: targetOf(main, names), main }))
}

function targetOf(main: ProcessRow, names: ReadonlyMap<number, string>): Target {
  const { pid, startTicks } = main.identity
  const path = names.get(pid)
  return path === undefined ? { kind: 'pid', pid, startTicks } : { kind: 'pidfile', path }
}

/** Pid files that name nobody who could be trusted: what a dead daemon left, or worse. */
export function discoverLeftFiles(
  scene: Scene,
  files: readonly FoundPidFile[],
): readonly Discovered[] {
  return files
    .filter(({ path, facts }) => {
      const { verdict } = judgePidFile(path, facts, scene.table, nobody)
      return verdict !== 'trusted' && verdict !== 'missing'
    })
    .map(({ path }) => ({ target: { kind: 'pidfile', path }, main: null }))
}
