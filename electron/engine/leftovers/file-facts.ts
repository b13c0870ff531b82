/** Candidates as they are now: what each is, who has it open, whether somebody answers. */
import { lstat, readdir } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import type { FileFacts, FileKind, Holder, Holding } from '../decide/leftovers/facts.ts'
import { errnoOf } from '../errno.ts'
import type { Candidate } from './candidates.ts'
import { knock, type Knock } from '../os/knock.ts'
import type { FileId, Holders } from './scan-holders.ts'

/** A candidate that is there. */
export interface FoundFile {
  readonly candidate: Candidate
  readonly kind: FileKind
  readonly id: FileId
  readonly uid: number
}

function kindOf({ kind }: Candidate, stats: Stats): FileKind | null {
  const found = stats.isSocket()
    ? 'unix-socket'
    : stats.isFIFO()
      ? 'fifo'
      : stats.isDirectory()
        ? 'runtime-folder'
        : null
  if (found !== null) return kind === null || kind === found ? found : null
  const isNamed = kind === 'posix-memory' || kind === 'posix-semaphore' || kind === 'temporary-file'
  return stats.isFile() && isNamed ? kind : null
}

async function findFile(candidate: Candidate): Promise<FoundFile | null> {
  const { path, inode, device, owners } = candidate
  try {
    // Not stat(2): what a link leads to is somebody else's.
    const stats = await lstat(path)
    const kind = kindOf(candidate, stats)
    if (kind === null || (inode !== null && inode !== stats.ino)) return null
    if (device !== null && device !== stats.dev) return null
    if (owners?.has(stats.uid) === false) return null
    return { candidate, kind, id: { path, device: stats.dev, inode: stats.ino }, uid: stats.uid }
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

/** Those that are there, and are still what was remembered. */
export async function findFiles(candidates: readonly Candidate[]): Promise<readonly FoundFile[]> {
  const found = await Promise.all(candidates.map(findFile))
  return found.filter((file) => file !== null)
}

async function countEntries(path: string): Promise<number | null> {
  try {
    return (await readdir(path)).length
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}

export interface SeenSockets {
  /** Inodes of sockets that may be behind a path, by the path. */
  readonly bound: ReadonlyMap<string, readonly number[]>
  readonly holders: Holders
}

const nobodySeen: Holder = { pid: 0, name: 'a process that cannot be seen' }

/** Whoever has the socket bound, or may have. */
function holdersOfSocket({ bound, holders }: SeenSockets, path: string): Holding {
  const inodes = bound.get(path) ?? []
  const by = inodes.flatMap((inode) => {
    const found = holders.ofSocket(inode)
    return found.length > 0 ? found : [nobodySeen]
  })
  return { by, unseen: [] }
}

/** One file with all that its judgement rests on. */
export async function readFile(file: FoundFile, seen: SeenSockets): Promise<FileFacts> {
  const { candidate, kind, id, uid } = file
  const { path, why, preserved, remade, inOwnFolder, onlyByUser } = candidate
  const isSocket = kind === 'unix-socket'
  const holding = isSocket ? holdersOfSocket(seen, path) : seen.holders.of(id)
  const answer: Knock | null = isSocket && holding.by.length === 0 ? await knock(path) : null
  return {
    kind,
    path,
    uid,
    inOwnFolder,
    why,
    holding,
    knock: answer,
    entries: kind === 'runtime-folder' ? await countEntries(path) : null,
    preserved,
    remade,
    onlyByUser,
  }
}
