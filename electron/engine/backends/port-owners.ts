import { readFileSync } from 'node:fs'
import { parseListeningSockets } from '../parse/net-tcp.ts'
import { errnoOf } from '../errno.ts'
import type { Table } from '../decide/table.ts'

/** Who waits on a port. `listening` may be true without owners: only root sees everybody's files. */
export interface PortOwners {
  readonly listening: boolean
  readonly pids: readonly number[]
}

const tables = [
  ['/proc/self/net/tcp', 'tcp'],
  ['/proc/self/net/tcp6', 'tcp'],
  ['/proc/self/net/udp', 'udp'],
  ['/proc/self/net/udp6', 'udp'],
] as const

/** Ports that somebody in this network namespace waits on; null where the kernel does not say. */
export function readOpenPorts(): ReadonlySet<number> | null {
  const ports = new Set<number>()
  let readAny = false
  for (const [file, protocol] of tables) {
    try {
      const text = readFileSync(file, 'latin1')
      readAny = true
      for (const { port } of parseListeningSockets(text, protocol)) ports.add(port)
    } catch (error) {
      // A kernel without IPv6 has no tcp6; a machine without /proc has none of them. Where none can
      // be read, the answer is null, which counts as somebody.
      if (errnoOf(error) === null) throw error
    }
  }
  return readAny ? ports : null
}

/**
 * Finds the owners of ports. Every process's open files are read for that, so it is done once for
 * a table however many services ask, and not at all while nobody asks.
 */
export function createPortOwners(
  listeningPorts: (pid: number) => readonly number[],
  openPorts: () => ReadonlySet<number> | null = readOpenPorts,
): (port: number, table: Table) => PortOwners {
  let of: Table | null = null
  let byPort = new Map<number, number[]>()
  let open: ReadonlySet<number> | null = null
  const readAll = (table: Table): void => {
    of = table
    byPort = new Map()
    open = openPorts()
    for (const row of table.rows.values()) {
      if (row.kernelThread || !row.alive) continue
      for (const port of listeningPorts(row.identity.pid)) {
        byPort.set(port, [...(byPort.get(port) ?? []), row.identity.pid])
      }
    }
  }
  return (port, table) => {
    if (of !== table) readAll(table)
    const pids = byPort.get(port) ?? []
    return { listening: pids.length > 0 || (open?.has(port) ?? true), pids }
  }
}
