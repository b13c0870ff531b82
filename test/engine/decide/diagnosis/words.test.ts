/** What a finding says, and on what lines it rests. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import { evidence, maskHex } from '../../../../electron/engine/decide/diagnosis/evidence.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { fakeNow } from '../../../fakes/rows.ts'
import { inRecv, makeChild, makeFacts, makeProcess, oneProcess, withSocket } from './build-facts.ts'
import { makeLock, makeSocket, plainFile, socketFile, waitingLock } from './build-parts.ts'

const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ')
const sentenceOf = (facts: DiagnosisFacts): string =>
  plain(diagnose(facts).diagnosis.findings[0]?.sentence)
const linesOf = (facts: DiagnosisFacts): readonly string[] =>
  diagnose(facts).diagnosis.findings[0]?.evidence.map(({ source, line }) => `${source}: ${line}`) ??
  []

describe('a mask', () => {
  it.each([
    [[15], '0000000000004000'],
    [[1], '0000000000000001'],
    [[64], '8000000000000000'],
    [[9, 15], '0000000000004100'],
    [[], '0000000000000000'],
    [[15, 15, 0, 65], '0000000000004000'],
  ])('of %j is printed as the kernel does', (signals, hex) => {
    expect(maskHex(signals)).toBe(hex)
  })
})

describe('a line of evidence', () => {
  it.each([
    ['--db-password=hunter2', '--db-password=***'],
    ['State:\tT (stopped)', 'State:\tT (stopped)'],
    ['evil\u001b[2Jname', 'evil\\x1b[2Jname'],
    ['postgres://me:secret@db/x', 'postgres://me:***@db/x'],
  ])('%j is shown as %j', (line, shown) => {
    expect(evidence('log', line).line).toBe(shown)
  })

  it('does not go on for ever', () => {
    expect(evidence('log', 'x'.repeat(10_000)).line.length).toBeLessThan(500)
  })
})

describe('a stop command that hangs', () => {
  const script = makeProcess({
    pid: 700,
    member: false,
    row: { name: 'iguana' },
    threads: [{ call: ['wait4', -1] }],
  })
  const child = makeChild(701, {
    member: false,
    row: { parentPid: 700, name: 'sleep' },
    threads: [{ call: ['read', 0] }],
  })
  const facts = makeFacts({
    processes: [makeProcess(), script, child],
    more: { stopCommandPid: 700 },
  })

  it('is named with whom it waits for, once', () => {
    const { findings, waits } = diagnose(facts).diagnosis
    expect(plain(findings[0]?.sentence)).toBe(
      'Its stop command still runs: iguana (700) waits for sleep (701).',
    )
    expect(findings[0]?.subject).toMatchObject({ pid: 700 })
    expect(findings.map((one) => one.code)).not.toContain('waits-for-child')
    expect(waits.edges.map(({ why }) => why)).toEqual(['its stop command', 'its child'])
  })
})

describe('a sentence', () => {
  it.each<[string, DiagnosisFacts, string]>([
    [
      'who ignores it',
      oneProcess({ masks: { ignored: [15] } }),
      'daemon100 (100) ignores SIGTERM: the signal is lost, and waiting does not help.',
    ],
    [
      'the server and the service by its port',
      oneProcess(inRecv(), withSocket({ lastReceivedMs: 94_000 })),
      'daemon100 (100) waits for PostgreSQL at 10.0.0.5:5432. No bytes have come for 1:34.',
    ],
    [
      'an address of IPv6',
      oneProcess(
        inRecv(),
        withSocket({ protocol: 'tcp6', remoteAddress: 'fe80::1', remotePort: 99 }),
      ),
      'daemon100 (100) waits for [fe80::1]:99. No bytes have come for at least 2 s.',
    ],
    [
      'the program where the other end is on this machine',
      oneProcess(
        inRecv(),
        withSocket({
          remoteAddress: '127.0.0.1',
          remotePort: 99,
          peer: { pid: 812, name: 'mydb' },
        }),
      ),
      'daemon100 (100) waits for mydb (812) at 127.0.0.1:99. No bytes have come for at least 2 s.',
    ],
    [
      'a thread by its name',
      oneProcess(
        inRecv({ threads: [{ call: null }, { tid: 105, name: 'db', call: ['recvfrom', 23] }] }),
        withSocket(),
      ),
      'Thread db (105) of daemon100 (100) waits for PostgreSQL at 10.0.0.5:5432. No bytes have come for at least 2 s.',
    ],
    [
      'how many threads wait for the same',
      oneProcess(
        inRecv({
          threads: [
            { call: ['recvfrom', 23] },
            { tid: 105, call: ['recvfrom', 23] },
            { tid: 106, call: ['recvfrom', 23] },
          ],
        }),
        withSocket(),
      ),
      'daemon100 (100), in 3 threads, waits for PostgreSQL at 10.0.0.5:5432. No bytes have come for at least 2 s.',
    ],
    [
      'who holds the lock, on which file',
      makeFacts({
        processes: [
          makeProcess({ files: [plainFile(3, '/run/db.lock')] }),
          makeProcess({ pid: 900, member: false, row: { name: 'backup' } }),
        ],
        more: { locks: [makeLock(), waitingLock(100)] },
      }),
      'daemon100 (100) waits for a lock on /run/db.lock that backup (900) holds, for at least 2 s already.',
    ],
    [
      'clients by peer, the most first',
      oneProcess(
        { files: [1, 2, 3].map((fd) => socketFile(fd, fd)) },
        {
          more: {
            sockets: [1, 2, 3].map((inode) =>
              makeSocket({
                inode,
                localPort: 80,
                remotePort: 50_000 + inode,
                remoteAddress: inode === 1 ? '10.0.0.1' : '10.0.0.2',
              }),
            ),
          },
        },
      ),
      '3 clients still connected on port 80: 10.0.0.2: 2, 10.0.0.1.',
    ],
    [
      'how much it works',
      oneProcess({
        written: 4_000_000,
        before: { written: 0, threads: [{ cpuTicks: 10 }] },
        threads: [{ cpuTicks: 30 }],
      }),
      'daemon100 (100) is still at work: uses 10 % of a processor, writes 2.0 MB/s.',
    ],
    [
      'the signal that waits until the work is done',
      oneProcess({
        written: 4_000_000,
        masks: { blocked: [15], pending: [15] },
        threads: [{ blocked: [15] }],
        before: { written: 0 },
      }),
      'daemon100 (100) is still at work: writes 2.0 MB/s. SIGTERM waits until it unblocks it.',
    ],
    [
      'a deadlock by its threads',
      oneProcess({
        threads: [{ call: ['futex', 64] }, { tid: 101, name: 'writer', call: ['futex', 64] }],
      }),
      'Threads daemon100 (100) and writer (101) of daemon100 (100) wait for one another (futex), 2 of them at one lock, for at least 2 s already: a deadlock.',
    ],
    [
      'no deadlock where the waits have a time limit',
      oneProcess({
        threads: [
          { call: ['futex', 64, 393, 0, 4096] },
          { tid: 101, call: ['futex', 128, 393, 0, 4096] },
        ],
      }),
      'The main thread of daemon100 (100) waits for another thread (futex), for at least 2 s already, as does 1 other: nothing of it moves.',
    ],
    [
      'a crowd of threads by their number',
      oneProcess({
        threads: [0, 1, 2, 3, 4, 5].map((n) => ({ tid: 100 + n, call: ['futex', n] as const })),
      }),
      'All 6 threads of daemon100 (100) wait for one another (futex), for at least 2 s already: a deadlock.',
    ],
    [
      'a hostile name safely',
      oneProcess({ row: { name: 'a\u001b[2Jb' }, masks: { ignored: [15] } }),
      'a\\x1b[2Jb (100) ignores SIGTERM: the signal is lost, and waiting does not help.',
    ],
  ])('names %s', (_, facts, sentence) => {
    expect(sentenceOf(facts)).toBe(sentence)
  })
})

describe('evidence', () => {
  it('is the very lines of the kernel', () => {
    expect(linesOf(oneProcess({ masks: { ignored: [1, 15] } }))).toEqual([
      '/proc/100/status: SigIgn:\t0000000000004001',
    ])
    const blocked = oneProcess({
      masks: { caught: [], blocked: [15], pending: [15] },
      threads: [{ blocked: [15], pending: [15] }],
    })
    expect(linesOf(blocked)).toEqual([
      '/proc/100/status: SigBlk:\t0000000000004000',
      '/proc/100/status: SigPnd:\t0000000000004000',
    ])
  })

  it.each([
    [false, 'memory.events: oom_kill 3'],
    [true, 'memory.oom_control: oom_kill 3'],
  ])('names the file that the cgroup has (version 1: %s)', (isFirstVersion, line) => {
    const memory = { ...makeFacts().memory, oomKills: 3, oomKillsBefore: 2, isFirstVersion }
    expect(linesOf(oneProcess({}, { more: { memory } }))).toEqual([line])
  })

  it('names a thread’s own files', () => {
    const facts = oneProcess({
      threads: [{}, { tid: 105, state: 'D', call: ['read', 3], wchan: 'folio_wait_bit' }],
    })
    expect(linesOf(facts)).toEqual([
      '/proc/100/task/105/status: State:\tD (disk sleep)',
      '/proc/100/task/105/wchan: folio_wait_bit',
    ])
  })
})

describe('the daemon’s own words', () => {
  const said = (text: string, at: number | null = fakeNow.wall - 1000): DiagnosisFacts =>
    oneProcess({ threads: [{ call: ['pause'] }] }, { more: { log: [{ at, text }] } })

  it.each([
    'Cannot save the DB on exit: refusing to shut down',
    'still waiting for 3 jobs',
    'backup in progress',
    'database is locked',
  ])('are quoted where they tell why: %s', (text) => {
    expect(sentenceOf(said(text))).toMatch(`It says itself: “${text}”`)
    expect(linesOf(said(text))).toContain(`log: ${text}`)
  })

  it.each<[string, DiagnosisFacts]>([
    ['a line without a reason', said('received SIGTERM')],
    ['a line from before the stop', said('cannot open x', fakeNow.wall - 3_600_000)],
    ['a line without a time', said('cannot open x', null)],
    [
      'a daemon that is stopped, and says nothing now',
      oneProcess(
        { row: { state: 'T' } },
        { more: { log: [{ at: fakeNow.wall, text: 'cannot go on' }] } },
      ),
    ],
  ])('are not taken from %s', (_, facts) => {
    expect(sentenceOf(facts)).not.toContain('It says itself')
  })

  it('are handed through, masked, oldest first', () => {
    const log = [
      { at: 1, text: 'one' },
      { at: null, text: 'password=hunter2\u001b' },
    ]
    const { diagnosis } = diagnose(makeFacts({ more: { log } }))
    expect(diagnosis.log).toEqual([
      { at: 1, text: 'one' },
      { at: null, text: 'password=***' },
    ])
    expect(diagnosis.logNote).toBeNull()
  })

  it('have a note where there are none to be had', () => {
    const { diagnosis } = diagnose(makeFacts({ more: { log: unknown('permission denied') } }))
    expect(diagnosis.log).toEqual([])
    expect(diagnosis.logNote).toBe('permission denied')
    expect(diagnose(makeFacts()).diagnosis.logNote).toBe(
      'it has written no line where Quiesce looks',
    )
  })
})
