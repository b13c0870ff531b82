/** What ss(8) knows of a socket beyond /proc. */
export interface SsSocket {
  readonly inode: number
  /** Of a Unix socket: the inode of its other end. */
  readonly peerInode: number | null
  /** Milliseconds since data last came or went. */
  readonly lastReceivedMs: number | null
  readonly lastSentMs: number | null
  /** Processes that have it open, as far as the caller may see them. */
  readonly pids: readonly number[]
}

const mostPids = 16

const numberIn = (text: string, pattern: RegExp): number | null => {
  const digits = pattern.exec(text)?.[1]
  const number = Number(digits ?? NaN)
  return Number.isSafeInteger(number) ? number : null
}

/**
 * Unix sockets have `LOCAL INODE  PEER INODE` where TCP has addresses and ports; a path may hold
 * spaces, so the two numbers are looked for around ` * ` or behind the queue sizes.
 */
function unixInodes(line: string): readonly [number, number] | null {
  const match = /^u_\w+ +\S+ +\d+ +\d+ +.*? (\d+) +(?:\S.*?) (\d+)(?: |$)/.exec(line)
  return match ? [Number(match[1]), Number(match[2])] : null
}

/**
 * A datagram socket without a name that is connected to one: the log socket of a machine answers none
 * of its hundreds of clients, so only this side says who the other is.
 */
const oneSided = /^u_dgr +\S+ +\d+ +\d+ +\* \d+ +\* \d+(?: +users:\(\(| *[<-]-[->]| *$)/

/** `users:(("redis",pid=81,fd=6),…)`: the name is under the process's control, the numbers are not. */
function readPids(line: string): number[] {
  const at = line.lastIndexOf(' users:((')
  if (at < 0) return []
  const pids = [...line.slice(at).matchAll(/",pid=(\d{1,10}),fd=\d+\)/g)].map(([, pid]) =>
    Number(pid),
  )
  return [...new Set(pids)].slice(0, mostPids)
}

function parseEntry(head: string, details: string): SsSocket | null {
  const unix = unixInodes(head)
  const inode = unix ? unix[0] : numberIn(`${head} `, / ino:(\d+) /)
  if (inode === null || inode === 0 || !Number.isSafeInteger(inode)) return null
  const peer = unix?.[1] ?? 0
  const text = ` ${details} `
  // Zero is not printed: with the rest there and this missing, it has been used just now.
  const otherwise = text.includes(' rto:') ? 0 : null
  return {
    inode,
    peerInode: Number.isSafeInteger(peer) && peer > 0 ? peer : null,
    lastReceivedMs: numberIn(text, / lastrcv:(\d+) /) ?? otherwise,
    lastSentMs: numberIn(text, / lastsnd:(\d+) /) ?? otherwise,
    pids: readPids(head),
  }
}

/**
 * A path may look like inodes; what the other side does not say, too, was never so. `loners` are those
 * whose other side says nothing of anybody.
 */
function keepMutual(found: ReadonlyMap<number, SsSocket>, loners: ReadonlySet<number>): SsSocket[] {
  const isTrue = ({ inode, peerInode }: SsSocket): boolean => {
    const peer = peerInode === null ? undefined : found.get(peerInode)
    if (peer === undefined) return false
    return peer.peerInode === inode || (loners.has(inode) && peer.peerInode === null)
  }
  return [...found.values()].map((one) => (isTrue(one) ? one : { ...one, peerInode: null }))
}

/**
 * Reads what `ss -n -e -i -p -t -x` printed. A socket has one line, and for TCP a second one that
 * begins with white space. Lines of another shape are passed by.
 */
export function parseSsSockets(text: string): SsSocket[] {
  const found = new Map<number, SsSocket>()
  const loners = new Set<number>()
  let head: string | null = null
  const take = (details: string): void => {
    const line = head ?? ''
    const socket = head === null ? null : parseEntry(line, details)
    head = null
    if (!socket) return
    const isKnown = found.has(socket.inode)
    // Told twice, one of both is a path that looks like it.
    if (isKnown) loners.delete(socket.inode)
    else found.set(socket.inode, socket)
    if (!isKnown && oneSided.test(line)) loners.add(socket.inode)
  }
  for (const line of text.split('\n')) {
    if (/^\s/.test(line)) {
      take(line.trim())
    } else {
      take('')
      head = line.trimEnd()
    }
  }
  take('')
  return keepMutual(found, loners)
}
