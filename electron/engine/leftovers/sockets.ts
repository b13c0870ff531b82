/** The kernel's tables of sockets, of every network namespace that can be seen. */
import { basename } from 'node:path'
import { isKnown } from '../../../shared/unknown.ts'
import { parseEndingSockets, type EndingSocket } from '../parse/ending-sockets.ts'
import { parseInetSockets } from '../parse/net-sockets.ts'
import { parseUnixSockets } from '../parse/net-unix.ts'
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

/**
 * Inodes of sockets that are bound to a file of this name, by the name: the path that a process
 * gave to bind(2) may be relative to where it stood, so only its last part counts.
 */
export function findBoundSockets(
  reader: ProcReader,
  names: ReadonlySet<string>,
): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>()
  if (names.size === 0) return found
  for (const pid of findNamespaces(reader)) {
    for (const { path, inode } of parseUnixSockets(textOf(reader, `${pid}/net/unix`))) {
      const name = basename(path)
      if (path === '' || path.startsWith('@') || !names.has(name)) continue
      found.set(name, [...(found.get(name) ?? []), inode])
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
