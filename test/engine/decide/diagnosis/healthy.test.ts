/** The healthy twin of each cause: what looks like it, and is not. A false accusation is a bug. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { FindingCode } from '../../../../shared/diagnosis.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { fakeNow } from '../../../fakes/rows.ts'
import {
  inRecv,
  makeChild,
  makeFacts,
  makeProcess,
  makeSentRun,
  makeUnitFacts,
  oneProcess,
  withSocket,
  type ProcessWish,
} from './build-facts.ts'
import { makeLock, makeSocket, plainFile, socketFile, waitingLock } from './build-parts.ts'

const codesOf = (facts: DiagnosisFacts): readonly FindingCode[] =>
  diagnose(facts).diagnosis.findings.map((finding) => finding.code)

const signalfd = {
  ...plainFile(5, 'anon_inode:[signalfd]'),
  kind: 'anonymous',
  inode: null,
} as const

/** Nobody asked it to stop. */
const unasked = (wish: ProcessWish): DiagnosisFacts => oneProcess(wish, { askedAgo: null })

describe('a healthy daemon that nobody asked to stop has no findings', () => {
  it.each<[string, DiagnosisFacts]>([
    ['in epoll_wait', unasked({})],
    ['in poll', unasked({ threads: [{ call: ['poll', 4096, 5] }] })],
    ['in accept', unasked({ threads: [{ call: ['accept4', 3] }], files: [socketFile(3)] })],
    [
      'in sigwait, with every signal blocked',
      unasked({
        masks: { caught: [], blocked: [1, 2, 15] },
        threads: [{ call: ['rt_sigtimedwait', 4096], blocked: [1, 2, 15] }],
      }),
    ],
    [
      'with a signalfd',
      unasked({
        masks: { caught: [], blocked: [15] },
        threads: [{ blocked: [15] }],
        files: [{ ...signalfd, signals: [15] }],
      }),
    ],
    ['that dies of SIGTERM by default', unasked({ masks: { caught: [] } })],
    ['that ignores SIGHUP and SIGPIPE', unasked({ masks: { ignored: [1, 13] } })],
    ['in pause', unasked({ threads: [{ call: ['pause'] }] })],
    [
      'with a pool of threads at futexes',
      unasked({ threads: [{}, { tid: 101, call: ['futex', 64] }] }),
    ],
    [
      'that computes',
      unasked({ threads: [{ cpuTicks: 300, call: null }], before: { threads: [{ call: null }] } }),
    ],
    [
      'that reads from its database',
      makeFacts({ processes: [makeProcess(inRecv())], askedAgo: null, ...withSocket() }),
    ],
    [
      'with clients',
      makeFacts({
        processes: [makeProcess({ files: [socketFile(9)] })],
        askedAgo: null,
        more: { sockets: [makeSocket({ localPort: 80, remotePort: 50_000 })] },
      }),
    ],
    [
      'with workers that it waits for',
      makeFacts({
        processes: [makeProcess({ threads: [{ call: ['wait4', -1] }] }), makeChild(101)],
        askedAgo: null,
      }),
    ],
    [
      'that waits for a lock for a moment',
      makeFacts({ askedAgo: null, more: { locks: [makeLock(), waitingLock(100)] } }),
    ],
    ['in state D for a moment', unasked({ row: { state: 'D' }, before: { row: { state: 'S' } } })],
    [
      'in state D at both looks, and woken in between: a busy disk',
      unasked({
        row: { state: 'D' },
        threads: [{ call: ['fsync', 3], woken: 140 }],
        before: { threads: [{ call: ['fsync', 3], woken: 100 }] },
      }),
    ],
    [
      'with a child that has just died and is about to be reaped',
      makeFacts({
        processes: [
          makeProcess(),
          makeChild(101, { row: { state: 'Z', alive: false }, before: { row: { state: 'S' } } }),
        ],
        askedAgo: null,
      }),
    ],
    [
      'whose main thread has left, and others work',
      unasked({ row: { state: 'Z', alive: true }, threads: [{ tid: 101 }] }),
    ],
    [
      'that strace -f watches, caught twice in the moment of a call',
      unasked({
        row: { state: 't' },
        tracerPid: 900,
        threads: [{ woken: 300 }],
        before: { threads: [{ woken: 100 }] },
      }),
    ],
    ['that strace -f watches', unasked({ tracerPid: 900 })],
    [
      'with its disk full',
      makeFacts({
        askedAgo: null,
        more: { disks: [{ mountPoint: '/srv', freeBytes: 0, freeInodes: 0, readOnly: true }] },
      }),
    ],
    [
      'with no memory left on the machine',
      makeFacts({
        askedAgo: null,
        more: { memory: { ...makeFacts().memory, availableBytes: 0, memoryPressure: 90 } },
      }),
    ],
    [
      'of which nothing can be read',
      unasked({
        masks: unknown('permission denied'),
        tracerPid: unknown('permission denied'),
        files: unknown('permission denied'),
        io: unknown('permission denied'),
        frozen: unknown('permission denied'),
      }),
    ],
    ['as a unit that is active', makeFacts({ askedAgo: null, unit: makeUnitFacts() })],
    [
      'that is stopped, in order, and whose files are gone',
      makeFacts({ processes: [], askedAgo: null }),
    ],
    [
      'asked for by its meant signal alone, with no run',
      makeFacts({ askedAgo: 150, more: { spanMs: 100 } }),
    ],
    [
      'that a kept job outlives',
      makeFacts({
        processes: [makeProcess({ pid: 300, row: { state: 'T' } })],
        kept: [300],
        askedAgo: null,
      }),
    ],
  ])('%s', (_, facts) => {
    expect(codesOf(facts)).toEqual([])
  })
})

describe('what a stop that nobody asked for would meet is told before it', () => {
  it.each<[string, ProcessWish, FindingCode]>([
    ['an ignored signal', { masks: { ignored: [15] } }, 'ignores-signal'],
    ['a stopped process', { row: { state: 'T' } }, 'stopped'],
    ['a debugger that holds it', { row: { state: 't' }, tracerPid: 900 }, 'traced'],
    ['a frozen cgroup', { frozen: true }, 'frozen'],
    ['a sleep in the kernel', { row: { state: 'D' } }, 'uninterruptible'],
  ])('%s', (_, wish, code) => {
    expect(codesOf(unasked(wish))).toEqual([code])
  })

  it('says that a signal will do nothing, not that it is lost', () => {
    const [finding] = diagnose(unasked({ masks: { ignored: [15] } })).diagnosis.findings
    expect(finding?.sentence).toBe(
      'daemon100 (100) ignores SIGTERM: a stop by SIGTERM will do nothing.',
    )
  })
})

describe('a daemon that was asked a moment ago', () => {
  const moment = { askedAgo: 50, run: makeSentRun([makeProcess()]) }
  it.each<[string, ProcessWish, readonly FindingCode[]]>([
    ['rests', {}, ['unknown']],
    ['reads from afar', inRecv(), ['unknown']],
    ['is at a futex', { threads: [{ call: ['futex', 64] }] }, ['unknown']],
    ['works', { written: 9e6, before: { written: 0 } }, ['makes-progress']],
    ['is stopped', { row: { state: 'T' } }, ['stopped']],
    ['waits for a lock', { files: [] }, ['unknown']],
    ['ignores it', { masks: { ignored: [15] } }, ['ignores-signal']],
  ])('and %s', (_, wish, codes) => {
    expect(
      codesOf(
        oneProcess(wish, {
          ...moment,
          more: { sockets: [makeSocket()], locks: [makeLock(), waitingLock(100)] },
        }),
      ),
    ).toEqual(codes)
  })

  it('says how long ago that was', () => {
    const { findings } = diagnose(oneProcess({}, { ...moment, askedAgo: 700 })).diagnosis
    expect(findings[0]?.sentence).toBe('Too early to say: it was asked 0.7\u00a0s ago.')
  })
})

describe('a run that is over', () => {
  it('is diagnosed as what it left: nothing holds it up any more', () => {
    const run = makeSentRun([], 'sent', {
      phase: { kind: 'ended', outcome: { kind: 'stopped' }, at: fakeNow },
    })
    expect(codesOf(makeFacts({ processes: [], run }))).toEqual([])
  })
})
