/** The sockets of a process: what comes in, what goes out, and who is at the other end. */
import { isKnown } from '../../../../shared/unknown.ts'
import { printable } from '../../../../shared/wording/numbers.ts'
import { processName } from '../../../../shared/wording/process-names.ts'
import type { Case, Proc } from './case.ts'
import type { OpenFile, SocketFacts } from './facts.ts'
import { hostPort } from './who.ts'

export const isInet = ({ protocol }: SocketFacts): boolean => protocol !== 'unix'

const filesOf = (proc: Proc): readonly OpenFile[] => (isKnown(proc.now.files) ? proc.now.files : [])

/** The socket behind a descriptor, or null. */
export function socketOfFd(c: Case, proc: Proc, fd: number): SocketFacts | null {
  const file = filesOf(proc).find((one) => one.fd === fd)
  if (file?.kind !== 'socket' || file.inode === null) return null
  return c.sockets.get(file.inode) ?? null
}

/** All sockets that a process has open. */
export function socketsOfProc(c: Case, proc: Proc): readonly SocketFacts[] {
  const found = new Set<SocketFacts>()
  for (const file of filesOf(proc)) {
    const socket = file.kind === 'socket' && file.inode !== null && c.sockets.get(file.inode)
    if (socket) found.add(socket)
  }
  return [...found]
}

/** Ports on which the service waits, or waited when its stop began: a drain closes its listeners. */
export function listeningPorts(c: Case): ReadonlySet<number> {
  const ports = new Set(c.facts.listenedPorts ?? [])
  for (const { port } of c.facts.plan?.unit?.impact.clients ?? []) ports.add(port)
  for (const { facts, now, before } of c.procs) {
    if (!facts.member) continue
    const files = [now, before].flatMap((one) =>
      one !== null && isKnown(one.files) ? one.files : [],
    )
    for (const { inode } of files) {
      const socket = inode === null ? undefined : c.sockets.get(inode)
      if (socket && isInet(socket) && socket.state === 'LISTEN') ports.add(socket.localPort)
    }
  }
  return ports
}

/** Ports below are given out by hand; those above by the kernel, to who connects (ip(7)). */
const firstEphemeral = 32768

/** Somebody connected to us. */
export function isInbound(socket: SocketFacts, ports: ReadonlySet<number>): boolean {
  if (!isInet(socket) || socket.remotePort === 0) return false
  if (ports.has(socket.localPort)) return true
  return socket.localPort < firstEphemeral && socket.remotePort >= firstEphemeral
}

/**
 * Somebody connected to our Unix socket: an accepted one bears the path of its listener. An abstract
 * name may also be a client's own (sd-bus takes one), so it needs a listener of that name.
 */
export function isUnixInbound(c: Case, { protocol, state, localAddress }: SocketFacts): boolean {
  if (protocol !== 'unix' || state !== 'CONNECTED') return false
  if (localAddress.startsWith('/')) return true
  if (!localAddress.startsWith('@')) return false
  return [...c.sockets.values()].some(
    (one) => one.state === 'LISTENING' && one.localAddress === localAddress,
  )
}

/** "PostgreSQL at 10.0.0.5:5432", "mydb (812) at [::1]:5433", "10.0.0.9:4711". */
export function remoteName(c: Case, socket: SocketFacts): string {
  const at = hostPort(socket.remoteAddress, socket.remotePort)
  const name = c.facts.portNames.get(socket.remotePort)
  if (socket.peer !== null) {
    const who = processName(socket.peer)
    return name === undefined
      ? `${who} at ${at}`
      : `${printable(name)} at ${at}, which is ${who} here`
  }
  return name === undefined ? at : `${printable(name)} at ${at}`
}

/** One line as ss(8) would show it. */
export function socketLine(socket: SocketFacts): string {
  const { protocol, state, sendQueue, receiveQueue, retransmits } = socket
  if (protocol === 'unix') {
    const end = (path: string): string => (path === '' ? 'no name' : path)
    return `unix ${state} ${end(socket.localAddress)} → ${end(socket.remoteAddress)}`
  }
  const local = hostPort(socket.localAddress, socket.localPort)
  const remote = hostPort(socket.remoteAddress, socket.remotePort)
  const again = retransmits > 0 ? `, sent again ${retransmits} times` : ''
  return `${protocol} ${state} ${local} → ${remote}, ${receiveQueue} bytes to read, ${sendQueue} unsent${again}`
}
