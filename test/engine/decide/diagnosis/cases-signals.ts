/** What became of the signal itself: ignored, blocked, refused, never sent. */
import { unknown } from '../../../../shared/unknown.ts'
import {
  makeChild,
  makeFacts,
  makeProcess,
  makeSentRun,
  makeUnitFacts,
  oneProcess,
} from './build-facts.ts'
import { plainFile } from './build-parts.ts'
import type { VerdictCase } from './verdict-case.ts'

const stopUnit = { activeState: 'deactivating', subState: 'stop-sigterm' } as const
const main = makeProcess()
export const masksCases: readonly VerdictCase[] = [
  [
    'ignores SIGTERM',
    oneProcess({ masks: { caught: [], ignored: [15] } }),
    'ignores-signal',
    'certain',
  ],
  [
    'ignores it, as its run has sent',
    (() => {
      const main = makeProcess({ masks: { caught: [], ignored: [15] } })
      return makeFacts({ processes: [main], run: makeSentRun([main]) })
    })(),
    'ignores-signal',
    'certain',
  ],
  [
    'a child that it waits for ignores what it passes on',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101, { masks: { caught: [], ignored: [15] } }),
      ],
    }),
    'ignores-signal',
    'likely',
  ],
  [
    'a child that it waits for blocks what it passed on',
    makeFacts({
      processes: [
        makeProcess({ threads: [{ call: ['wait4', -1] }] }),
        makeChild(101, {
          masks: { caught: [], blocked: [15], pending: [15] },
          threads: [{ blocked: [15] }],
        }),
      ],
    }),
    'blocks-signal',
    'certain',
  ],
  [
    'blocks SIGTERM, which is pending',
    oneProcess({
      masks: { caught: [], blocked: [15], pending: [15] },
      threads: [{ blocked: [15] }],
    }),
    'blocks-signal',
    'certain',
  ],
  [
    'blocks it in every thread',
    oneProcess({
      masks: { caught: [], blocked: [15], pending: [15] },
      threads: [{ blocked: [15] }, { tid: 101, call: ['futex', 64], blocked: [15] }],
    }),
    'blocks-signal',
    'certain',
  ],
  [
    'blocks it, and its files cannot be read: there may be a signalfd',
    oneProcess({
      masks: { caught: [], blocked: [15], pending: [15] },
      threads: [{ blocked: [15] }],
      files: unknown('permission denied'),
    }),
    'blocks-signal',
    'likely',
  ],
  [
    'blocks it while a handler for it is there: a second one waits for the first',
    oneProcess({ masks: { blocked: [15], pending: [15] }, threads: [{ blocked: [15] }] }),
    'blocks-signal',
    'likely',
  ],
  [
    'blocks it, with a signalfd for another signal',
    oneProcess({
      masks: { caught: [], blocked: [15, 1], pending: [15] },
      threads: [{ blocked: [1, 15] }],
      files: [
        { ...plainFile(5, 'anon_inode:[signalfd]'), kind: 'anonymous', inode: null, signals: [1] },
      ],
    }),
    'blocks-signal',
    'certain',
  ],
]

export const sendingCases: readonly VerdictCase[] = [
  [
    'the kernel refused the signal',
    makeFacts({ processes: [main], run: makeSentRun([main], 'no-permission') }),
    'no-permission',
    'certain',
  ],
  [
    'a run that has sent nothing',
    makeFacts({
      processes: [main],
      askedAgo: null,
      run: makeSentRun([main], 'sent', { sent: [] }),
    }),
    'nothing-sent',
    'certain',
  ],
  [
    'systemd has its stop on the list, and stops others first',
    makeFacts({
      processes: [main],
      unit: makeUnitFacts({ activeState: 'active', hasJob: true }),
      run: makeSentRun([main], 'sent', {
        sent: makeSentRun([main]).sent.map((one) => ({
          ...one,
          what: 'stop-unit' as const,
          identity: null,
        })),
      }),
    }),
    'nothing-sent',
    'certain',
  ],
  [
    'asked a moment ago',
    makeFacts({ askedAgo: 2, unit: makeUnitFacts(stopUnit) }),
    'unknown',
    'possible',
  ],
  [
    'nothing can be read',
    oneProcess(
      {
        masks: unknown('permission denied'),
        threads: [{ syscall: unknown('permission denied') } as object],
        files: unknown('permission denied'),
        io: unknown('permission denied'),
        before: null,
      },
      { more: { looks: 1, spanMs: 0, sockets: unknown('permission denied') } },
    ),
    'unknown',
    'possible',
  ],
]
