/** The kernel's tables of sockets, of every network namespace that can be seen. */
import { basename } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import { parseEndingSockets, type EndingSocket } from '../parse/ending-sockets.ts'
import { parseInetSockets } from '../parse/net-sockets.ts'
import { parseUnixSockets, type UnixSocket } from '../parse/net-unix.ts'
import type { ProcReader } from '../os/proc-reader.ts'
import { listPids } from './scan-holders.ts'

const textOf = (reader: ProcReader, path: string): string => {
  const text = reader.wholeText(path)
  return text !== null && isKnown(text) ? text : ''
}

/** One process for each network namespace, our own first. */
function findNamespaces(reader: ProcReader): readonly string[] {
  const byNamespace = new Map<string, string>()
  for (const pid of ['self', ...listPids(reader).map(String)]) {
    const link = reader.link(`${pid}/ns/net`)
    if (typeof link === 'string' && !byNamespace.has(link)) byNamespace.set(link, pid)
  }
  return [...byNamespace.values()]
}

/** The same folder under its old name. */
const plain = (path: string): string => path.replace(/^\/var\/run\//, '/run/')

/**
 * Whether this socket may be the one behind the path. A process may have bound it by a relative
 * name, in another root, or have renamed it since; where it listens or takes datagrams a knock tells
 * that, so only one that does neither yet is doubted for its last name alone.
 */
function mayBeBehind({ path: bound, state, type }: UnixSocket, path: string): boolean {
  if (bound === '' || bound.startsWith('@')) return false
  if (plain(bound) === plain(path)) return true
  const isSilent = state === 'UNCONNECTED' && type !== 'datagram'
  return isSilent && basename(bound) === basename(path)
}

/** Inodes of sockets that may be behind these paths, in every network namespace that can be seen. */
export function findBoundSockets(
  reader: ProcReader,
  paths: readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  if (paths.length === 0) return found
  for (const pid of findNamespaces(reader)) {
    for (const socket of parseUnixSockets(textOf(reader, `${pid}/net/unix`))) {
      for (const path of paths) {
        if (!mayBeBehind(socket, path)) continue
        found.set(path, [...(found.get(path) ?? []), socket.inode])
      }
    }
  }
  return found
}

export type Protocol = 'tcp' | 'udp'

/** A socket that has one of these ports. */
export interface BoundPort {
  readonly port: number
  readonly protocol: Protocol
  readonly inode: number
}

const tables = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

/** Who waits on these ports in our own network namespace: by inode of the socket. */
export function findBoundPorts(
  reader: ProcReader,
  wanted: readonly { readonly port: number; readonly protocol: Protocol }[],
): readonly BoundPort[] {
  if (wanted.length === 0) return []
  return tables.flatMap(([table, protocol]) => {
    const ports = new Set(wanted.filter((one) => one.protocol === protocol).map(({ port }) => port))
    if (ports.size === 0) return []
    const state = protocol === 'tcp' ? 'LISTEN' : 'CLOSE'
    return parseInetSockets(textOf(reader, `self/net/${table}`), (_, port) => ports.has(port))
      .filter((socket) => socket.state === state)
      .map(({ localPort, inode }) => ({ port: localPort, protocol, inode }))
  })
}

/** Connections of these ports without a process, in our own network namespace. */
export const findEndingSockets = (
  reader: ProcReader,
  ports: ReadonlySet<number>,
): readonly EndingSocket[] =>
  ports.size === 0
    ? []
    : ['tcp', 'tcp6'].flatMap((table) =>
        parseEndingSockets(textOf(reader, `self/net/${table}`), ports),
      )
