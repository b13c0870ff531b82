/** A thread that waits for the other end of a network connection. */
import { duration } from '../../../../../shared/wording/numbers.ts'
import { isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import {
  isInbound,
  isInet,
  listeningPorts,
  remoteName,
  socketLine,
  socketOfFd,
  socketsOfProc,
} from '../connections.ts'
import { evidence } from '../evidence.ts'
import type { SocketFacts } from '../facts.ts'
import { byHand, waitLonger } from '../remedies.ts'
import { waitsOf, type ThreadWait } from '../thread-waits.ts'
import { watchedBy } from '../watched.ts'
import { hostPort, whoAllWait } from '../who.ts'

/** States in which an answer can be waited for; a closed end is a wait that will not be answered. */
const open: ReadonlySet<string> = new Set([
  ...['ESTABLISHED', 'SYN_SENT', 'CLOSE_WAIT', 'FIN_WAIT1', 'FIN_WAIT2', 'LAST_ACK', 'CLOSING'],
  ...['SYN_RECV', 'NEW_SYN_RECV'],
])

const isRemote = (socket: SocketFacts): boolean =>
  isInet(socket) &&
  socket.remotePort > 0 &&
  (open.has(socket.state) || /^udp/.test(socket.protocol))

/** It is not the other end's turn alone: nothing that we sent is under way, and nothing lies unread. */
const isTroubled = (socket: SocketFacts): boolean =>
  socket.state === 'SYN_SENT' || socket.retransmits > 0 || socket.sendQueue > 0

/** Data came while we looked: then it is a conversation, no wait. */
const isTalking = (c: Case, { lastReceivedMs }: SocketFacts): boolean =>
  c.spanMs > 0 && lastReceivedMs !== null && lastReceivedMs < c.spanMs

interface Found {
  readonly socket: SocketFacts
  readonly waits: readonly ThreadWait[]
  readonly direct: boolean
  readonly certainty: Claim['certainty']
}

/** By the thread's own descriptor, which tells for sure what it waits for. */
function direct(c: Case, proc: Proc): readonly Found[] {
  const found = new Map<number, Found>()
  for (const wait of waitsOf(proc)) {
    if (wait.subject.kind !== 'descriptor') continue
    const socket = socketOfFd(c, proc, wait.subject.fd)
    if (socket === null || !isRemote(socket) || isTalking(c, socket)) continue
    const before = found.get(socket.inode)
    const certainty = wait.held === true ? 'likely' : 'possible'
    found.set(socket.inode, {
      socket,
      waits: [...(before?.waits ?? []), wait],
      direct: true,
      certainty: before?.certainty === 'likely' ? 'likely' : certainty,
    })
  }
  return [...found.values()]
}

/** Among more than these, what a poll waits for is a guess. */
const fewSockets = 2

/** By what poll or epoll watch, where that is little enough to mean something. */
function watched(c: Case, proc: Proc, ports: ReadonlySet<number>): readonly Found[] {
  const all = socketsOfProc(c, proc)
  return waitsOf(proc).flatMap((wait) => {
    const sockets = watchedBy(c, proc, wait, all)
    if (sockets === null) return []
    const remote = sockets.filter(
      (one) => isRemote(one) && !isInbound(one, ports) && !isTalking(c, one),
    )
    if (remote.length > fewSockets) return []
    return remote.map((socket) => {
      const only = sockets.length === 1 && wait.held === true
      return {
        socket,
        waits: [wait],
        direct: false,
        certainty: only || (isTroubled(socket) && wait.held === true) ? 'likely' : 'possible',
      } satisfies Found
    })
  })
}

function sinceWords(c: Case, { lastReceivedMs, state }: SocketFacts): string {
  if (state === 'SYN_SENT') return 'The connection does not come about: nobody answers.'
  if (lastReceivedMs !== null) return `No bytes have come for ${duration(lastReceivedMs)}.`
  if (state === 'CLOSE_WAIT') return 'The other end has closed the connection.'
  return c.spanMs > 0 ? `No bytes have come for at least ${duration(c.spanMs)}.` : ''
}

function offersFor(c: Case, socket: SocketFacts): readonly Offer[] {
  const at = hostPort(socket.remoteAddress, socket.remotePort)
  const name = remoteName(c, socket)
  return [
    waitLonger(`It helps if ${name} answers, or a time-out of the daemon's own ends the wait.`),
    byHand(
      `remote:${at}`,
      `Look after ${at}`,
      `Bring ${name} back, or end this connection there: then the call returns, and the stop goes on.`,
    ),
  ]
}

function claimRemote(c: Case, proc: Proc, found: Found): Claim {
  const { socket, waits } = found
  const threads = waits.map((wait) => wait.thread)
  const name = remoteName(c, socket)
  const since = sinceWords(c, socket)
  const ms = socket.lastReceivedMs ?? (c.spanMs > 0 ? c.spanMs : null)
  const fd = waits.find((wait) => wait.subject.kind === 'descriptor')?.subject
  const on = fd?.kind === 'descriptor' ? ` on descriptor ${fd.fd}` : ''
  const [first] = waits
  return {
    code: 'waits-for-remote',
    certainty: found.certainty,
    sentence: `${whoAllWait(proc, threads)} waits for ${name}.${since === '' ? '' : ` ${since}`}`,
    subject: subjectOf(proc, threads.length === 1 ? (threads[0]?.tid ?? null) : null),
    evidence: [
      ...(first === undefined
        ? []
        : [evidence(`/proc/${proc.pid}/task/${first.thread.tid}/syscall`, `${first.call}${on}`)]),
      evidence(`/proc/${proc.pid}/net/${socket.protocol}`, socketLine(socket)),
    ],
    offers: offersFor(c, socket),
    waits: [
      {
        from: proc.pid,
        to:
          socket.peer !== null && c.byPid.has(socket.peer.pid)
            ? { kind: 'process', pid: socket.peer.pid, label: name, detail: socket.state }
            : {
                kind: 'outside',
                id: `remote:${hostPort(socket.remoteAddress, socket.remotePort)}`,
                label: c.facts.portNames.get(socket.remotePort) ?? 'Remote end',
                detail: hostPort(socket.remoteAddress, socket.remotePort),
              },
        why: 'a socket',
        ms,
      },
    ],
  }
}

/** Threads in a call on a connection of their own making; who connected to us is a client. */
export function waitsForRemote(c: Case): readonly Claim[] {
  if (c.asked === null || isTooEarly(c)) return []
  const ports = listeningPorts(c)
  return c.awake.flatMap((proc) => {
    const found = [
      ...direct(c, proc).filter(({ socket }) => !isInbound(socket, ports)),
      ...watched(c, proc, ports),
    ]
    const once = new Map<number, Found>()
    for (const one of found) if (!once.has(one.socket.inode)) once.set(one.socket.inode, one)
    return [...once.values()].map((one) => claimRemote(c, proc, one))
  })
}
