/** Sockets, files and locks for facts of a diagnosis. */
import type {
  LockFacts,
  OpenFile,
  SocketFacts,
} from '../../../../electron/engine/decide/diagnosis/facts.ts'

/** A connection to PostgreSQL elsewhere, as socket 4711. */
export const makeSocket = (more: Partial<SocketFacts> = {}): SocketFacts => ({
  inode: 4711,
  protocol: 'tcp',
  state: 'ESTABLISHED',
  localAddress: '10.0.0.17',
  localPort: 48122,
  remoteAddress: '10.0.0.5',
  remotePort: 5432,
  sendQueue: 0,
  receiveQueue: 0,
  retransmits: 0,
  lastReceivedMs: null,
  lastSentMs: null,
  peer: null,
  ...more,
})

export const socketFile = (fd: number, inode = 4711): OpenFile => ({
  fd,
  kind: 'socket',
  target: `socket:[${inode}]`,
  inode,
  device: 8,
})

export const pipeFile = (fd: number, access: 'read' | 'write', inode = 99): OpenFile => ({
  fd,
  kind: 'pipe',
  target: `pipe:[${inode}]`,
  inode,
  device: 12,
  access,
})

export const plainFile = (fd: number, target: string, more: Partial<OpenFile> = {}): OpenFile => ({
  fd,
  kind: 'file',
  target,
  inode: 7,
  device: 2049,
  ...more,
})

/** A lock of pid 900 on inode 7, or (with `waiting`) who waits for it. */
export const makeLock = (more: Partial<LockFacts> = {}): LockFacts => ({
  kind: 'POSIX',
  write: true,
  pid: 900,
  device: 2049,
  inode: 7,
  waitsFor: null,
  id: 1,
  line: '1: POSIX  ADVISORY  WRITE 900 08:01:7 0 EOF',
  ...more,
})

export const waitingLock = (pid: number, more: Partial<LockFacts> = {}): LockFacts =>
  makeLock({
    pid,
    waitsFor: 1,
    line: `1: -> POSIX  ADVISORY  WRITE ${pid} 08:01:7 0 EOF`,
    ...more,
  })
