/** Files with a name that one process has open or mapped, as far as the name leads to them from here. */
import { isKnown } from '../../../shared/unknown.ts'
import type { RememberedFile } from '../decide/leftovers/facts.ts'
import { localFileSystems } from '../os/diagnosis/disks.ts'
import type { MountView } from '../os/diagnosis/mount-table.ts'
import { isLocalPath } from '../os/local-path.ts'
import type { ProcReader } from '../os/proc-reader.ts'
import { parseFdInfo } from '../parse/fdinfo.ts'
import { attachedSegments, parseMappedFiles } from '../parse/mapped-files.ts'
import { mountOfPath, type Mount } from '../parse/mounts.ts'
import { ownNumbers } from './scan-holders.ts'

/** What is read, of whom, and until when. */
export interface Reading {
  readonly reader: ProcReader
  readonly pid: number
  readonly mounts: MountView
  /** Its names lead where ours do: the same mount namespace. */
  readonly sharesNames: boolean
  /** Its System V ids are ours: the same IPC namespace. */
  readonly sharesIds: boolean
  readonly isOver: () => boolean
}

/** What one after the other held, each thing once. */
export class HeldFiles {
  readonly sockets = new Set<number>()
  readonly fifos = new Map<string, RememberedFile>()
  readonly sharedMemory = new Map<string, RememberedFile>()
  readonly temporary = new Map<string, RememberedFile>()
  readonly segments = new Set<number>()
}

/** Of each process so many descriptors and threads. */
const mostNames = 500

const shared = '/dev/shm/'
const temporary = ['/tmp/', '/var/tmp/']
const isFifo = (mode: number): boolean => (mode & 0o170000) === 0o010000

export function readHeldFiles(of: Reading, held: HeldFiles): void {
  const { reader, pid, isOver } = of
  const names = reader.names(`${pid}/fd`)
  if (names === null || !isKnown(names)) return
  for (const name of names.slice(0, mostNames)) {
    if (isOver()) return
    const link = reader.link(`${pid}/fd/${name}`)
    if (typeof link !== 'string') continue
    const socket = /^socket:\[(\d+)\]$/.exec(link)
    if (socket) held.sockets.add(Number(socket[1]))
    else if (of.sharesNames && link.startsWith('/')) readHeldFile(of, { name, link }, held)
  }
}

/**
 * Which file it is, fdinfo tells, which asks no file system. Only of what lies on this machine the
 * open file itself is asked whether it is a fifo.
 */
function readHeldFile(
  of: Reading,
  { name, link }: { readonly name: string; readonly link: string },
  held: HeldFiles,
): void {
  const { reader, pid } = of
  const text = reader.text(`${pid}/fdinfo/${name}`)
  const info = text !== null && isKnown(text) ? parseFdInfo(text) : null
  const mount = of.mounts.byId.get(info?.mountId ?? -1)
  if (!info || info.inode === null || !mount || !localFileSystems.has(mount.type)) return
  const file = { path: link, inode: info.inode, device: deviceOf(mount) }
  const facts = reader.facts(`${pid}/fd/${name}`)
  const isPipe = facts !== null && isKnown(facts) && isFifo(facts.mode)
  // What it only reads, somebody else wrote.
  const isWritten = info.access === 'write' || info.access === 'both'
  const into = isPipe ? held.fifos : placeOf(link, isWritten, held)
  if (into !== null && leadsThere(of, link, mount)) into.set(link, file)
}

const deviceOf = ({ type, device }: Mount): number | null => (ownNumbers.has(type) ? null : device)

function placeOf(
  path: string,
  isWritten: boolean,
  { sharedMemory, temporary: files }: HeldFiles,
): Map<string, RememberedFile> | null {
  if (path.startsWith(shared)) return sharedMemory
  return isWritten && temporary.some((folder) => path.startsWith(folder)) ? files : null
}

/** The name leads to that mount, with no file server on the way; another mount may lie above it. */
function leadsThere({ mounts: view }: Reading, path: string, { id }: Mount): boolean {
  if (path.endsWith(' (deleted)') || !isKnown(view.mounts)) return false
  return mountOfPath(view.mounts, path)?.id === id && isLocalPath(view, path)
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

/** What it has mapped: memory is used without a descriptor. */
export function readHeldMemory(of: Reading, held: HeldFiles): void {
  const { reader, pid, isOver } = of
  if (isOver() || hangs(of)) return
  const maps = reader.wholeText(`${pid}/maps`)
  if (maps === null || !isKnown(maps)) return
  const mapped = parseMappedFiles(maps)
  if (of.sharesIds) for (const id of attachedSegments(mapped)) held.segments.add(id)
  if (!of.sharesNames) return
  for (const { path, inode, device } of mapped) {
    if (path.startsWith(shared) && mapsThere(of, path, device))
      held.sharedMemory.set(path, { path, inode, device })
  }
}

function mapsThere(of: Reading, path: string, device: number): boolean {
  const { mounts } = of.mounts
  const mount = isKnown(mounts) ? mountOfPath(mounts, path) : null
  return mount?.device === device && leadsThere(of, path, mount)
}
