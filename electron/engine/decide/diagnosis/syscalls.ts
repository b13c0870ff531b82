/** System calls that wait, by what they wait for: man pages of section 2. */
import { isKnown } from '../../../../shared/unknown.ts'
import type { ThreadSample } from './facts.ts'

/** What the thread is inside of. `fd` is its first argument where that is a descriptor. */
export interface Call {
  readonly name: string
  readonly fd: number | null
  readonly args: readonly string[]
}

/** Calls whose first argument is the descriptor that they wait on. */
const onDescriptor: ReadonlySet<string> = new Set([
  ...['read', 'readv', 'pread64', 'preadv', 'preadv2', 'write', 'writev', 'pwrite64', 'pwritev'],
  ...['pwritev2', 'recvfrom', 'recvmsg', 'recvmmsg', 'sendto', 'sendmsg', 'sendmmsg', 'connect'],
  ...['accept', 'accept4', 'ioctl', 'fsync', 'fdatasync', 'sync_file_range', 'syncfs', 'close'],
  ...['flock', 'fcntl', 'ftruncate', 'fallocate', 'getdents64', 'fstat', 'epoll_wait'],
  ...['epoll_pwait', 'epoll_pwait2', 'openat', 'newfstatat', 'shutdown', 'lseek', 'splice'],
])

/** The call that a thread is inside of, or null where it runs, or nobody could look. */
export function insideCall(thread: ThreadSample | undefined): Call | null {
  if (thread === undefined || !isKnown(thread.syscall)) return null
  const { syscall } = thread
  if (syscall.kind !== 'inside') return null
  const name = syscall.name ?? `call ${syscall.number}`
  const first = onDescriptor.has(name) ? Number(syscall.args[0] ?? 'none') : Number.NaN
  return { name, fd: Number.isInteger(first) && first >= 0 ? first : null, args: syscall.args }
}
