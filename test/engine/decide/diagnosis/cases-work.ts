/** Work, silence, and want of memory or disk. */
import { fakeNow } from '../../../fakes/rows.ts'
import { makeChild, makeFacts, makeProcess, oneProcess } from './build-facts.ts'
import type { VerdictCase } from './verdict-case.ts'

export const movingCases: readonly VerdictCase[] = [
  [
    'writes',
    oneProcess({ written: 9_000_000, before: { written: 1000 } }),
    'makes-progress',
    'likely',
  ],
  ['reads', oneProcess({ read: 9_000_000, before: { read: 1000 } }), 'makes-progress', 'likely'],
  [
    'computes',
    oneProcess({ threads: [{ cpuTicks: 210, call: null }], before: { threads: [{ call: null }] } }),
    'makes-progress',
    'likely',
  ],
  [
    'starts and ends threads',
    oneProcess({ threads: [{}, { tid: 120 }], before: { threads: [{}] } }),
    'makes-progress',
    'likely',
  ],
  [
    'works, and blocks the signal until that is done',
    oneProcess({
      masks: { blocked: [15], pending: [15] },
      threads: [{ cpuTicks: 210, call: null, blocked: [15] }],
      before: { threads: [{ call: null, blocked: [15] }] },
    }),
    'makes-progress',
    'likely',
  ],
  [
    'wakes up now and then',
    oneProcess({
      threads: [{ call: ['nanosleep', 1], woken: 120 }],
      before: { threads: [{ call: ['nanosleep', 1], woken: 100 }] },
    }),
    'makes-progress',
    'possible',
  ],
  [
    'a worker writes while the main process waits for it',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101, { written: 9_000_000, before: { written: 0 } }),
      ],
    }),
    'makes-progress',
    'likely',
  ],
]

export const stillCases: readonly VerdictCase[] = [
  [
    'every thread at a futex: a deadlock',
    oneProcess({
      threads: [
        { call: ['futex', 64] },
        { tid: 101, call: ['futex', 128] },
        { tid: 102, call: ['futex', 192] },
      ],
    }),
    'stuck',
    'likely',
  ],
  [
    'its only thread at a futex',
    oneProcess({ threads: [{ call: ['futex', 64] }] }),
    'stuck',
    'likely',
  ],
  [
    'took the signal and sits in its event loop',
    oneProcess({ threads: [{ call: ['epoll_wait', 4] }] }),
    'stuck',
    'likely',
  ],
  [
    'took the signal and waits for another one',
    oneProcess({ threads: [{ call: ['pause'] }] }),
    'stuck',
    'likely',
  ],
  [
    'sleeps, which may be a pause between tries',
    oneProcess({ threads: [{ call: ['nanosleep', 1] }] }),
    'stuck',
    'possible',
  ],
  [
    'took no note of the signal and sleeps, seen for half a second',
    oneProcess({ threads: [{ call: ['clock_nanosleep', 0] }] }, { more: { spanMs: 500 } }),
    'stuck',
    'possible',
  ],
  [
    'a worker whom nobody asked, still for 2 s',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: null }] }),
        makeChild(101, { threads: [{ call: ['futex', 64] }, { tid: 102 }] }),
      ],
    }),
    'stuck',
    'possible',
  ],
  ['waits at a semaphore', oneProcess({ threads: [{ call: ['semop', 5] }] }), 'stuck', 'likely'],
]

export const scarceCases: readonly VerdictCase[] = [
  [
    'its disk is full',
    oneProcess(
      {},
      { more: { disks: [{ mountPoint: '/srv', freeBytes: 0, freeInodes: 9, readOnly: false }] } },
    ),
    'out-of-disk',
    'likely',
  ],
  [
    'its disk is full, and it says so',
    oneProcess(
      {},
      {
        more: {
          disks: [{ mountPoint: '/srv', freeBytes: 0, freeInodes: 9, readOnly: false }],
          log: [{ at: fakeNow.wall - 100, text: 'write: No space left on device' }],
        },
      },
    ),
    'out-of-disk',
    'certain',
  ],
  [
    'its disk has no inode left',
    oneProcess(
      {},
      { more: { disks: [{ mountPoint: '/srv', freeBytes: 1e9, freeInodes: 0, readOnly: false }] } },
    ),
    'out-of-disk',
    'likely',
  ],
  [
    'its disk became read-only',
    oneProcess(
      {},
      { more: { disks: [{ mountPoint: '/srv', freeBytes: 1e9, freeInodes: 9, readOnly: true }] } },
    ),
    'out-of-disk',
    'likely',
  ],
  [
    'the kernel killed some of it since the stop',
    oneProcess({}, { more: { memory: { ...makeFacts().memory, oomKills: 3, oomKillsBefore: 2 } } }),
    'out-of-memory',
    'certain',
  ],
  [
    'at its memory limit, and waiting for pages',
    oneProcess(
      {},
      {
        more: {
          memory: {
            ...makeFacts().memory,
            cgroupCurrent: 99e6,
            cgroupMax: 100e6,
            memoryPressure: 60,
          },
        },
      },
    ),
    'out-of-memory',
    'likely',
  ],
  [
    'the machine has no memory left',
    oneProcess(
      {},
      {
        more: {
          memory: { ...makeFacts().memory, availableBytes: 20e6, memoryPressure: 40 },
        },
      },
    ),
    'out-of-memory',
    'likely',
  ],
]
