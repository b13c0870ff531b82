/** Which finding is the verdict, where there are several. */
import { describe, expect, it } from 'vitest'
import type { Claim, Wait } from '../../../../electron/engine/decide/diagnosis/claim.ts'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { orderClaims } from '../../../../electron/engine/decide/diagnosis/order.ts'
import type { Certainty, FindingCode } from '../../../../shared/diagnosis.ts'
import { inRecv, makeChild, makeFacts, makeProcess, oneProcess, withSocket } from './build-facts.ts'
import { makeLock, makeSocket, plainFile, socketFile, waitingLock } from './build-parts.ts'

const claim = (
  code: FindingCode,
  certainty: Certainty,
  pid: number,
  waitsFor: readonly number[] = [],
): Claim => ({
  code,
  certainty,
  sentence: `${code} of ${pid}.`,
  subject: { pid, tid: null, name: 'x' },
  evidence: [],
  offers: [],
  waits: waitsFor.map((to): Wait => ({
    from: pid,
    to: { kind: 'process', pid: to, label: '', detail: '' },
    why: 'its child',
    ms: null,
  })),
})

const order = (...claims: readonly Claim[]): readonly string[] =>
  orderClaims(claims).map(({ code, subject }) => `${code} ${subject?.pid}`)

describe('the order of findings', () => {
  it('puts certain before likely before possible', () => {
    expect(
      order(
        claim('stopped', 'possible', 1),
        claim('stuck', 'likely', 2),
        claim('ignores-signal', 'certain', 3),
      ),
    ).toEqual(['ignores-signal 3', 'stuck 2', 'stopped 1'])
  })

  it('puts what the kernel says before what is seen from outside', () => {
    expect(
      order(
        claim('makes-progress', 'likely', 1),
        claim('waits-for-clients', 'likely', 1),
        claim('waits-for-remote', 'likely', 1),
        claim('stopped', 'likely', 1),
      ),
    ).toEqual(['stopped 1', 'waits-for-remote 1', 'waits-for-clients 1', 'makes-progress 1'])
  })

  it('puts a likely leaf before the certain wait above it', () => {
    expect(
      order(claim('waits-for-child', 'certain', 1, [2]), claim('waits-for-remote', 'likely', 2)),
    ).toEqual(['waits-for-remote 2', 'waits-for-child 1'])
  })

  it('does so over several steps', () => {
    expect(
      order(
        claim('waits-for-child', 'certain', 1, [2]),
        claim('waits-for-lock', 'certain', 2, [3]),
        claim('waits-for-remote', 'likely', 3),
      ),
    ).toEqual(['waits-for-remote 3', 'waits-for-lock 2', 'waits-for-child 1'])
  })

  it('leaves a leaf that is only possible behind the certain wait above it', () => {
    expect(
      order(claim('stuck', 'possible', 2), claim('waits-for-child', 'certain', 1, [2])),
    ).toEqual(['waits-for-child 1', 'stuck 2'])
  })

  it('does not lift what nobody waits for', () => {
    expect(
      order(claim('waits-for-child', 'certain', 1, [2]), claim('waits-for-remote', 'likely', 3)),
    ).toEqual(['waits-for-child 1', 'waits-for-remote 3'])
  })

  it('comes to an end where two wait for each other', () => {
    expect(
      order(claim('waits-for-lock', 'certain', 1, [2]), claim('waits-for-lock', 'certain', 2, [1])),
    ).toEqual(['waits-for-lock 1', 'waits-for-lock 2'])
  })

  it('follows the surer wait where two wait for each other', () => {
    const listens = claim('waits-for-process', 'possible', 2, [1])
    expect(
      order(
        claim('waits-for-child', 'likely', 1, [2]),
        claim('waits-for-clients', 'likely', 2),
        listens,
      ),
    ).toEqual(['waits-for-clients 2', 'waits-for-child 1', 'waits-for-process 2'])
    // One that waits for a third process by the same weak sign lifts that still.
    expect(
      order(claim('waits-for-process', 'possible', 2, [3]), claim('stuck', 'possible', 3)),
    ).toEqual(['stuck 3', 'waits-for-process 2'])
  })

  it('sorts pids as numbers, and is the same whatever the order of asking', () => {
    const claims = [9, 100, 20].map((pid) => claim('stopped', 'certain', pid))
    expect(order(...claims)).toEqual(['stopped 9', 'stopped 20', 'stopped 100'])
    expect(order(...claims.toReversed())).toEqual(order(...claims))
  })
})

describe('the verdict among several', () => {
  const verdict = (facts: DiagnosisFacts): string | undefined =>
    diagnose(facts).diagnosis.findings[0]?.code

  it.each<[string, DiagnosisFacts, FindingCode]>([
    [
      'a worker that reads from afar, below a main process that waits for it',
      makeFacts({
        processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(101, inRecv())],
        ...withSocket(),
      }),
      'waits-for-remote',
    ],
    [
      'two workers: one has the lock and reads from afar, the other waits for the lock',
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: ['rt_sigsuspend', 0] }] }),
          makeChild(900, inRecv()),
          makeChild(101, { files: [plainFile(3, '/run/a')] }),
        ],
        more: { sockets: [makeSocket()], locks: [makeLock(), waitingLock(101)] },
      }),
      'waits-for-remote',
    ],
    [
      'a grandchild in the kernel’s sleep, two waits above it',
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: ['wait4', -1] }] }),
          makeChild(101, { threads: [{ call: ['wait4', -1] }] }),
          makeProcess({ pid: 102, row: { parentPid: 101, state: 'D' } }),
        ],
      }),
      'uninterruptible',
    ],
    [
      'a stopped daemon that has clients',
      oneProcess(
        { row: { state: 'T' }, files: [socketFile(9)] },
        { more: { sockets: [makeSocket({ localPort: 80, remotePort: 50_000 })] } },
      ),
      'stopped',
    ],
    [
      'a daemon that ignores the signal and works on',
      oneProcess({
        masks: { ignored: [15] },
        written: 9e6,
        before: { written: 0, masks: { ignored: [15] } },
      }),
      'ignores-signal',
    ],
    [
      'a full disk beside a daemon that works on',
      oneProcess(
        { written: 9e6, before: { written: 0 } },
        {
          more: {
            disks: [{ mountPoint: '/var/log', freeBytes: 0, freeInodes: 9, readOnly: false }],
          },
        },
      ),
      'makes-progress',
    ],
    [
      'a runtime whose threads sleep with a time limit',
      oneProcess({
        threads: [
          { call: ['epoll_wait', 4], cpuTicks: 10 },
          { tid: 101, call: ['futex', 64, 393, 0, 4096] },
        ],
      }),
      'stuck',
    ],
    [
      'clients beside a heartbeat',
      oneProcess(
        {
          files: [socketFile(9)],
          threads: [{ woken: 110 }],
          before: { threads: [{ woken: 100 }] },
        },
        { more: { sockets: [makeSocket({ localPort: 80, remotePort: 50_000 })] } },
      ),
      'waits-for-clients',
    ],
  ])('of %s', (_, facts, code) => {
    expect(verdict(facts)).toBe(code)
  })
})

describe('a service without a main process', () => {
  it('has the same head in whatever order its processes come', () => {
    const facts = makeFacts({
      processes: [makeProcess({ pid: 103, threads: [] }), makeProcess({ pid: 102, threads: [] })],
    })
    for (const processes of [facts.processes, facts.processes.toReversed()]) {
      const [first] = diagnose({ ...facts, processes }).diagnosis.findings
      expect(first).toMatchObject({ code: 'unknown', subject: { pid: 102 } })
    }
  })
})
