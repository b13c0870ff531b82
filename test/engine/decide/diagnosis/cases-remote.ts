/** Waits for somebody across a network connection. */
import { makeChild, makeFacts, makeProcess, oneProcess, inRecv, withSocket } from './build-facts.ts'
import { makeSocket, plainFile, socketFile } from './build-parts.ts'
import type { VerdictCase } from './verdict-case.ts'

const client = makeSocket({
  localPort: 8080,
  remoteAddress: '10.0.0.9',
  remotePort: 50_000,
})
export const remoteCases: readonly VerdictCase[] = [
  ['reads from PostgreSQL', oneProcess(inRecv(), withSocket()), 'waits-for-remote', 'likely'],
  [
    'connects, and nobody answers',
    oneProcess(
      { threads: [{ call: ['connect', 23] }], files: [socketFile(23)] },
      withSocket({ state: 'SYN_SENT', retransmits: 3 }),
    ),
    'waits-for-remote',
    'likely',
  ],
  [
    'in read on a connection whose end was closed',
    oneProcess(
      { threads: [{ call: ['read', 23] }], files: [socketFile(23)] },
      withSocket({ state: 'CLOSE_WAIT' }),
    ),
    'waits-for-remote',
    'likely',
  ],
  [
    'asks a name server',
    oneProcess(inRecv(), withSocket({ protocol: 'udp', state: 'ESTABLISHED', remotePort: 53 })),
    'waits-for-remote',
    'likely',
  ],
  [
    'polls its only connection, as libpq does',
    oneProcess({ threads: [{ call: ['poll', 4096, 1] }], files: [socketFile(23)] }, withSocket()),
    'waits-for-remote',
    'likely',
  ],
  [
    'epoll with one connection alone that is not acknowledged',
    oneProcess(
      {
        threads: [{ call: ['epoll_wait', 4] }],
        files: [
          { ...plainFile(4, 'anon_inode:[eventpoll]'), kind: 'anonymous', watches: [23, 5] },
          socketFile(23),
        ],
      },
      withSocket({ retransmits: 6, sendQueue: 120 }),
    ),
    'waits-for-remote',
    'likely',
  ],
  [
    'one thread of a busy daemon reads from afar',
    oneProcess(
      {
        threads: [{ woken: 200 }, { tid: 105, call: ['recvfrom', 23], name: 'db' }],
        files: [socketFile(23)],
        before: { threads: [{ woken: 100 }, { tid: 105, call: ['recvfrom', 23], name: 'db' }] },
      },
      withSocket(),
    ),
    'waits-for-remote',
    'likely',
  ],
  [
    'a worker below the main process reads from afar',
    makeFacts({
      processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(101, inRecv())],
      ...withSocket(),
    }),
    'waits-for-remote',
    'likely',
  ],
  [
    'reads from a program on this machine',
    oneProcess(
      inRecv(),
      withSocket({ remoteAddress: '127.0.0.1', peer: { pid: 812, name: 'postgres' } }),
    ),
    'waits-for-remote',
    'likely',
  ],
]

export const clientsCases: readonly VerdictCase[] = [
  [
    'a client that never leaves',
    oneProcess({ files: [socketFile(9)] }, { more: { sockets: [client] } }),
    'waits-for-clients',
    'likely',
  ],
  [
    'a client of a port above 32767, known from before the drain',
    oneProcess(
      { files: [socketFile(9)] },
      { more: { sockets: [{ ...client, localPort: 40_000 }], listenedPorts: [40_000] } },
    ),
    'waits-for-clients',
    'likely',
  ],
  [
    'a thread reads from a client',
    oneProcess(inRecv(), { more: { sockets: [client] } }),
    'waits-for-clients',
    'likely',
  ],
  [
    'a client that has not closed its end',
    oneProcess(
      { files: [socketFile(9)] },
      { more: { sockets: [{ ...client, state: 'FIN_WAIT2' }] } },
    ),
    'waits-for-clients',
    'likely',
  ],
  [
    'a client at its Unix socket',
    oneProcess(
      { files: [socketFile(9)] },
      withSocket({
        protocol: 'unix',
        state: 'CONNECTED',
        localAddress: '/run/iguana.sock',
        remoteAddress: '',
        localPort: 0,
        remotePort: 0,
      }),
    ),
    'waits-for-clients',
    'likely',
  ],
]
