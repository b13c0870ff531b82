/** It left, it came back, or its stop command still runs. */
import { fakeNow, type RowWish } from '../../../fakes/rows.ts'
import { makeFacts, makeProcess, makeSentRun, makeUnitFacts } from './build-facts.ts'
import { makeLock, makeSocket, plainFile, socketFile, waitingLock } from './build-parts.ts'
import type { VerdictCase } from './verdict-case.ts'

const stopUnit = { activeState: 'deactivating', subState: 'stop-sigterm' } as const
export const goneCases: readonly VerdictCase[] = [
  [
    'gone, and its pid file names it',
    makeFacts({
      processes: [],
      observed: {
        pidFile: {
          path: '/run/iguana.pid',
          verdict: 'stale',
          pid: 4242,
          evidence: ['no process has pid 4242'],
        },
      },
    }),
    'already-gone',
    'certain',
  ],
  [
    'gone, and its lock file is still there',
    makeFacts({
      processes: [],
      observed: { lockFile: { path: '/run/lock/subsys/iguana', there: true } },
    }),
    'already-gone',
    'certain',
  ],
  [
    'gone between the looks, and its unit not yet at rest',
    makeFacts({ processes: [makeProcess({ gone: true })], unit: makeUnitFacts(stopUnit) }),
    'already-gone',
    'likely',
  ],
  [
    'a copy that is younger than the stop, from a supervisor',
    makeFacts({
      processes: [
        makeProcess({ row: { startedAt: fakeNow.wall - 5000, parentPid: 60 } }),
        makeProcess({ pid: 60, member: false, row: { name: 'supervisord' } }),
      ],
    }),
    'restarted',
    'certain',
  ],
  [
    'a copy that its supervisor started while another of them hangs',
    makeFacts({
      processes: [
        makeProcess({ pid: 99, row: { parentPid: 60 } }),
        makeProcess({ pid: 300, row: { startedAt: fakeNow.wall - 5000, parentPid: 60 } }),
        makeProcess({ pid: 60, member: false, row: { name: 'runsv' } }),
      ],
      run: makeSentRun([
        makeProcess({ pid: 98 }),
        makeProcess({ pid: 99, row: { parentPid: 60 } }),
      ]),
    }),
    'restarted',
    'likely',
  ],
  [
    'a copy that let its parent go, in the cgroup of cron',
    makeFacts({
      processes: [
        makeProcess({
          pid: 300,
          row: { startedAt: fakeNow.wall - 5000, cgroup: '/system.slice/cron.service' },
        }),
      ],
      run: makeSentRun([makeProcess({ pid: 99 })]),
    }),
    'restarted',
    'likely',
  ],
  [
    'a copy that Restart= brought back',
    makeFacts({
      processes: [makeProcess({ row: { startedAt: fakeNow.wall - 5000 } })],
      unit: makeUnitFacts({}, { restart: 'always' }),
      run: makeSentRun([makeProcess({ pid: 99 })]),
    }),
    'restarted',
    'certain',
  ],
  [
    'a unit that waits for its next start',
    makeFacts({
      processes: [],
      unit: makeUnitFacts(
        { activeState: 'activating', subState: 'auto-restart' },
        { restart: 'always' },
      ),
      run: makeSentRun([makeProcess()]),
    }),
    'starting-again',
    'certain',
  ],
]

/** The script `iguana` (700) in wait4 for its child 701, which was not looked at before. */
const hungScript = (call: readonly [string, number], row: Partial<RowWish> = {}) => [
  makeProcess({
    pid: 700,
    member: false,
    row: { name: 'iguana' },
    threads: [{ call: ['wait4', -1] }],
  }),
  makeProcess({
    pid: 701,
    member: false,
    row: { name: 'helper', parentPid: 700, ...row },
    threads: [{ call }],
    before: null,
  }),
]

export const commandCases: readonly VerdictCase[] = [
  [
    'its ExecStop= command still runs',
    makeFacts({
      processes: [
        makeProcess(),
        makeProcess({
          pid: 700,
          row: { name: 'slow-stop' },
          threads: [{ call: ['nanosleep', 1] }],
        }),
      ],
      unit: makeUnitFacts({
        activeState: 'deactivating',
        subState: 'stop',
        controlPid: 700,
      }),
    }),
    'stop-command-runs',
    'certain',
  ],
  [
    'its init script still runs',
    makeFacts({
      processes: [makeProcess(), makeProcess({ pid: 700, member: false, row: { name: 'iguana' } })],
      more: { stopCommandPid: 700 },
    }),
    'stop-command-runs',
    'certain',
  ],
  [
    'its init script waits for what it started: the script is what hangs',
    makeFacts({
      processes: [makeProcess(), ...hungScript(['read', 0])],
      more: { stopCommandPid: 700 },
    }),
    'stop-command-runs',
    'certain',
  ],
  [
    'its init script looks again and again whether the daemon has left: that is the daemon’s doing',
    makeFacts({
      processes: [
        makeProcess({ masks: { ignored: [15] } }),
        ...hungScript(['nanosleep', 1], { startedAt: fakeNow.wall - 300 }),
      ],
      more: { stopCommandPid: 700 },
    }),
    'ignores-signal',
    'certain',
  ],
  [
    'its stop command is a client that waits for the daemon, as redis-cli shutdown does',
    makeFacts({
      processes: [
        makeProcess({
          written: 9e6,
          before: { written: 0 },
          files: [socketFile(5, 4712)],
        }),
        makeProcess({
          pid: 700,
          member: false,
          row: { name: 'cli' },
          threads: [{ call: ['read', 3] }],
          files: [socketFile(3, 4711)],
        }),
      ],
      more: {
        stopCommandPid: 700,
        sockets: [
          makeSocket({ inode: 4711, peer: { pid: 100, name: 'daemon100' } }),
          makeSocket({
            inode: 4712,
            localPort: 5432,
            remotePort: 40_000,
            peer: { pid: 700, name: 'cli' },
          }),
        ],
      },
    }),
    'makes-progress',
    'likely',
  ],
  [
    'its ExecStop= command waits for a lock: that is the leaf',
    makeFacts({
      processes: [
        makeProcess(),
        makeProcess({ pid: 700, member: false, files: [plainFile(3, '/run/x.lock')] }),
        makeProcess({ pid: 900, member: false, row: { name: 'backup' } }),
      ],
      unit: makeUnitFacts({ activeState: 'deactivating', subState: 'stop', controlPid: 700 }),
      more: { locks: [makeLock(), waitingLock(700)] },
    }),
    'waits-for-lock',
    'certain',
  ],
]
