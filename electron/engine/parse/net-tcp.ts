/** A local port and the socket behind it; `/proc/PID/fd` shows the same inode as `socket:[N]`. */
export interface ListeningSocket {
  readonly port: number
  readonly inode: string
}

// Kernel, include/net/tcp_states.h. UDP has no listening: an unconnected socket stands at CLOSE.
const stateOf = { tcp: '0A', udp: '07' } as const

/**
 * Sockets waiting for peers out of `/proc/PID/net/{tcp,tcp6,udp,udp6}` (proc_pid_net(5)): listening
 * TCP sockets, UDP sockets bound to a port and not connected. Lines of another shape are passed by.
 */
export function parseListeningSockets(text: string, protocol: 'tcp' | 'udp'): ListeningSocket[] {
  const sockets: ListeningSocket[] = []
  for (const line of text.split('\n')) {
    const [slot, local, , state, , , , , , inode] = line.trim().split(/\s+/)
    if (!slot?.endsWith(':') || state !== stateOf[protocol]) continue
    const port = Number.parseInt(/:([0-9A-F]{4})$/.exec(local ?? '')?.[1] ?? '0', 16)
    if (port > 0 && inode !== undefined && /^[1-9]\d*$/.test(inode)) sockets.push({ port, inode })
  }
  return sockets
}
