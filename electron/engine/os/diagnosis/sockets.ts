import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { OpenFile, SocketFacts } from '../../decide/diagnosis/facts.ts'
import type { SsSocket } from '../../parse/ss-sockets.ts'
import type { ProcReader } from '../proc-reader.ts'
import { joinTables, readSocketTables, type SocketTables } from './socket-tables.ts'

/** Network namespaces that are read for one service; containers inside it have their own. */
const mostNamespaces = 8

/** What was found of sockets, before it is known who holds the other ends. */
export interface FoundSockets {
  readonly tables: Known<SocketTables>
  readonly told: ReadonlyMap<number, SsSocket> | null
}

type FilesByPid = ReadonlyMap<number, readonly OpenFile[]>

const socketInodes = (files: readonly OpenFile[]): number[] =>
  files.flatMap(({ kind, inode }) => (kind === 'socket' && inode !== null ? [inode] : []))

/** Reads the tables of each network namespace that the sockets of these processes lie in. */
export function findSockets(
  reader: ProcReader,
  root: string,
  files: FilesByPid,
  told: ReadonlyMap<number, SsSocket> | null,
): FoundSockets {
  const byNamespace = new Map<string, { readonly pid: number; readonly inodes: Set<number> }>()
  for (const [pid, list] of files) {
    const inodes = socketInodes(list)
    if (inodes.length === 0) continue
    const link = reader.link(`${pid}/ns/net`)
    const name = link !== null && isKnown(link) ? link : `of ${pid}`
    const known = byNamespace.get(name) ?? { pid, inodes: new Set() }
    for (const inode of inodes) known.inodes.add(inode)
    byNamespace.set(name, known)
  }
  const tables = [...byNamespace.values()]
    .slice(0, mostNamespaces)
    .map(({ pid, inodes }) => readSocketTables(root, pid, inodes))
  const nothing = { inet: [], unix: new Map(), peerInodes: new Map() }
  return { tables: tables.length === 0 ? nothing : joinTables(tables), told }
}

/** The inode of the other end, where that is on this machine. */
export function peerInodeOf({ tables, told }: FoundSockets, inode: number): number | null {
  const byAddress = isKnown(tables) ? tables.peerInodes.get(inode) : undefined
  return byAddress ?? told?.get(inode)?.peerInode ?? null
}

/** The sockets that are open in these processes, with who holds the other end. */
export function toSocketFacts(
  found: FoundSockets,
  files: FilesByPid,
  holderOf: (inode: number) => SocketFacts['peer'],
): Known<readonly SocketFacts[]> {
  const { tables, told } = found
  if (!isKnown(tables)) return unknown(tables.unknown)
  const shared = (inode: number): Pick<SocketFacts, 'lastReceivedMs' | 'lastSentMs' | 'peer'> => {
    const peer = peerInodeOf(found, inode)
    const { lastReceivedMs = null, lastSentMs = null } = told?.get(inode) ?? {}
    return { lastReceivedMs, lastSentMs, peer: peer === null ? null : holderOf(peer) }
  }
  const inet = tables.inet.map((one) => ({ ...one, ...shared(one.inode) }))
  const ours = new Set([...files.values()].flatMap(socketInodes))
  const unix = [...ours].flatMap((inode) => {
    const one = tables.unix.get(inode)
    if (!one) return []
    const peer = peerInodeOf(found, inode)
    return [
      {
        inode,
        protocol: 'unix' as const,
        state: one.state,
        localAddress: one.path,
        localPort: 0,
        remoteAddress: peer === null ? '' : (tables.unix.get(peer)?.path ?? ''),
        remotePort: 0,
        sendQueue: 0,
        receiveQueue: 0,
        retransmits: 0,
        ...shared(inode),
      },
    ]
  })
  return [...inet, ...unix]
}
