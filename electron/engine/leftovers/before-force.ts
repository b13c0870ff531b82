/**
 * What the members of a service hold right before they are killed: their sockets and memory lose
 * their names with them. Read at once and within a limit, so that no kill waits for it.
 */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import type { BeforeForce, RememberedFile } from '../decide/leftovers/facts.ts'
import { createMountTable, type MountView } from '../os/diagnosis/mount-table.ts'
import { isLocalPath } from '../os/local-path.ts'
import { errorCode, type ProcReader } from '../os/proc-reader.ts'
import { parseCgroup } from '../parse/cgroup.ts'
import { parseInetSockets } from '../parse/net-sockets.ts'
import { parseUnixSockets } from '../parse/net-unix.ts'
import { parseProcStatus } from '../parse/proc-status.ts'
import { HeldFiles, readHeldFiles, readHeldMemory } from './held-files.ts'
import { keyOfPort } from './run-memory.ts'

/** The whole of it may take so long. Milliseconds. */
export const budgetMs = 50
const mostNames = 500

/**
 * The socket's file by its name: the kernel's table does not say which it is. Never of a file server:
 * one that is gone does not answer, and force would wait for it.
 */
function findSocketFile(view: MountView, path: string): RememberedFile | null {
  if (!isLocalPath(view, path)) return null
  try {
    const stats = lstatSync(path)
    return stats.isSocket() ? { path, inode: stats.ino, device: stats.dev } : null
  } catch (error) {
    if (errorCode(error) === null) throw error
    return null
  }
}

/** True where both stand in the same namespace of this kind; not known is not. */
function shares(reader: ProcReader, pid: number, kind: 'ipc' | 'net'): boolean {
  const own = reader.link(`self/ns/${kind}`)
  return typeof own === 'string' && reader.link(`${pid}/ns/${kind}`) === own
}

function readWho(reader: ProcReader, pid: number): BeforeForce['processes'][number] {
  const status = reader.text(`${pid}/status`)
  const cgroup = reader.text(`${pid}/cgroup`)
  const parsed = typeof cgroup === 'string' ? parseCgroup(cgroup) : ''
  return {
    pid,
    uid: typeof status === 'string' ? parseProcStatus(status).uid : null,
    cgroup: typeof parsed === 'string' && parsed !== '' ? parsed : null,
  }
}

/** What the sockets are bound to: names that lead there from here, and ports of our own network. */
interface Bound {
  readonly paths: ReadonlySet<string>
  readonly ports: BeforeForce['ports']
}

/** A path that was given relative to where the process stands. */
function absolute(reader: ProcReader, pid: number, path: string): string | null {
  if (path.startsWith('/')) return path
  const cwd = reader.link(`${pid}/cwd`)
  return path === '' || path.startsWith('@') || typeof cwd !== 'string' ? null : join(cwd, path)
}

function readBound(reader: ProcReader, pid: number, inodes: ReadonlySet<number>): Bound {
  const text = (table: string): string => {
    const read = reader.wholeText(`${pid}/net/${table}`)
    return read !== null && isKnown(read) ? read : ''
  }
  const isOurs = (inode: number): boolean => inodes.has(inode)
  const paths = parseUnixSockets(text('unix'), isOurs).map(({ path }) =>
    absolute(reader, pid, path),
  )
  const ports = shares(reader, pid, 'net')
    ? inetTables.flatMap(([table, protocol]) => {
        const bound = protocol === 'tcp' ? 'LISTEN' : 'CLOSE'
        return parseInetSockets(text(table), isOurs)
          .filter(({ state, localPort }) => state === bound && localPort > 0)
          .map(({ localPort: port, localAddress: address }) => ({ port, protocol, address }))
      })
    : []
  return {
    paths: new Set(paths.filter((path) => path !== null)),
    ports: [...new Map(ports.map((one) => [keyOfPort(one), one])).values()],
  }
}

const inetTables = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

const nothingBound: Bound = { paths: new Set(), ports: [] }
const some = <T>(all: Iterable<T>): readonly T[] => [...all].slice(0, mostNames)

/**
 * Reads them one after the other, the main process first, until the time is over. Disturbs nobody;
 * what cannot be read is left out, and so is what lies in another namespace than ours: there the same
 * name, number or port is another thing.
 */
export function readBeforeForce(
  reader: ProcReader,
  pids: readonly number[],
  now: () => { readonly mono: number; readonly wall: number },
): BeforeForce {
  const begun = now()
  const isOver = (): boolean => now().mono - begun.mono >= budgetMs
  const mountsOf = createMountTable(reader)
  const here = mountsOf(process.pid)
  const held = new HeldFiles()
  const processes: BeforeForce['processes'][number][] = []
  const named = new Set<number>()
  for (const pid of pids) {
    if (isOver()) break
    processes.push(readWho(reader, pid))
    const mounts = mountsOf(pid)
    const sharesNames = here.namespace !== '' && mounts.namespace === here.namespace
    if (sharesNames && reader.link(`${pid}/root`) === '/') named.add(pid)
    const of = { reader, pid, mounts, sharesNames, sharesIds: shares(reader, pid, 'ipc'), isOver }
    readHeldFiles(of, held)
    readHeldMemory(of, held)
  }
  // One table serves all that are in the same network.
  const [first] = pids
  const hasSockets = first !== undefined && held.sockets.size > 0 && !isOver()
  const bound = hasSockets ? readBound(reader, first, held.sockets) : nothingBound
  const paths = first !== undefined && named.has(first) ? some(bound.paths) : []
  return {
    at: begun.wall,
    processes,
    ports: some(bound.ports),
    sockets: paths.map((path) => findSocketFile(here, path)).filter((file) => file !== null),
    fifos: some(held.fifos.values()),
    sharedMemory: some(held.sharedMemory.values()),
    segments: some(held.segments),
    temporary: some(held.temporary.values()),
    whole: processes.length === pids.length && (hasSockets || held.sockets.size === 0),
  }
}
