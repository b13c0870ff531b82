import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { fail, ok, type ErrorCode, type Result } from '../../../../shared/errors.ts'
import { causeOf, errnoWords } from '../../errno.ts'
import { parseCgroupEvents } from '../../parse/cgroup-events.ts'
import { folderOfCgroup, refuseWholeKill } from '../../parse/cgroup-path.ts'
import { parseCgroupMounts, type CgroupMount } from '../../parse/mountinfo.ts'
import { createClock } from '../clock.ts'
import type { Clock } from '../ports.ts'
import { readOwnAncestors } from '../own-ancestors.ts'
import { errorCode } from '../proc-reader.ts'
import { CgroupWatch } from './cgroup-watch.ts'
import type { CgroupProcess, Cgroups } from './ports.ts'

export interface CgroupsOptions {
  /** Instead of `/proc/self/mountinfo`. */
  readonly mountinfo?: string
  readonly clock?: Clock
  /** Processes whose cgroup is never killed, instead of process 1, Quiesce and its ancestors. */
  readonly spared?: () => ReadonlySet<number>
}

/**
 * What a file of a cgroup says when the cgroup was removed (ENOENT, ENODEV where it was open
 * before), when it is a threaded one (its processes are listed by the one above, cgroup-v2.rst), or
 * when a container closed its own subtree to us (`populated` of the one above still counts it).
 */
const nothingThere = new Set(['ENOENT', 'ENODEV', 'ENOTDIR', 'ENOTSUP', 'EOPNOTSUPP', 'EACCES'])

/** Anything else is a machine at its limits; holes in the list would read as "they have stopped". */
function orNothing<T>(read: () => T, nothing: T): T {
  try {
    return read()
  } catch (error) {
    if (nothingThere.has(errorCode(error) ?? '')) return nothing
    throw error
  }
}

const readText = (path: string): string => orNothing(() => readFileSync(path, 'utf8'), '')

const childrenOf = (folder: string): string[] =>
  orNothing(() => readdirSync(folder, { withFileTypes: true }), [])
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)

/** A moving process may be listed twice; 0 is one of a pid namespace that we cannot see into. */
function processesUnder(top: string): readonly CgroupProcess[] {
  const found = new Map<number, CgroupProcess>()
  const due = ['']
  for (let below = due.pop(); below !== undefined; below = due.pop()) {
    for (const line of readText(join(top, below, 'cgroup.procs')).split('\n')) {
      const pid = Number(line)
      if (Number.isSafeInteger(pid) && pid > 0) found.set(pid, { pid, below })
    }
    for (const name of childrenOf(join(top, below))) due.push(`${below}/${name}`)
  }
  return [...found.values()].sort((a, b) => a.pid - b.pid)
}

const refuseKill = (path: string, code: ErrorCode, why: string, cause?: string): Result<never> =>
  fail({
    code,
    message: `The cgroup ${path} was not killed: ${why}.`,
    next: 'Nothing was sent by this. Send SIGKILL to its processes one by one instead.',
    place: path,
    ...(cause === undefined ? {} : { cause }),
  })

function writeKill(folder: string, path: string): Result<null> {
  try {
    // Not created where it is not there: a plain write would try to.
    const file = openSync(join(folder, 'cgroup.kill'), constants.O_WRONLY)
    try {
      writeSync(file, '1')
    } finally {
      closeSync(file)
    }
    return ok(null)
  } catch (error) {
    const code = errorCode(error)
    const isGone = (code === 'ENOENT' || code === 'ENODEV') && !existsSync(folder)
    if (isGone) return ok(null)
    if (code === 'ENOENT') {
      return refuseKill(path, 'not-available', 'this kernel has no cgroup.kill (Linux 5.14 has)')
    }
    const denied = code === 'EACCES' || code === 'EPERM'
    const kind = denied ? 'no-permission' : 'backend-failed'
    return refuseKill(path, kind, errnoWords(error), causeOf(error))
  }
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK)
    return true
  } catch (error) {
    if (errorCode(error) === null) throw error
    return false
  }
}

/**
 * The cgroups of this machine, where its mounts say they are: v2, and systemd's own v1 hierarchy
 * where a cgroup is only there (such a machine tells of no changes and kills none as a whole).
 * Paths are systemd's ControlGroup; what is no such path has no processes. `kill` refuses the root,
 * slices, init.scope and whatever holds Quiesce or an ancestor of it as `protected`; a cgroup that is gone is
 * killed already.
 */
export function createCgroups(options: CgroupsOptions = {}): Cgroups {
  const { mountinfo = '/proc/self/mountinfo', clock = createClock() } = options
  const { spared = readOwnAncestors } = options
  const mounts = parseCgroupMounts(readText(mountinfo))

  const foldersOf = (path: string, kinds: readonly CgroupMount['kind'][]): string[] =>
    mounts
      .filter(({ kind }) => kinds.includes(kind))
      .map((mount) => folderOfCgroup(path, mount))
      .filter((folder) => folder !== null)

  const find = (path: string, kinds: readonly CgroupMount['kind'][]): string | null =>
    foldersOf(path, kinds).find((folder) => existsSync(folder)) ?? null

  const processes = (path: string): readonly CgroupProcess[] => {
    const folder = find(path, ['unified', 'named'])
    return folder === null ? [] : processesUnder(folder)
  }

  /** Read anew at each kill: a single write ends everything in it and asks nobody. */
  const refuse = (path: string): string | null => {
    const own = spared()
    const holdsOwn = (): boolean => processes(path).some(({ pid }) => own.has(pid))
    return refuseWholeKill(path) ?? (holdsOwn() ? 'Quiesce itself hangs on a process in it' : null)
  }

  return {
    processes,
    populated(path) {
      const folder = find(path, ['unified'])
      const text = folder === null ? '' : readText(join(folder, 'cgroup.events'))
      return parseCgroupEvents(text).populated
    },
    mayKill(path) {
      const folder = refuse(path) === null ? find(path, ['unified']) : null
      return folder !== null && canWrite(join(folder, 'cgroup.kill'))
    },
    kill(path) {
      const refusal = refuse(path)
      if (refusal !== null) return refuseKill(path, 'protected', refusal)
      const folder = find(path, ['unified'])
      if (folder !== null) return writeKill(folder, path)
      const why = 'this machine keeps it in cgroup v1, which has no cgroup.kill'
      return find(path, ['named']) === null ? ok(null) : refuseKill(path, 'not-available', why)
    },
    watch(path, listener) {
      const [folder] = foldersOf(path, ['unified'])
      if (folder === undefined) return () => undefined
      const watching = new CgroupWatch(folder, listener, clock)
      return () => {
        watching.end()
      }
    },
  }
}
