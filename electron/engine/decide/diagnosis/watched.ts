/** Which sockets a poll or an epoll may wait for. */
import { isKnown } from '../../../../shared/unknown.ts'
import type { Case, Proc } from './case.ts'
import { socketOfFd } from './connections.ts'
import type { SocketFacts } from './facts.ts'
import type { ThreadWait } from './thread-waits.ts'

/** How many entries poll(2) was handed; of select(2) only the highest descriptor is known. */
function polled({ call, args }: ThreadWait): number | null {
  if (call !== 'poll' && call !== 'ppoll') return null
  const count = Number(args[1] ?? 'none')
  return Number.isSafeInteger(count) ? count : null
}

/**
 * The sockets that a thread may wait for in poll, select or epoll; null where that cannot be told,
 * or where it is another call. poll's own list lies in the process's memory, which nobody reads:
 * only a list of one beside one connection tells anything.
 */
export function watchedBy(
  c: Case,
  proc: Proc,
  wait: ThreadWait,
  all: readonly SocketFacts[],
): readonly SocketFacts[] | null {
  const { subject } = wait
  if (subject.kind === 'several') {
    const connected = all.filter((one) => one.remotePort > 0 || one.state === 'CONNECTED')
    const entries = polled(wait)
    return entries !== null && entries <= 2 && connected.length <= 2 ? connected : null
  }
  if (subject.kind !== 'epoll' || !isKnown(proc.now.files)) return null
  const file = proc.now.files.find((one) => one.fd === subject.fd)
  if (file?.watches === undefined || file.watches.length > 8) return null
  return file.watches.flatMap((fd) => socketOfFd(c, proc, fd) ?? [])
}
