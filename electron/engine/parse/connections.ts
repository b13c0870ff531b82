import type { ConnectedClients } from '../../../shared/unit.ts'
import { printKernelAddress } from './socket-address.ts'

/** A peer that is connected to a local port. */
export interface Connection {
  readonly port: number
  readonly peer: string
}

// Slot, local address and port, remote address and port, state 01: TCP_ESTABLISHED of the kernel's
// include/net/tcp_states.h.
const established = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) ([0-9A-F]+):[0-9A-F]{4} 01 /gm

/**
 * Established connections of these local ports out of `/proc/PID/net/{tcp,tcp6}`
 * (proc_pid_net(5)). A connection within the machine has two lines; only that of the side which
 * has the port is meant. Lines of another shape are passed by.
 */
export function parseConnections(text: string, ports: ReadonlySet<number>): Connection[] {
  const found: Connection[] = []
  for (const match of text.matchAll(established)) {
    const port = Number.parseInt(match[1] ?? '', 16)
    const peer = ports.has(port) ? printKernelAddress(match[2] ?? '') : null
    if (peer !== null) found.push({ port, peer })
  }
  return found
}

const mostPeers = 10

/** Text order, the same on every machine: localeCompare would ask its language. */
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Connections counted by port, lowest first, and by peer, busiest first; at most ten peers each. */
export function countClients(connections: readonly Connection[]): ConnectedClients[] {
  const byPort = Map.groupBy(connections, ({ port }) => port)
  return [...byPort.entries()]
    .sort(([a], [b]) => a - b)
    .map(([port, list]) => ({
      port,
      count: list.length,
      peers: [...Map.groupBy(list, ({ peer }) => peer).entries()]
        .map(([address, same]) => ({ address, count: same.length }))
        .sort((a, b) => b.count - a.count || byText(a.address, b.address))
        .slice(0, mostPeers),
    }))
}
