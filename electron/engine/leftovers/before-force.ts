/**
 * What the members of a service hold right before they are killed: their sockets and memory lose
 * their names with them. Read at once and within a limit, so that no kill waits for it.
 */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import type { BeforeForce, RememberedFile } from '../decide/leftovers/facts.ts'
import { createMountTable, type MountView } from '../os/diagnosis/mount-table.ts'
import { isLocalFile, isLocalPath } from '../os/local-path.ts'
import { errorCode, type ProcReader } from '../os/proc-reader.ts'
import { attachedSegments, parseMappedFiles } from '../parse/mapped-files.ts'
import { parseCgroup } from '../parse/cgroup.ts'
import { parseInetSockets } from '../parse/net-sockets.ts'
import { parseUnixSockets } from '../parse/net-unix.ts'
import { parseProcStatus } from '../parse/proc-status.ts'

/** The whole of it may take so long. Milliseconds. */
export const budgetMs = 50
const mostNames = 500

const shared = '/dev/shm/'
const temporary = ['/tmp/', '/var/tmp/']
const isFifo = (mode: number): boolean => (mode & 0o170000) === 0o010000

/** Never of a file server: one that is gone does not answer, and force would wait for it. */
function inodeOf(view: MountView, path: string): number | null {
  if (!isLocalPath(view, path)) return null
  try {
    return lstatSync(path).ino
  } catch (error) {
    // Gone, or in another mount namespace: then the name leads nowhere from here.
    if (errorCode(error) === null) throw error
    return null
  }
}

/** What is read, of whom, and until when. */
interface Reading {
  readonly reader: ProcReader
  readonly pid: number
  readonly mounts: MountView
  readonly isOver: () => boolean
}

/** Collects, each thing once, until there is enough of it. */
class Found {
  readonly inodes = new Set<number>()
  readonly fifos = new Set<string>()
  readonly sharedMemory = new Set<string>()
  readonly temporary = new Set<string>()
  readonly segments = new Set<number>()
  readonly sockets = new Set<string>()
  readonly ports = new Map<string, { readonly port: number; readonly protocol: 'tcp' | 'udp' }>()

  /** An open or mapped file. */
  path(path: string): void {
    if (path.endsWith(' (deleted)')) return
    if (path.startsWith(shared)) this.sharedMemory.add(path)
    else if (temporary.some((folder) => path.startsWith(folder))) this.temporary.add(path)
  }
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

function readFiles(of: Reading, found: Found): void {
  const { reader, pid, isOver } = of
  const names = reader.names(`${pid}/fd`)
  if (names === null || !isKnown(names)) return
  for (const name of names.slice(0, mostNames)) {
    if (isOver()) return
    const link = reader.link(`${pid}/fd/${name}`)
    if (typeof link !== 'string') continue
    const socket = /^socket:\[(\d+)\]$/.exec(link)
    if (socket) found.inodes.add(Number(socket[1]))
    else if (!link.startsWith('/')) continue
    else if (isOpenFifo(of, `${pid}/fd/${name}`, link)) found.fifos.add(link)
    else found.path(link)
  }
}

function isOpenFifo({ reader, mounts }: Reading, path: string, link: string): boolean {
  if (!isLocalFile(mounts, link)) return false
  const facts = reader.facts(path)
  return facts !== null && isKnown(facts) && isFifo(facts.mode) && !link.endsWith(' (deleted)')
}

/** A thread that hangs in the kernel may hold the lock of its memory, which maps wants (mmap_lock). */
function hangs({ reader, pid }: Reading): boolean {
  const names = reader.names(`${pid}/task`)
  if (names === null || !isKnown(names) || names.length > mostNames) return true
  return names.some((tid) => {
    const stat = reader.text(`${pid}/task/${tid}/stat`)
    return typeof stat !== 'string' || stat.slice(stat.lastIndexOf(')') + 2, -1).startsWith('D')
  })
}

function readMaps(of: Reading, found: Found): void {
  const { reader, pid, isOver } = of
  if (isOver() || hangs(of)) return
  const maps = reader.wholeText(`${pid}/maps`)
  if (maps === null || !isKnown(maps)) return
  const mapped = parseMappedFiles(maps)
  for (const id of attachedSegments(mapped)) found.segments.add(id)
  for (const { path } of mapped) if (path.startsWith(shared)) found.path(path)
}

/** A path that was given relative to where the process stands. */
function absolute(reader: ProcReader, pid: number, path: string): string | null {
  if (path.startsWith('/')) return path
  const cwd = reader.link(`${pid}/cwd`)
  return path === '' || path.startsWith('@') || typeof cwd !== 'string' ? null : join(cwd, path)
}

function readSockets(reader: ProcReader, pid: number, found: Found): void {
  const text = (table: string): string => {
    const read = reader.wholeText(`${pid}/net/${table}`)
    return read !== null && isKnown(read) ? read : ''
  }
  const isOurs = (inode: number): boolean => found.inodes.has(inode)
  for (const { path } of parseUnixSockets(text('unix'), isOurs)) {
    const whole = absolute(reader, pid, path)
    if (whole !== null) found.sockets.add(whole)
  }
  for (const [table, protocol] of inetTables) {
    const bound = protocol === 'tcp' ? 'LISTEN' : 'CLOSE'
    for (const { state, localPort: port } of parseInetSockets(text(table), isOurs)) {
      if (state === bound && port > 0) found.ports.set(`${port}/${protocol}`, { port, protocol })
    }
  }
}

const inetTables = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

const some = <T>(set: Iterable<T>): readonly T[] => [...set].slice(0, mostNames)
const files = (view: MountView, paths: Iterable<string>): readonly RememberedFile[] =>
  some(paths).map((path) => ({ path, inode: inodeOf(view, path) }))

/**
 * Reads them one after the other, the main process first, until the time is over. Disturbs nobody;
 * what cannot be read is left out.
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
  const found = new Found()
  const processes: BeforeForce['processes'][number][] = []
  let read = 0
  for (const pid of pids) {
    if (isOver()) break
    processes.push(readWho(reader, pid))
    const of = { reader, pid, mounts: mountsOf(pid), isOver }
    readFiles(of, found)
    readMaps(of, found)
    read += 1
  }
  // One table serves all that are in the same network.
  const [first] = pids
  const hasSockets = first !== undefined && found.inodes.size > 0 && !isOver()
  if (hasSockets) readSockets(reader, first, found)
  return {
    at: begun.wall,
    processes,
    ports: some(found.ports.values()),
    sockets: files(here, found.sockets),
    fifos: files(here, found.fifos),
    sharedMemory: files(here, found.sharedMemory),
    segments: some(found.segments),
    temporary: files(here, found.temporary),
    whole: read === pids.length && (hasSockets || found.inodes.size === 0),
  }
}
