/** Near misses of waits: the call is there, and it waits for nobody who holds the stop up. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { FindingCode } from '../../../../shared/diagnosis.ts'
import { inRecv, makeChild, makeFacts, makeProcess, oneProcess, withSocket } from './build-facts.ts'
import {
  makeLock,
  makeSocket,
  pipeFile,
  plainFile,
  socketFile,
  waitingLock,
} from './build-parts.ts'

const codesOf = (facts: DiagnosisFacts): readonly FindingCode[] =>
  diagnose(facts).diagnosis.findings.map((finding) => finding.code)

describe('near misses of waits in a daemon that was asked', () => {
  it.each<[string, DiagnosisFacts, FindingCode]>([
    [
      'bytes came while it was looked at: a conversation',
      oneProcess(inRecv(), withSocket({ lastReceivedMs: 300 })),
      'waits-for-remote',
    ],
    [
      'another descriptor than before: it moves on',
      oneProcess(inRecv({ before: { threads: [{ call: ['recvfrom', 24] }] } }), withSocket()),
      'waits-for-remote',
    ],
    [
      'a listening socket is nobody at the other end',
      oneProcess(
        inRecv(),
        withSocket({ state: 'LISTEN', remotePort: 0, remoteAddress: '0.0.0.0' }),
      ),
      'waits-for-remote',
    ],
    [
      'epoll over many connections means nothing by itself',
      oneProcess(
        {
          files: [
            {
              ...plainFile(4, 'anon_inode:[eventpoll]'),
              kind: 'anonymous',
              watches: [10, 11, 12, 13, 14, 15, 16, 17, 18],
            },
            ...[10, 11, 12].map((fd) => socketFile(fd, 5000 + fd)),
          ],
        },
        { more: { sockets: [10, 11, 12].map((fd) => makeSocket({ inode: 5000 + fd })) } },
      ),
      'waits-for-remote',
    ],
    [
      'poll over five descriptors means nothing by itself',
      oneProcess({ threads: [{ call: ['poll', 4096, 5] }], files: [socketFile(23)] }, withSocket()),
      'waits-for-remote',
    ],
    [
      'reads from its own pipe: an event loop’s alarm',
      oneProcess({
        threads: [{ call: ['read', 6] }],
        files: [pipeFile(6, 'read'), pipeFile(7, 'write')],
      }),
      'waits-for-process',
    ],
    [
      'a reader of the same pipe is not its writer',
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: ['read', 6] }], files: [pipeFile(6, 'read')] }),
          makeProcess({ pid: 300, member: false, files: [pipeFile(0, 'read')] }),
        ],
      }),
      'waits-for-process',
    ],
    [
      'holds a lock for which somebody else waits',
      oneProcess({}, { more: { locks: [makeLock({ pid: 100 }), waitingLock(900)] } }),
      'waits-for-lock',
    ],
    [
      'a child that is kept is not waited for',
      makeFacts({
        processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(300)],
        kept: [300],
      }),
      'waits-for-child',
    ],
    [
      'in wait4 for a child that is dead',
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: ['wait4', 101] }] }),
          makeChild(101, { row: { state: 'Z', alive: false } }),
        ],
      }),
      'waits-for-child',
    ],
    [
      'a connection that it made itself is no client',
      oneProcess({ files: [socketFile(9)] }, withSocket()),
      'waits-for-clients',
    ],
    [
      'a connection to itself is no client',
      oneProcess(
        { files: [socketFile(9)] },
        withSocket({ localPort: 80, remotePort: 50_000, peer: { pid: 100, name: 'daemon100' } }),
      ),
      'waits-for-clients',
    ],
    [
      'a connection to the bus, with an abstract name of its own',
      oneProcess(
        { files: [socketFile(9)] },
        withSocket({
          protocol: 'unix',
          state: 'CONNECTED',
          localAddress: '@5f3c/bus/iguana/system',
          localPort: 0,
          remotePort: 0,
          remoteAddress: '/run/dbus/system_bus_socket',
          peer: { pid: 812, name: 'dbus-daemon' },
        }),
      ),
      'waits-for-clients',
    ],
    [
      'a client that has left (TIME_WAIT)',
      oneProcess(
        { files: [socketFile(9)] },
        withSocket({ localPort: 80, remotePort: 50_000, state: 'TIME_WAIT' }),
      ),
      'waits-for-clients',
    ],
  ])('%s', (_, facts, code) => {
    expect(codesOf(facts)).not.toContain(code)
  })
})
