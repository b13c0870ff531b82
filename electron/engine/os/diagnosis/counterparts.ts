/** Who holds the other end of what somebody waits for: pipes, sockets of this machine, file locks. */
import { isKnown } from '../../../../shared/unknown.ts'
import type { OpenFile, ProcessSample, SocketFacts } from '../../decide/diagnosis/facts.ts'
import type { Table } from '../../decide/table.ts'
import type { FdInfo } from '../../parse/fdinfo.ts'
import type { ProcLock } from '../../parse/proc-locks.ts'
import type { ProcReader } from '../proc-reader.ts'
import { readHolderInfo, type Holder, type HolderSearch } from './holders.ts'
import { blockingLocks, holdersOf, type HeldLocks } from './locks.ts'
import type { Samples } from './samples.ts'
import { peerInodeOf, type FoundSockets } from './sockets.ts'
import { findWaitedFiles } from './waited-files.ts'

/** Of the other ends so many processes are looked at themselves. */
const mostCounterparts = 24

export interface Counterparts {
  /** Processes that were not looked at yet. */
  readonly pids: readonly number[]
  /** All who hold locks through a descriptor, as far as they were looked for. */
  readonly held: readonly HeldLocks[]
  holderOf(inode: number): SocketFacts['peer']
}

interface Wanted {
  readonly reader: ProcReader
  readonly table: Table
  readonly samples: Samples
  readonly sockets: FoundSockets
  readonly locks: readonly ProcLock[]
  readonly search: HolderSearch
}

/** Sleeping in a pipe, though the link bears the name of a file: a named one (fifo(7)). */
const isInNamedPipe = ({ threads }: ProcessSample): boolean =>
  threads.some(({ wchan }) => isKnown(wchan) && wchan.includes('pipe'))

/** The link that the other end has in its process, or null where nobody can be looked for. */
function linkOfOtherEnd(wanted: Wanted, sample: ProcessSample, file: OpenFile): string | null {
  switch (file.kind) {
    case 'pipe':
      return file.target
    case 'socket': {
      const peer = file.inode === null ? null : peerInodeOf(wanted.sockets, file.inode)
      return peer === null ? null : `socket:[${peer}]`
    }
    case 'file':
      return isInNamedPipe(sample) ? file.target : null
    case 'device':
    case 'anonymous':
      return null
  }
}

/** Files with a lock that somebody waits for, whose holder its own line does not tell. */
function lockedLinks({ locks, samples }: Wanted): readonly string[] {
  const unclear = blockingLocks(locks).filter((lock) => holdersOf(lock, samples.held).length === 0)
  const isLocked = (file: OpenFile): boolean =>
    unclear.some(({ inode, device }) => file.inode === inode && file.device === device)
  return [...samples.files.values()].flatMap((files) =>
    files.filter(isLocked).map(({ target }) => target),
  )
}

function pidsByInode({ samples, sockets }: Wanted, found: readonly Holder[]): Map<number, number> {
  const pids = new Map<number, number>()
  for (const [inode, { pids: told }] of sockets.told ?? []) {
    if (told[0] !== undefined) pids.set(inode, told[0])
  }
  for (const { pid, target } of found) {
    const inode = Number(/^socket:\[(\d+)\]$/.exec(target)?.[1] ?? 0)
    if (inode > 0) pids.set(inode, pid)
  }
  for (const [pid, files] of samples.files) {
    for (const { kind, inode } of files) {
      if (kind === 'socket' && inode !== null && !pids.has(inode)) pids.set(inode, pid)
    }
  }
  return pids
}

/** Something that is waited for, by the link that its other end has. */
interface Waited {
  readonly file: OpenFile
  readonly link: string | null
}

/** Who reads a pipe waits for those who may write into it, and the other way round. */
function isOtherEnd(waited: readonly Waited[], { target }: Holder, info: FdInfo | null): boolean {
  return waited.some(
    ({ file, link }) =>
      file.kind !== 'socket' &&
      link === target &&
      (file.access === undefined || info?.access == null || file.access !== info.access),
  )
}

/** Looks for them among what is known already, and for the rest among all processes. */
export function findCounterparts(wanted: Wanted, near: number): Counterparts {
  const { reader, table, samples, locks, search, sockets } = wanted
  const waited: readonly Waited[] = samples.all.flatMap((sample) =>
    findWaitedFiles(sample).map((file) => ({ file, link: linkOfOtherEnd(wanted, sample, file) })),
  )
  const known = pidsByInode(wanted, [])
  const peerOf = ({ kind, inode }: OpenFile): number | null =>
    kind === 'socket' && inode !== null ? peerInodeOf(sockets, inode) : null
  const links = waited.filter(({ file }) => !known.has(peerOf(file) ?? 0)).map(({ link }) => link)
  const targets = new Set([...links.filter((link) => link !== null), ...lockedLinks(wanted)])
  const found = search(table, { near, targets, without: samples.pids }).map((holder) => ({
    ...holder,
    info: readHolderInfo(reader, holder),
  }))
  const held = [
    ...samples.held,
    ...found.map(({ pid, info }) => ({ pid, locks: info?.locks ?? [] })),
  ]
  const inodes = pidsByInode(wanted, found)
  const lockHolders = blockingLocks(locks).flatMap((lock) => holdersOf(lock, held))
  const pipeEnds = found.filter((one) => isOtherEnd(waited, one, one.info)).map(({ pid }) => pid)
  const peers = waited.flatMap(({ file }) => inodes.get(peerOf(file) ?? 0) ?? [])
  const pids = [...new Set([...lockHolders, ...pipeEnds, ...peers])]
  return {
    pids: pids.filter((pid) => !samples.pids.has(pid)).slice(0, mostCounterparts),
    held,
    holderOf(inode) {
      const pid = inodes.get(inode)
      const row = pid === undefined ? undefined : table.rows.get(pid)
      return row ? { pid: row.identity.pid, name: row.name } : null
    },
  }
}
