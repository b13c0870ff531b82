/** States that the kernel tells by itself: stopped, traced, frozen, asleep, dead. */
import { makeChild, makeFacts, makeProcess, oneProcess, type ProcessWish } from './build-facts.ts'
import { plainFile } from './build-parts.ts'
import type { VerdictCase } from './verdict-case.ts'

const nfs = { mountPoint: '/data', type: 'nfs4', source: '10.0.0.8:/export', device: 51 }
const ext4 = { mountPoint: '/srv', type: 'ext4', source: '/dev/sdb1', device: 2049 }
const asleep = (wchan: string, more: ProcessWish = {}): ProcessWish => ({
  row: { state: 'D' },
  threads: [{ call: ['write', 3], wchan, stack: [`[<0>] ${wchan}+0x1c/0x60`] }],
  ...more,
})
export const haltedCases: readonly VerdictCase[] = [
  ['stopped at both looks', oneProcess({ row: { state: 'T' } }), 'stopped', 'certain'],
  [
    'stopped at this look: SIGCONT may be on its way',
    oneProcess({ row: { state: 'T' }, before: { row: { state: 'S' } } }),
    'stopped',
    'likely',
  ],
  [
    'stopped by its terminal as it read',
    oneProcess({
      row: { state: 'T', terminal: 34816 },
      threads: [{ call: ['read', 0] }],
      files: [{ ...plainFile(0, '/dev/pts/3'), kind: 'device' }],
    }),
    'stopped',
    'certain',
  ],
  [
    'a stopped child in a tree',
    makeFacts({ processes: [makeProcess(), makeChild(101, { row: { state: 'T' } })] }),
    'stopped',
    'certain',
  ],
  [
    'stopped, and the signal waits blocked',
    oneProcess({
      row: { state: 'T' },
      masks: { caught: [], blocked: [15], pending: [15] },
      threads: [{ blocked: [15] }],
    }),
    'stopped',
    'certain',
  ],
  [
    'held by a debugger',
    makeFacts({
      processes: [
        makeProcess({ row: { state: 't' }, tracerPid: 900 }),
        makeProcess({ pid: 900, member: false, row: { name: 'gdb' } }),
      ],
    }),
    'traced',
    'certain',
  ],
  [
    'held by a tracer that cannot be seen',
    oneProcess({ row: { state: 't' }, tracerPid: 900 }),
    'traced',
    'certain',
  ],
  [
    'one thread in a tracing stop',
    oneProcess({ tracerPid: 900, threads: [{}, { tid: 101, state: 't' }] }),
    'traced',
    'certain',
  ],
  ['frozen with its cgroup', oneProcess({ frozen: true }), 'frozen', 'certain'],
  [
    'frozen by the older freezer, where it looks like state D',
    oneProcess({ row: { state: 'D' }, frozen: true, threads: [{ wchan: '__refrigerator' }] }),
    'frozen',
    'certain',
  ],
]

export const kernelCases: readonly VerdictCase[] = [
  [
    'asleep on NFS',
    oneProcess(
      asleep('nfs_wait_bit_uninterruptible', { files: [plainFile(3, '/data/x', { device: 51 })] }),
      {
        more: { mounts: [nfs] },
      },
    ),
    'uninterruptible',
    'certain',
  ],
  [
    'asleep at a frozen file system',
    oneProcess(asleep('percpu_rwsem_wait', { files: [plainFile(3, '/srv/x')] }), {
      more: { mounts: [ext4] },
    }),
    'uninterruptible',
    'certain',
  ],
  [
    'in a FUSE call that looks like ordinary sleep',
    oneProcess({ threads: [{ call: ['newfstatat', 1], wchan: 'request_wait_answer' }] }),
    'uninterruptible',
    'likely',
  ],
  ['asleep in FUSE', oneProcess(asleep('request_wait_answer')), 'uninterruptible', 'certain'],
  ['asleep for a disk', oneProcess(asleep('folio_wait_bit')), 'uninterruptible', 'certain'],
  [
    'asleep, and the kernel names it as hung',
    oneProcess(asleep('schedule', { before: null }), {
      more: {
        kernelLines: ['[  120.004211] INFO: task daemon100:100 blocked for more than 120 seconds.'],
        looks: 1,
        spanMs: 0,
      },
    }),
    'uninterruptible',
    'certain',
  ],
  [
    'asleep in one thread of many',
    oneProcess({
      threads: [{}, { tid: 101, state: 'D', call: ['read', 3], wchan: 'folio_wait_bit' }],
    }),
    'uninterruptible',
    'certain',
  ],
  [
    'asleep for so short that only a little is sure',
    oneProcess(asleep('folio_wait_bit'), { more: { spanMs: 100 } }),
    'uninterruptible',
    'likely',
  ],
  [
    'a zombie whose parent does not reap it',
    makeFacts({
      processes: [
        makeProcess({ row: { state: 'Z', alive: false, parentPid: 50 }, threads: [] }),
        makeProcess({ pid: 50, member: false }),
      ],
    }),
    'zombie',
    'certain',
  ],
  [
    'a zombie that init has left alone for seconds',
    oneProcess(
      { row: { state: 'Z', alive: false, parentPid: 1 }, before: { row: { state: 'Z' } } },
      { more: { spanMs: 2000 } },
    ),
    'zombie',
    'certain',
  ],
  [
    'a zombie, looked at once',
    oneProcess(
      { row: { state: 'Z', alive: false, parentPid: 50 }, before: null },
      { more: { looks: 1, spanMs: 0 } },
    ),
    'zombie',
    'possible',
  ],
]
