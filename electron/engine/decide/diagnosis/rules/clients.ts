/** Clients that are still connected after the stop was asked: a graceful stop lets them finish. */
import { count, printable } from '../../../../../shared/wording/numbers.ts'
import { isLongEnough, isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import {
  isInbound,
  isUnixInbound,
  listeningPorts,
  socketLine,
  socketsOfProc,
} from '../connections.ts'
import { isDeadlocked } from '../deadlock.ts'
import { evidence } from '../evidence.ts'
import type { SocketFacts } from '../facts.ts'
import { byHand, waitLonger } from '../remedies.ts'
import { commandPids } from './children.ts'
import { fasterSignal } from './faster-signal.ts'

interface Client {
  readonly proc: Proc
  readonly socket: SocketFacts
}

/** Another member, or the stop command, is no client: a server that talks with itself. */
function isOwn(c: Case, { peer }: SocketFacts): boolean {
  if (peer === null) return false
  return c.byPid.get(peer.pid)?.facts.member === true || commandPids(c).has(peer.pid)
}

/** We have said that we are done, and they have not: the server lingers for what may still come. */
const halfClosed: ReadonlySet<string> = new Set(['FIN_WAIT1', 'FIN_WAIT2'])

function clientsOf(c: Case): readonly Client[] {
  const ports = listeningPorts(c)
  const found = new Map<number, Client>()
  for (const proc of c.living) {
    for (const socket of socketsOfProc(c, proc)) {
      const { protocol, state } = socket
      const isOpen = state === 'ESTABLISHED' || halfClosed.has(state)
      const isTcp = /^tcp/.test(protocol) && isOpen
      if (!(isTcp && isInbound(socket, ports)) && !isUnixInbound(c, socket)) continue
      if (!isOwn(c, socket) && !found.has(socket.inode)) found.set(socket.inode, { proc, socket })
    }
  }
  return [...found.values()].toSorted((a, b) => a.proc.pid - b.proc.pid)
}

function peerName({ peer, protocol, remoteAddress }: SocketFacts): string {
  if (peer !== null) return `${printable(peer.name)} (${peer.pid})`
  return protocol === 'unix' ? 'this machine' : printable(remoteAddress)
}

/** "10.0.0.9 (3), 10.0.0.7 (1)": who has most first. */
function byPeer(clients: readonly Client[]): string {
  const counts = new Map<string, number>()
  for (const { socket } of clients) {
    const name = peerName(socket)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
  const shown = sorted.slice(0, 3).map(([name, n]) => (n === 1 ? name : `${name}: ${n}`))
  const more = sorted.length - shown.length
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** As the middle of a sentence; an abbreviation (`WAL`) keeps its capitals. */
const beginSmall = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text

const portOf = ({ protocol, localAddress, localPort }: SocketFacts): string =>
  protocol === 'unix' ? printable(localAddress) : `port ${localPort}`

function whatTheyDo(clients: readonly Client[]): string {
  const all = count(clients.length, 'client')
  if (!clients.every(({ socket }) => halfClosed.has(socket.state)))
    return `${all} still connected on`
  return `${all} that ${clients.length === 1 ? 'has' : 'have'} not closed the connection yet on`
}

function offersFor(c: Case, peers: string): readonly Offer[] {
  return [
    waitLonger('It leaves when its clients have left. That may take as long as they like.'),
    ...fasterSignal(c),
    byHand(
      'clients',
      'Ask the clients to leave',
      `Connected are: ${peers}. Close their sessions there, and the stop goes on by itself.`,
    ),
  ]
}

/** One finding for all clients; who holds most of them is its subject. */
export function waitsForClients(c: Case): readonly Claim[] {
  if (c.asked === null || isTooEarly(c)) return []
  const clients = clientsOf(c)
  const [first] = clients
  if (first === undefined) return []
  const peers = byPeer(clients)
  const where = [...new Set(clients.map(({ socket }) => portOf(socket)))].slice(0, 3).join(', ')
  const profile = c.facts.observed.profile?.profile
  const known =
    profile === undefined
      ? ''
      : ` What a stop of ${profile.title} waits for: ${beginSmall(profile.stop.waitsFor.text)}.`
  const ms = c.asked.agoMs
  const isDead = isLongEnough(c) && clients.every(({ proc }) => isDeadlocked(proc))
  return [
    {
      code: 'waits-for-clients',
      // While ExecStop= runs, the daemon itself may not have been told; in a deadlock it serves none.
      certainty: c.signalled && !isDead ? 'likely' : 'possible',
      sentence: `${whatTheyDo(clients)} ${where}: ${peers}.${known}`,
      subject: subjectOf(first.proc),
      evidence: clients
        .slice(0, 5)
        .map(({ proc, socket }) =>
          evidence(`/proc/${proc.pid}/net/${socket.protocol}`, socketLine(socket)),
        ),
      offers: offersFor(c, peers),
      waits: [
        {
          from: first.proc.pid,
          to: {
            kind: 'outside',
            id: 'clients',
            label: count(clients.length, 'client'),
            detail: peers,
          },
          why: 'a socket',
          ms,
        },
      ],
    },
  ]
}
