/** Near misses of each rule in a daemon that was asked: the sign is there, and something speaks against it. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import type { FindingCode } from '../../../../shared/diagnosis.ts'
import { fakeNow } from '../../../fakes/rows.ts'
import {
  makeChild,
  makeFacts,
  makeProcess,
  makeSentRun,
  makeUnitFacts,
  oneProcess,
} from './build-facts.ts'
import { plainFile } from './build-parts.ts'

const codesOf = (facts: DiagnosisFacts): readonly FindingCode[] =>
  diagnose(facts).diagnosis.findings.map((finding) => finding.code)

const signalfd = {
  ...plainFile(5, 'anon_inode:[signalfd]'),
  kind: 'anonymous',
  inode: null,
} as const

describe('near misses of a daemon that was asked', () => {
  const young = { startedAt: fakeNow.wall - 5000 }
  it.each<[string, DiagnosisFacts, FindingCode]>([
    [
      'blocked, and a thread in sigwait takes it',
      oneProcess({
        masks: { caught: [], blocked: [15], pending: [15] },
        threads: [{ blocked: [15] }, { tid: 101, blocked: [15], call: ['rt_sigtimedwait', 4096] }],
      }),
      'blocks-signal',
    ],
    [
      'blocked, and a signalfd takes it',
      oneProcess({
        masks: { caught: [], blocked: [15], pending: [15] },
        threads: [{ blocked: [15] }],
        files: [{ ...signalfd, signals: [15] }],
      }),
      'blocks-signal',
    ],
    [
      'blocked, and not pending any more: it was taken',
      oneProcess({ masks: { caught: [], blocked: [15] }, threads: [{ blocked: [15] }] }),
      'blocks-signal',
    ],
    [
      'blocked by one thread of two',
      oneProcess({
        masks: { caught: [], blocked: [15], pending: [15] },
        threads: [{ blocked: [15] }, { tid: 101 }],
      }),
      'blocks-signal',
    ],
    [
      'pending only now: it came between the looks',
      oneProcess({
        masks: { caught: [], blocked: [15], pending: [15] },
        threads: [{ blocked: [15] }],
        before: { masks: { caught: [], blocked: [15] } },
      }),
      'blocks-signal',
    ],
    [
      'began to ignore it between the looks: it is on its way out',
      oneProcess({ masks: { ignored: [15] }, before: { masks: {} } }),
      'ignores-signal',
    ],
    ['ignores another signal', oneProcess({ masks: { ignored: [1, 2, 10] } }), 'ignores-signal'],
    [
      'a worker ignores it, to whom nobody sent it',
      makeFacts({ processes: [makeProcess(), makeChild(101, { masks: { ignored: [15] } })] }),
      'ignores-signal',
    ],
    [
      'ignores it, and ExecStop= still runs: it has not been sent',
      makeFacts({
        processes: [makeProcess({ masks: { blocked: [15] }, threads: [{ blocked: [15] }] })],
        unit: makeUnitFacts({ activeState: 'deactivating', subState: 'stop' }),
      }),
      'blocks-signal',
    ],
    [
      'a FUSE server at rest, in a function of FUSE',
      oneProcess({ threads: [{ call: ['read', 3], wchan: 'fuse_dev_do_read' }] }),
      'uninterruptible',
    ],
    [
      'a child that ignores it while its parent works, and waits for nobody',
      makeFacts({
        processes: [
          makeProcess({ threads: [{ call: null }] }),
          makeChild(101, { masks: { ignored: [15] } }),
        ],
      }),
      'ignores-signal',
    ],
    [
      'a kept job is stopped',
      makeFacts({
        processes: [makeProcess(), makeProcess({ pid: 300, row: { state: 'T' } })],
        kept: [300],
      }),
      'stopped',
    ],
    [
      'a dead child beside a living main process is a sign at most',
      makeFacts({
        processes: [
          makeProcess({ written: 9e6, before: { written: 0 } }),
          makeChild(101, { row: { state: 'Z', alive: false }, before: { row: { state: 'S' } } }),
        ],
      }),
      'zombie',
    ],
    [
      'a worker that its old main process started',
      makeFacts({
        processes: [makeProcess(), makeChild(101, { row: young })],
        run: makeSentRun([makeProcess()]),
      }),
      'restarted',
    ],
    [
      'an ExecStopPost= command of a unit on its way down',
      makeFacts({
        processes: [makeProcess({ pid: 700, row: young })],
        unit: makeUnitFacts({
          activeState: 'deactivating',
          subState: 'stop-post',
          controlPid: 700,
        }),
      }),
      'restarted',
    ],
    [
      'a child that the old main process left behind to tidy up',
      (() => {
        const run = makeSentRun([makeProcess({ pid: 99 })])
        const gone = { at: fakeNow, how: 'by-itself' } as const
        return makeFacts({
          processes: [makeProcess({ pid: 300, row: { ...young, processGroup: 100 } })],
          run: { ...run, members: run.members.map((one) => ({ ...one, gone })) },
        })
      })(),
      'restarted',
    ],
    [
      'the stop command, which runs the program of the service as a client',
      makeFacts({
        processes: [
          makeProcess({ pid: 99 }),
          makeProcess({ pid: 700, member: false, row: { name: 'sh' } }),
          makeProcess({ pid: 300, row: { ...young, parentPid: 700 } }),
        ],
        run: makeSentRun([makeProcess({ pid: 99 })]),
        more: { stopCommandPid: 700 },
      }),
      'restarted',
    ],
    [
      'a helper that runs in the cgroup of who started its service, which still lives',
      makeFacts({
        processes: [
          makeProcess(),
          makeProcess({ pid: 300, row: { ...young, cgroup: '/system.slice/cron.service' } }),
        ],
        run: makeSentRun([makeProcess()]),
      }),
      'restarted',
    ],
    [
      'a helper that started while the old main process still lives',
      makeFacts({
        processes: [makeProcess(), makeProcess({ pid: 300, row: young })],
        run: makeSentRun([makeProcess()]),
      }),
      'restarted',
    ],
    [
      'has just died, and its parent is about to reap it',
      oneProcess({
        row: { state: 'Z', alive: false, parentPid: 50 },
        before: { row: { state: 'R' } },
      }),
      'zombie',
    ],
    [
      'is left to init, which takes its moment on a busy machine',
      oneProcess(
        { row: { state: 'Z', alive: false, parentPid: 1 }, before: { row: { state: 'Z' } } },
        { more: { spanMs: 500 } },
      ),
      'zombie',
    ],
    [
      'blocks the signal while it works: it may take it when that is done',
      oneProcess({
        masks: { blocked: [15], pending: [15] },
        threads: [{ cpuTicks: 210, call: null, blocked: [15] }],
        before: { threads: [{ call: null, blocked: [15] }] },
      }),
      'blocks-signal',
    ],
    [
      'killed for memory long before the stop',
      oneProcess(
        {},
        { more: { memory: { ...makeFacts().memory, oomKills: 2, oomKillsBefore: 2 } } },
      ),
      'out-of-memory',
    ],
    [
      'at its memory limit by cache, and nobody waits',
      oneProcess(
        {},
        { more: { memory: { ...makeFacts().memory, cgroupCurrent: 100, cgroupMax: 100 } } },
      ),
      'out-of-memory',
    ],
    [
      'the kernel killed somebody else',
      oneProcess({}, { more: { kernelLines: ['Out of memory: Killed process 77 (java)'] } }),
      'out-of-memory',
    ],
    [
      'the signal was refused once, and then sent',
      (() => {
        const main = makeProcess()
        const refused = makeSentRun([main], 'no-permission')
        const sent = makeSentRun([main])
        return makeFacts({
          processes: [main],
          run: { ...sent, sent: [...refused.sent, ...sent.sent] },
        })
      })(),
      'no-permission',
    ],
    [
      'one thread at a futex, another in its event loop: a pool at rest',
      oneProcess({
        threads: [{}, { tid: 101, call: ['futex', 64] }],
        written: 9e6,
        before: { written: 0 },
      }),
      'stuck',
    ],
    [
      'still, and looked at for a moment only',
      oneProcess({ threads: [{ call: ['futex', 64] }] }, { more: { spanMs: 100 } }),
      'stuck',
    ],
    [
      'still, and looked at once',
      oneProcess(
        { threads: [{ call: ['futex', 64] }], before: null },
        { more: { looks: 1, spanMs: 0 } },
      ),
      'stuck',
    ],
    [
      'still because it is stopped',
      oneProcess({ row: { state: 'T' }, threads: [{ call: ['futex', 64] }] }),
      'stuck',
    ],
    [
      'a worker whom nobody asked, still for less than 2 s',
      makeFacts({
        processes: [
          makeProcess({ written: 9e6, before: { written: 0 } }),
          makeChild(101, { threads: [{ call: ['futex', 64] }, { tid: 102 }] }),
        ],
        more: { spanMs: 1900 },
      }),
      'stuck',
    ],
    ['still', oneProcess({}), 'makes-progress'],
  ])('%s', (_, facts, code) => {
    expect(codesOf(facts)).not.toContain(code)
  })
})
