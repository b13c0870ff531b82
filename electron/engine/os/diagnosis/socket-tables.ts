import { isKnown, unknown, type Known } from '../../../../shared/unknown.ts'
import type { Protocol } from '../../decide/diagnosis/facts.ts'
import { errnoWords } from '../../errno.ts'
import { parseInetSockets, type InetSocket } from '../../parse/net-sockets.ts'
import { parseUnixSockets, type UnixSocket } from '../../parse/net-unix.ts'
import { errorCode } from '../proc-reader.ts'
import { readAtMost } from '../systemd/read-at-most.ts'

/** Some 100,000 connections; of a longer table the beginning is read. */
const mostBytes = 16 * 1024 * 1024
/** The other ends are looked for in tables up to this: beyond, it would take too long. */
const mostPeerBytes = 2 * 1024 * 1024

export type InetProtocol = Exclude<Protocol, 'unix'>
const inetProtocols: readonly InetProtocol[] = ['tcp', 'tcp6', 'udp', 'udp6']

/** Sockets of one network namespace: ours, and those at their other ends on this machine. */
export interface SocketTables {
  readonly inet: readonly (InetSocket & { readonly protocol: InetProtocol })[]
  /** By inode. */
  readonly unix: ReadonlyMap<number, UnixSocket>
  /** The inode of the other end of a connection within this machine. */
  readonly peerInodes: ReadonlyMap<number, number>
}

/** '' where this kernel has no such protocol. */
function readTable(path: string): string {
  try {
    return readAtMost(path, mostBytes).text
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  }
}

const ends = (one: InetSocket): string =>
  `${one.localAddress} ${one.localPort} ${one.remoteAddress} ${one.remotePort}`
const otherEnds = (one: InetSocket): string =>
  `${one.remoteAddress} ${one.remotePort} ${one.localAddress} ${one.localPort}`

/** Connections within the machine stand twice, with their addresses the other way round. */
function findPeers(texts: readonly string[], ours: readonly InetSocket[]): Map<number, number> {
  const connected = ours.filter(({ remotePort }) => remotePort > 0)
  const [local, remote] = [
    new Set(connected.map(({ localPort }) => localPort)),
    new Set(connected.map(({ remotePort }) => remotePort)),
  ]
  if (connected.length === 0) return new Map()
  const candidates = texts
    .filter((text) => text.length <= mostPeerBytes)
    .flatMap((text) =>
      parseInetSockets(text, (inode, from, to) => inode > 0 && remote.has(from) && local.has(to)),
    )
  const byEnds = new Map(candidates.map((one) => [ends(one), one.inode]))
  return new Map(
    connected.flatMap((one) => {
      const peer = byEnds.get(otherEnds(one))
      return peer === undefined || peer === one.inode ? [] : [[one.inode, peer] as const]
    }),
  )
}

function readAll(folder: string, inodes: ReadonlySet<number>): SocketTables {
  const tables = inetProtocols.map(
    (protocol) => [protocol, readTable(`${folder}/${protocol}`)] as const,
  )
  const inet = tables.flatMap(([protocol, text]) =>
    parseInetSockets(text, (inode) => inodes.has(inode)).map((one) => ({ ...one, protocol })),
  )
  // TCP alone: a datagram's other end need not know of it.
  const peerInodes = findPeers(
    tables.filter(([protocol]) => protocol.startsWith('tcp')).map(([, text]) => text),
    inet.filter(({ protocol }) => protocol.startsWith('tcp')),
  )
  const all = parseUnixSockets(readTable(`${folder}/unix`))
  return { inet, unix: new Map(all.map((one) => [one.inode, one])), peerInodes }
}

/**
 * The sockets with these inodes in the network namespace of a process. The tables are readable for
 * everybody, and reading them asks no socket's owner.
 */
export function readSocketTables(
  root: string,
  pid: number,
  inodes: ReadonlySet<number>,
): Known<SocketTables> {
  try {
    return readAll(`${root}/${pid}/net`, inodes)
  } catch (error) {
    if (errorCode(error) === null) throw error
    return unknown(errnoWords(error))
  }
}

/** All tables in one, of whichever namespaces; unknown only where none could be read. */
export function joinTables(tables: readonly Known<SocketTables>[]): Known<SocketTables> {
  const known = tables.filter((one) => isKnown(one))
  const [first] = tables
  if (known.length === 0 && first !== undefined) return first
  return {
    inet: known.flatMap(({ inet }) => inet),
    unix: new Map(known.flatMap(({ unix }) => [...unix])),
    peerInodes: new Map(known.flatMap(({ peerInodes }) => [...peerInodes])),
  }
}
