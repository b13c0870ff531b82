import type { Member } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { parseListeningSockets } from '../parse/net-tcp.ts'
import type { ProcessTable } from './ports.ts'
import type { ProcReader } from './proc-reader.ts'

const tables = [
  ['tcp', 'tcp'],
  ['tcp6', 'tcp'],
  ['udp', 'udp'],
  ['udp6', 'udp'],
] as const

/** One question about many processes comes as many calls; they share one reading of the tables. */
const sharedMs = 200

/**
 * The ports that a process waits on: those of its own network namespace whose socket it has open.
 * Best effort: of another user's process only root may see the open files, and then it is empty.
 */
export function createListeningPorts(
  reader: ProcReader,
  nowMono: () => number,
): (pid: number) => readonly number[] {
  const shared = new Map<string, { readonly until: number; readonly ports: Map<string, number> }>()

  const portsByInode = (pid: number, namespace: string): Map<string, number> => {
    const known = shared.get(namespace)
    if (known && nowMono() < known.until) return known.ports
    const ports = new Map<string, number>()
    for (const [file, protocol] of tables) {
      const text = reader.wholeText(`${pid}/net/${file}`)
      if (text === null || !isKnown(text)) continue
      for (const { inode, port } of parseListeningSockets(text, protocol)) ports.set(inode, port)
    }
    shared.clear()
    shared.set(namespace, { until: nowMono() + sharedMs, ports })
    return ports
  }

  return (pid) => {
    const namespace = reader.link(`${pid}/ns/net`)
    const files = reader.names(`${pid}/fd`)
    if (files === null || !isKnown(files)) return []
    const name = namespace !== null && isKnown(namespace) ? namespace : `of ${pid}`
    const byInode = portsByInode(pid, name)
    const open = files.flatMap((file) => {
      const link = reader.link(`${pid}/fd/${file}`)
      const inode = typeof link === 'string' ? /^socket:\[(\d+)\]$/.exec(link)?.[1] : undefined
      return byInode.get(inode ?? '') ?? []
    })
    return [...new Set(open)].sort((a, b) => a - b)
  }
}

/** Each costs a walk over its open files; whoever has more workers than this has many alike. */
const mostLookedAt = 200

/** Ports on which any of these waits, in order. */
export function listeningPortsOf(
  table: Pick<ProcessTable, 'listeningPorts'>,
  members: readonly Member[],
): readonly number[] {
  const looked = members.slice(0, mostLookedAt)
  const ports = new Set(looked.flatMap((m) => table.listeningPorts(m.identity.pid)))
  return [...ports].sort((a, b) => a - b)
}
