/** A connection that no process holds any more, and that the kernel brings to its end. */
export interface EndingSocket {
  readonly port: number
  /** `TIME_WAIT`, `FIN_WAIT1` …. */
  readonly state: string
  /** When its timer fires next, milliseconds from now; for TIME_WAIT its end. */
  readonly timerMs: number
}

/** Kernel, include/net/tcp_states.h: those in which a connection outlives its process. */
const states: Readonly<Record<string, string>> = {
  '04': 'FIN_WAIT1',
  '05': 'FIN_WAIT2',
  '06': 'TIME_WAIT',
  '08': 'CLOSE_WAIT',
  '09': 'LAST_ACK',
  '0B': 'CLOSING',
}

// sl, local, remote, st, tx:rx, tr:tm->when (ticks of 10 ms), retrnsmt, uid, timeout, inode 0.
const shape =
  /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} (0[45689B]) [0-9A-F]{8}:[0-9A-F]{8} [0-9A-F]{2}:([0-9A-F]+) [0-9A-F]{8} +\d+ +\d+ 0(?: |$)/gm

/** Such connections of these local ports out of `/proc/PID/net/{tcp,tcp6}` (proc_pid_net(5)). */
export function parseEndingSockets(text: string, ports: ReadonlySet<number>): EndingSocket[] {
  return [...text.matchAll(shape)].flatMap(([, port, state, ticks]) => {
    const found = Number.parseInt(port ?? '', 16)
    if (!ports.has(found)) return []
    const timerMs = Number.parseInt(ticks ?? '', 16) * 10
    return [{ port: found, state: states[state ?? ''] ?? '', timerMs }]
  })
}
