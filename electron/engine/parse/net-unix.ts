/** A Unix socket out of `/proc/PID/net/unix` (proc_pid_net(5)). */
export interface UnixSocket {
  readonly inode: number
  /** `CONNECTED`, `CONNECTING`, `UNCONNECTED`, `DISCONNECTING`, `LISTENING`. */
  readonly state: string
  readonly type: 'stream' | 'datagram' | 'packets' | 'other'
  /** A path, `@name` for an abstract one, '' where it has none (the connecting side). */
  readonly path: string
}

/** Kernel, include/uapi/linux/net.h: socket_state. */
const states = ['FREE', 'UNCONNECTED', 'CONNECTING', 'CONNECTED', 'DISCONNECTING']
const types: Readonly<Record<string, UnixSocket['type']>> = {
  '0001': 'stream',
  '0002': 'datagram',
  '0005': 'packets',
}
/** __SO_ACCEPTCON, the only flag that is printed. */
const acceptsConnections = 0x10000

// Num, RefCount, Protocol, Flags, Type, St, Inode, and the path, which may hold anything.
const shape =
  /^[0-9a-f]+: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) ([0-9A-F]{4}) ([0-9A-F]{2}) +(\d+)(?: (.*))?$/gm

/**
 * The sockets of the table, or those that `wanted` asks for by inode. A path may hold a newline,
 * which the kernel prints as it is: what follows then looks like no line, or like a false one, so
 * an inode counts only the first time.
 */
export function parseUnixSockets(
  text: string,
  wanted: (inode: number) => boolean = () => true,
): UnixSocket[] {
  const found = new Map<number, UnixSocket>()
  for (const [, flags, type, state, number, path] of text.matchAll(shape)) {
    const inode = Number(number)
    if (!Number.isSafeInteger(inode) || found.has(inode) || !wanted(inode)) continue
    const listens = (Number.parseInt(flags ?? '', 16) & acceptsConnections) !== 0
    found.set(inode, {
      inode,
      state: listens ? 'LISTENING' : (states[Number.parseInt(state ?? '', 16)] ?? `state ${state}`),
      type: types[type ?? ''] ?? 'other',
      path: path ?? '',
    })
  }
  return [...found.values()]
}
