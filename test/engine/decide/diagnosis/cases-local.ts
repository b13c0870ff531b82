/** Waits for somebody on this machine: locks, children, pipes, Unix sockets. */
import { makeChild, makeFacts, makeProcess, oneProcess, inRecv, withSocket } from './build-facts.ts'
import { makeLock, pipeFile, plainFile, waitingLock } from './build-parts.ts'
import type { VerdictCase } from './verdict-case.ts'

const waitsForLockOf = { locks: [makeLock(), waitingLock(100)] }
export const localCases: readonly VerdictCase[] = [
  [
    'waits for a lock of another process',
    oneProcess({}, { more: waitsForLockOf }),
    'waits-for-lock',
    'certain',
  ],
  [
    'waits for a flock whose holder fdinfo knows',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['flock', 3, 2] }], files: [plainFile(3, '/run/a')] }),
        makeProcess({ pid: 901, member: false }),
      ],
      more: {
        locks: [
          makeLock({ kind: 'FLOCK', pid: 850, holders: [{ pid: 901, name: 'daemon901' }] }),
          waitingLock(100, { kind: 'FLOCK' }),
        ],
      },
    }),
    'waits-for-lock',
    'certain',
  ],
  [
    'waits for an open file description’s lock, whose lines have no pid',
    oneProcess(
      { threads: [{ call: ['fcntl', 3, 38] }], files: [plainFile(3, '/run/a')] },
      {
        more: {
          locks: [makeLock({ kind: 'OFDLCK', pid: -1 }), waitingLock(-1, { kind: 'OFDLCK' })],
        },
      },
    ),
    'waits-for-lock',
    'certain',
  ],
  [
    'waits for its child',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', 101] }] }),
        makeChild(101, { threads: [{ call: ['nanosleep', 1] }] }),
      ],
    }),
    'waits-for-child',
    'certain',
  ],
  [
    'waits for a child that is no member',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101, { member: false }),
      ],
    }),
    'waits-for-child',
    'certain',
  ],
  [
    'in vfork, which looks like state D',
    makeFacts({
      processes: [
        makeProcess({ row: { state: 'D' }, threads: [{ call: ['vfork'], wchan: 'kernel_clone' }] }),
        makeChild(101),
      ],
    }),
    'waits-for-child',
    'certain',
  ],
  [
    'a master that waits for its workers by sigsuspend',
    makeFacts({
      processes: [makeProcess({ threads: [{ call: ['rt_sigsuspend', 0] }] }), makeChild(101)],
    }),
    'waits-for-child',
    'likely',
  ],
  [
    'a pipe that another process does not fill',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['read', 6] }], files: [pipeFile(6, 'read')] }),
        makeProcess({ pid: 300, member: false, files: [pipeFile(1, 'write')] }),
      ],
    }),
    'waits-for-process',
    'likely',
  ],
  [
    'a pipe that another process does not empty',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['write', 6] }], files: [pipeFile(6, 'write')] }),
        makeProcess({ pid: 300, member: false, files: [pipeFile(0, 'read')] }),
      ],
    }),
    'waits-for-process',
    'likely',
  ],
  [
    'a pipe with a name',
    makeFacts({
      processes: [
        makeProcess({
          threads: [{ call: ['read', 6], wchan: 'anon_pipe_read' }],
          files: [plainFile(6, '/run/fifo')],
        }),
        makeProcess({ pid: 300, member: false, files: [plainFile(3, '/run/fifo')] }),
      ],
    }),
    'waits-for-process',
    'likely',
  ],
  [
    'a Unix socket to a local server',
    oneProcess(
      inRecv(),
      withSocket({
        protocol: 'unix',
        state: 'CONNECTED',
        localAddress: '',
        remoteAddress: '/run/db.sock',
        localPort: 0,
        remotePort: 0,
        peer: { pid: 812, name: 'dbserver' },
      }),
    ),
    'waits-for-process',
    'likely',
  ],
  [
    'two children of which one is stopped',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101),
        makeChild(102, { row: { state: 'T' } }),
      ],
    }),
    'stopped',
    'certain',
  ],
]
