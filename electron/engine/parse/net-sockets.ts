import { printKernelAddress } from './socket-address.ts'

/** A socket of TCP or UDP out of `/proc/PID/net/{tcp,tcp6,udp,udp6}` (proc_pid_net(5)). */
export interface InetSocket {
  /** 0: no process holds it (TIME_WAIT, a connection not yet accepted). */
  readonly inode: number
  readonly state: string
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  /** Bytes; of a listening socket, connections that nobody has accepted yet. */
  readonly sendQueue: number
  readonly receiveQueue: number
  /** How often what was sent last is being repeated. */
  readonly retransmits: number
}

/** Kernel, include/net/tcp_states.h, under the names that netstat(8) and ss(8) made usual. */
const tcpStates: readonly string[] = [
  ...['', 'ESTABLISHED', 'SYN_SENT', 'SYN_RECV', 'FIN_WAIT1', 'FIN_WAIT2', 'TIME_WAIT'],
  ...['CLOSE', 'CLOSE_WAIT', 'LAST_ACK', 'LISTEN', 'CLOSING', 'NEW_SYN_RECV', 'BOUND_INACTIVE'],
]

// sl, local, remote, st, tx:rx, tr:tm->when, retrnsmt, uid, timeout, inode.
const shape =
  /^ *\d+: ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]+):([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]{8}):([0-9A-F]{8}) [0-9A-F]{2}:[0-9A-F]+ ([0-9A-F]{8}) +\d+ +\d+ (\d+)(?: |$)/gm

const hex = (digits: string | undefined): number => Number.parseInt(digits ?? '', 16)

function toSocket(match: RegExpExecArray): InetSocket | null {
  const [local, remote] = [printKernelAddress(match[1] ?? ''), printKernelAddress(match[3] ?? '')]
  const state = tcpStates[hex(match[5])]
  const inode = Number(match[9])
  if (local === null || remote === null || !Number.isSafeInteger(inode)) return null
  return {
    inode,
    state: state === undefined || state === '' ? `state ${match[5]}` : state,
    localAddress: local,
    localPort: hex(match[2]),
    remoteAddress: remote,
    remotePort: hex(match[4]),
    sendQueue: hex(match[6]),
    receiveQueue: hex(match[7]),
    retransmits: hex(match[8]),
  }
}

/**
 * The sockets of a table that `wanted` asks for by inode, local and remote port: a server may have
 * a hundred thousand, and most of them are somebody else's. An unconnected UDP socket stands at
 * CLOSE. Lines of another shape are passed by.
 */
export function parseInetSockets(
  text: string,
  wanted: (inode: number, localPort: number, remotePort: number) => boolean = () => true,
): InetSocket[] {
  const found: InetSocket[] = []
  for (const match of text.matchAll(shape)) {
    if (!wanted(Number(match[9]), hex(match[2]), hex(match[4]))) continue
    const socket = toSocket(match)
    if (socket) found.push(socket)
  }
  return found
}
