/** A thread that waits for another process of this machine: at a pipe, or at a Unix socket. */
import { isKnown } from '../../../../../shared/unknown.ts'
import { printable } from '../../../../../shared/wording/numbers.ts'
import { processName } from '../../../../../shared/wording/process-names.ts'
import { isTooEarly, type Case, type Proc } from '../case.ts'
import { subjectOf, type Claim, type Offer } from '../claim.ts'
import { isInet, isUnixInbound, socketLine, socketOfFd, socketsOfProc } from '../connections.ts'
import { evidence } from '../evidence.ts'
import type { OpenFile, SocketFacts } from '../facts.ts'
import { continueHalted, haltedWords } from '../halted.ts'
import { signalOne, waitLonger } from '../remedies.ts'
import { waitsOf, type ThreadWait } from '../thread-waits.ts'
import { watchedBy } from '../watched.ts'
import { forAtLeast, whoWaits } from '../who.ts'

interface Peer {
  readonly pid: number
  readonly name: string
}

interface Found {
  readonly wait: ThreadWait
  readonly peers: readonly Peer[]
  /** "a pipe", "the socket /run/x.sock". */
  readonly through: string
  readonly source: string
  readonly line: string
  readonly certainty: Claim['certainty']
}

const filesOf = (proc: Proc): readonly OpenFile[] => (isKnown(proc.now.files) ? proc.now.files : [])

/** A pipe, or one with a name (fifo(7)): its link looks like a file, and only the kernel's sleep tells. */
const isPipe = (file: OpenFile, { thread }: ThreadWait): boolean =>
  file.kind === 'pipe' ||
  (file.kind === 'file' && isKnown(thread.wchan) && /pipe|fifo/.test(thread.wchan))

/** The other end is a descriptor of the same pipe that was opened the other way round. */
function isOtherEnd(file: OpenFile, pipe: OpenFile, way: 'in' | 'out' | 'both'): boolean {
  if (file.kind !== pipe.kind || file.inode !== pipe.inode || file.target !== pipe.target) {
    return false
  }
  if (file.access === undefined || file.access === 'both') return true
  return file.access === (way === 'in' ? 'write' : 'read')
}

function atPipe(c: Case, proc: Proc, wait: ThreadWait): Found | null {
  const { subject } = wait
  if (subject.kind !== 'descriptor') return null
  const pipe = filesOf(proc).find((file) => file.fd === subject.fd)
  if (pipe === undefined || pipe.inode === null || !isPipe(pipe, wait)) return null
  const hasEnd = (one: Proc): boolean =>
    filesOf(one).some((file) => isOtherEnd(file, pipe, subject.way))
  const peers = c.procs.filter((one) => one.pid !== proc.pid && !one.zombie && hasEnd(one))
  // Its own end alone: a pipe between its threads, as event loops have.
  if (peers.length === 0) return null
  return {
    wait,
    peers: peers.map(({ pid, name }) => ({ pid, name })),
    through: subject.way === 'out' ? 'a pipe that nobody empties' : 'a pipe',
    source: `/proc/${proc.pid}/fd/${pipe.fd}`,
    line: pipe.target,
    certainty: wait.held === true ? 'likely' : 'possible',
  }
}

function atSocket(
  c: Case,
  proc: Proc,
  wait: ThreadWait,
  all: readonly SocketFacts[],
): readonly Found[] {
  const { subject } = wait
  const own = subject.kind === 'descriptor' ? socketOfFd(c, proc, subject.fd) : null
  const sockets = own !== null ? [own] : (watchedBy(c, proc, wait, all) ?? [])
  return sockets.flatMap((socket) => {
    // Where a path is our own, somebody connected to us: that is a client.
    if (isInet(socket) || socket.state !== 'CONNECTED' || isUnixInbound(c, socket)) return []
    const path = socket.remoteAddress === '' ? '' : ` ${printable(socket.remoteAddress)}`
    const peers = socket.peer === null || socket.peer.pid === proc.pid ? [] : [socket.peer]
    if (peers.length === 0 && path === '') return []
    const sure = own !== null && wait.held === true
    return [
      {
        wait,
        peers,
        through: `the Unix socket${path}`,
        source: `/proc/${proc.pid}/net/unix`,
        line: socketLine(socket),
        certainty: sure ? 'likely' : 'possible',
      } satisfies Found,
    ]
  })
}

function offersFor(c: Case, proc: Proc, peers: readonly Peer[]): readonly Offer[] {
  const signals = peers.flatMap((peer) => {
    const other = c.byPid.get(peer.pid)
    // A stranger serves others, too: only a child of the service is asked to leave for its sake.
    if (other === undefined || other.targeted || other.now.row.parentPid !== proc.pid) return []
    const who = processName(other)
    return [
      signalOne(other, {
        id: 'signal-child',
        kind: 'signal-child',
        signal: 'TERM',
        label: `Ask ${who} to leave (SIGTERM)`,
        says: `Its end of the pipe closes, and ${processName(proc)} goes on. Costs what ${who} is doing.`,
      }),
    ]
  })
  const stopped = peers.slice(0, 3).flatMap(({ pid }) => continueHalted(c.byPid.get(pid), proc))
  return [...stopped, waitLonger('It helps if the other process answers.'), ...signals.slice(0, 3)]
}

function claimProcess(c: Case, proc: Proc, found: Found): Claim {
  const { wait, peers, through, certainty } = found
  const names = peers.map(processName).slice(0, 3).join(', ')
  const [only, ...others] = peers
  // Of several each may answer.
  const isAlone = only !== undefined && others.length === 0
  const halted = isAlone ? haltedWords(c.byPid.get(only.pid)) : ''
  const who = halted === '' ? names : `${names}${halted},`
  const verb =
    wait.subject.kind === 'descriptor' && wait.subject.way === 'out' ? 'write to' : 'hear from'
  const sentence =
    peers.length === 0
      ? `${whoWaits(proc, wait.thread)} waits at ${through}${forAtLeast(c.spanMs)}.`
      : `${whoWaits(proc, wait.thread)} waits to ${verb} ${who} through ${through}${forAtLeast(c.spanMs)}.`
  return {
    code: 'waits-for-process',
    certainty,
    sentence,
    subject: subjectOf(proc, wait.thread.tid),
    evidence: [
      evidence(
        `/proc/${proc.pid}/task/${wait.thread.tid}/syscall`,
        [wait.call, ...wait.args.slice(0, 1)].join(' '),
      ),
      evidence(found.source, found.line),
    ],
    offers: offersFor(c, proc, peers),
    waits: peers.slice(0, 3).map((peer) => ({
      from: proc.pid,
      to: { kind: 'process', pid: peer.pid, label: processName(peer), detail: '' },
      why: through.startsWith('a pipe') ? 'a pipe' : 'a socket',
      ms: c.spanMs > 0 ? c.spanMs : null,
    })),
  }
}

/** Waits at the end of a pipe or a Unix socket whose other end another process has. */
export function waitsForProcess(c: Case): readonly Claim[] {
  if (c.asked === null || isTooEarly(c)) return []
  return c.awake.flatMap((proc) => {
    const once = new Map<string, Found>()
    const all = socketsOfProc(c, proc)
    for (const wait of waitsOf(proc)) {
      const pipe = atPipe(c, proc, wait)
      for (const found of [...(pipe === null ? [] : [pipe]), ...atSocket(c, proc, wait, all)]) {
        if (!once.has(found.line)) once.set(found.line, found)
      }
    }
    return [...once.values()].map((found) => claimProcess(c, proc, found))
  })
}
