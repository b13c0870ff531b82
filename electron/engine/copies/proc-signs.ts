/** What /proc says of a process or of this network that decides whether a start is held back. */
import { isKnown } from '../../../shared/unknown.ts'
import type { ProcReader, Reading } from '../os/proc-reader.ts'
import { parseInetSockets } from '../parse/net-sockets.ts'
import { statusField } from '../parse/proc-status.ts'

export interface ProcSigns {
  /** How often its main thread went to sleep by itself; null where nobody can tell. */
  switches(pid: number): number | null
  /** False where somebody else's open files are hidden from here, or it is gone. */
  seesFilesOf(pid: number): boolean
  /** Addresses of this network namespace at which somebody waits on a TCP port. */
  addressesAt(port: number): readonly string[]
  /** The kernel gives such a port to whoever asks for any (ip_local_port_range, ip(7)). */
  isLent(port: number): boolean
}

const textOf = (read: Reading<string>): string => (read !== null && isKnown(read) ? read : '')

/** Reads below `/proc`, each time anew. */
export function createProcSigns(
  reader: Pick<ProcReader, 'text' | 'wholeText' | 'names'>,
): ProcSigns {
  return {
    switches(pid) {
      const count = statusField(textOf(reader.text(`${pid}/status`)), 'voluntary_ctxt_switches')
      return /^\d+$/.test(count) ? Number(count) : null
    },
    seesFilesOf(pid) {
      const names = reader.names(`${pid}/fd`)
      return names !== null && isKnown(names)
    },
    addressesAt: (port) =>
      ['tcp', 'tcp6'].flatMap((table) =>
        parseInetSockets(textOf(reader.wholeText(`self/net/${table}`)), (_, at) => at === port)
          .filter(({ state }) => state === 'LISTEN')
          .map(({ localAddress }) => localAddress),
      ),
    isLent(port) {
      const range = textOf(reader.text('sys/net/ipv4/ip_local_port_range')).trim()
      const [from = Number.NaN, to = Number.NaN] = range.split(/\s+/).map(Number)
      return port >= from && port <= to
    },
  }
}
