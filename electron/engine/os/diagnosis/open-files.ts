import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import type { OpenFile } from '../../decide/diagnosis/facts.ts'
import { parseFdInfo, type FdInfo } from '../../parse/fdinfo.ts'
import type { ProcLock } from '../../parse/proc-locks.ts'
import type { ProcReader } from '../proc-reader.ts'
import type { DeviceOfMount } from './mount-table.ts'

/** More are counted, not read. */
const mostFiles = 512
/** Sockets are told by their link; of other descriptors this many are asked for what they are. */
const mostDetails = 192

/** Open files of one process, and what else their descriptors told. */
export interface OpenFiles {
  readonly files: Known<readonly OpenFile[]>
  readonly more: number
  /** Locks that are held through one of its descriptors. */
  readonly locks: readonly ProcLock[]
  /** Ids of the mounts that a file is open on, and whether for writing. */
  readonly mounts: ReadonlyMap<number, boolean>
}

const noFiles = (why: string): OpenFiles => ({
  files: unknown(why),
  more: 0,
  locks: [],
  mounts: new Map(),
})

/** What stands for the files of a process that was only counted. */
export const filesNotRead = noFiles('not read at the first look')

/** By the link's text alone: to ask the file itself could hang on a dead file server. */
function kindOf(target: string): OpenFile['kind'] {
  if (target.startsWith('socket:[')) return 'socket'
  if (target.startsWith('pipe:[')) return 'pipe'
  if (target.startsWith('anon_inode:')) return 'anonymous'
  const isDevice = target.startsWith('/dev/') && !/^\/dev\/(?:shm|mqueue)\//.test(target)
  return isDevice ? 'device' : 'file'
}

const inodeIn = (target: string): number | null => {
  const digits = /^(?:socket|pipe):\[(\d{1,15})\]$/.exec(target)?.[1]
  return digits === undefined ? null : Number(digits)
}

/**
 * fdinfo is made up by the kernel from what it holds in memory, and no file system is asked. That of
 * an epoll descriptor takes its mutex (fs/eventpoll.c), which a thread holds that polls a file of a
 * dead FUSE server: whoever reads it then hangs as well.
 */
function wantsDetails(kind: OpenFile['kind'], target: string, asksEpoll: boolean): boolean {
  if (target === 'anon_inode:[eventpoll]') return asksEpoll
  return kind === 'file' || kind === 'pipe' || target === 'anon_inode:[signalfd]'
}

function toOpenFile(
  fd: number,
  target: string,
  info: FdInfo | null,
  deviceOf: DeviceOfMount,
): OpenFile {
  const kind = kindOf(target)
  const isFile = kind === 'file'
  return {
    fd,
    kind,
    target: printable(target),
    inode: inodeIn(target) ?? (isFile ? (info?.inode ?? null) : null),
    device: isFile && info?.mountId != null ? deviceOf(info.mountId) : null,
    ...(info?.access == null ? {} : { access: info.access }),
    ...(info?.signals == null ? {} : { signals: info.signals }),
    ...(info?.watches == null ? {} : { watches: info.watches }),
  }
}

/**
 * Reads what a process has open, without touching any of the files themselves. `asksEpoll` only where
 * none of its threads sleeps in a file system.
 */
export function readOpenFiles(
  reader: ProcReader,
  pid: number,
  deviceOf: DeviceOfMount,
  asksEpoll: boolean,
): OpenFiles {
  const names = reader.names(`${pid}/fd`)
  if (names === null) return noFiles('it has ended meanwhile')
  if (!isKnown(names)) return noFiles(names.unknown)
  const fds = names.map(Number).sort((a, b) => a - b)
  const files: OpenFile[] = []
  const locks: ProcLock[] = []
  const mounts = new Map<number, boolean>()
  let details = 0
  for (const fd of fds.slice(0, mostFiles)) {
    const target = reader.link(`${pid}/fd/${fd}`)
    if (target === null) continue
    // May be listed, but not looked at: then none of them may be.
    if (!isKnown(target)) return noFiles(target.unknown)
    const kind = kindOf(target)
    const asks = details < mostDetails && wantsDetails(kind, target, asksEpoll)
    const text = asks ? reader.text(`${pid}/fdinfo/${fd}`) : null
    const info = text !== null && isKnown(text) ? parseFdInfo(text) : null
    if (info) details += 1
    files.push(toOpenFile(fd, target, info, deviceOf))
    if (info) locks.push(...info.locks)
    if (kind === 'file' && info?.mountId != null) {
      const isWritten = info.access === 'write' || info.access === 'both'
      mounts.set(info.mountId, isWritten || (mounts.get(info.mountId) ?? false))
    }
  }
  return { files, more: Math.max(0, fds.length - mostFiles), locks, mounts }
}
