/** Reads the processes of a host from outside: survivors are looked for with other eyes than Quiesce's. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface SeenInside {
  /** As the host counts. */
  readonly pid: number
  /** As the machine counts. */
  readonly outsidePid: number
  readonly name: string
  readonly args: string
  /** One letter: R, S, D, T, Z … */
  readonly state: string
  readonly uid: number
  readonly startTicks: number
  /** Its cgroup as the host names it. */
  readonly cgroup: string
}

/**
 * Every process of the host whose init has this pid on the machine: those below its cgroup. What carries a program inside
 * (nsenter) is in that cgroup too, but not in the host's pid namespace: NSpid, proc(5), tells.
 */
export function readHostProcesses(initPid: number): SeenInside[] {
  const root = rootOf(initPid)
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readInside(Number(name), root) ?? [])
}

/**
 * The processes of a cgroup and of those below it, by their lists alone: quick, also where the host
 * has thousands of others. `cgroup` is its folder on the machine.
 */
export function readCgroupProcesses(initPid: number, cgroup: string): SeenInside[] {
  if (!existsSync(cgroup)) return []
  const folders = readdirSync(cgroup, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  const root = rootOf(initPid)
  return [cgroup, ...folders].flatMap(readPids).flatMap((pid) => readInside(pid, root) ?? [])
}

function readPids(folder: string): number[] {
  try {
    return readFileSync(join(folder, 'cgroup.procs'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map(Number)
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

/** Ends one that was seen; it may have left since, with its main process, say. */
export function killSeen({ outsidePid }: Pick<SeenInside, 'outsidePid'>): void {
  try {
    process.kill(outsidePid, 'SIGKILL')
  } catch (error) {
    if (!isGone(error)) throw error
  }
}

function readInside(outsidePid: number, root: string): SeenInside | null {
  const folder = `/proc/${outsidePid}`
  try {
    const cgroup = cgroupOf(outsidePid)
    if (!`${cgroup}/`.startsWith(`${root}/`)) return null
    const status = readFileSync(`${folder}/status`, 'utf8')
    const pids = /^NSpid:\t(.*)$/m.exec(status)?.[1]?.split('\t') ?? []
    if (pids.length < 2) return null
    const stat = readFileSync(`${folder}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      pid: Number(pids.at(-1)),
      outsidePid,
      name: /^Name:\t(.*)$/m.exec(status)?.[1] ?? '',
      args: readFileSync(`${folder}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(),
      state: fields[0] ?? '?',
      uid: Number(/^Uid:\t(\d+)/m.exec(status)?.[1]),
      startTicks: Number(fields[19]),
      cgroup: cgroup.slice(root.length) || '/',
    }
  } catch (error) {
    if (isGone(error)) return null
    throw error
  }
}

/** It ended between two reads, or its cgroup was removed (ENODEV). */
const isGone = (error: unknown): boolean =>
  ['ENOENT', 'ESRCH', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')

/** The host's own cgroup: its init lives in it, or one below. */
const rootOf = (initPid: number): string => cgroupOf(initPid).replace(/\/init\.scope$/, '')

/** The path in the unified hierarchy (cgroups(7): hierarchy 0, no controllers). */
const cgroupOf = (pid: number): string =>
  /^0::(.*)$/m.exec(readFileSync(`/proc/${pid}/cgroup`, 'utf8'))?.[1] ?? ''
