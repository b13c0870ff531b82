import type { ProcSyscall } from './proc-syscall.ts'

/** What a thread waits for, as far as the arguments of its call tell. */
export type SyscallSubject =
  /** A descriptor of its own: a pipe, a socket, a file. */
  | { readonly kind: 'descriptor'; readonly fd: number; readonly way: 'in' | 'out' | 'both' }
  /** Any of those that an epoll descriptor watches. */
  | { readonly kind: 'epoll'; readonly fd: number }
  /** Any of a list that only the process's own memory holds: poll, select. */
  | { readonly kind: 'several' }
  /** A lock of its file (flock, fcntl with F_SETLKW). */
  | { readonly kind: 'file-lock'; readonly fd: number }
  /** A word in memory, as another thread or process of it unlocks it. */
  | { readonly kind: 'futex'; readonly address: string }
  /** A child's end: this one, or any. */
  | { readonly kind: 'child'; readonly pid: number | null }
  | { readonly kind: 'signal' }
  | { readonly kind: 'time' }
  /** A semaphore or message queue of System V or POSIX. */
  | { readonly kind: 'ipc' }

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

const reads = words(
  'read readv pread64 preadv preadv2 recvfrom recvmsg recvmmsg accept accept4 getdents getdents64',
)
const writes = words(
  'write writev pwrite64 pwritev pwritev2 sendto sendmsg sendmmsg connect shutdown',
)
const both = words('fsync fdatasync syncfs ftruncate fallocate ioctl close fstat fstatfs')
const several = words('poll ppoll select pselect6')
const epolls = words('epoll_wait epoll_pwait epoll_pwait2')
const ipcs = words('msgrcv msgsnd semop semtimedop mq_timedreceive mq_timedsend')

// asm-generic/fcntl.h: F_SETLKW, F_OFD_SETLKW.
const waitingCommands: ReadonlySet<number> = new Set([7, 38])

/** An argument as the signed 32-bit number that the call takes it for. */
const int = (argument: string | undefined): number =>
  Number(BigInt.asIntN(32, BigInt(argument ?? 0)))

const childOf = (pid: number): SyscallSubject => ({ kind: 'child', pid: pid > 0 ? pid : null })

function ofWaitId(args: readonly string[]): SyscallSubject {
  // P_PID 1, P_PIDFD 3; the latter's number is a descriptor.
  return int(args[0]) === 1 ? childOf(int(args[1])) : { kind: 'child', pid: null }
}

function ofFcntl(args: readonly string[]): SyscallSubject | null {
  return waitingCommands.has(int(args[1])) ? { kind: 'file-lock', fd: int(args[0]) } : null
}

function ofDescriptor(name: string, fd: number): SyscallSubject | null {
  if (reads.has(name)) return { kind: 'descriptor', fd, way: 'in' }
  if (writes.has(name)) return { kind: 'descriptor', fd, way: 'out' }
  if (both.has(name)) return { kind: 'descriptor', fd, way: 'both' }
  return epolls.has(name) ? { kind: 'epoll', fd } : null
}

/**
 * What a call waits for, or null where its arguments do not tell. It may not wait at all: an fsync
 * works, and a read of a file that is there takes no time.
 */
export function subjectOfSyscall(call: ProcSyscall): SyscallSubject | null {
  if (call.kind !== 'inside' || call.name === null) return null
  const { name, args } = call
  if (several.has(name)) return { kind: 'several' }
  if (ipcs.has(name)) return { kind: 'ipc' }
  switch (name) {
    case 'futex':
      return { kind: 'futex', address: args[0] ?? '0x0' }
    case 'flock':
      return { kind: 'file-lock', fd: int(args[0]) }
    case 'fcntl':
      return ofFcntl(args)
    case 'wait4':
      return childOf(int(args[0]))
    case 'waitid':
      return ofWaitId(args)
    case 'pause':
    case 'rt_sigsuspend':
    case 'rt_sigtimedwait':
      return { kind: 'signal' }
    case 'nanosleep':
    case 'clock_nanosleep':
      return { kind: 'time' }
    default:
      return ofDescriptor(name, int(args[0]))
  }
}
