/** What holds for every diagnosis, whatever the facts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { allCases } from './all-cases.ts'
import {
  makeFacts,
  makeProcess,
  makeSentRun,
  makeUnitFacts,
  type ProcessWish,
} from './build-facts.ts'
import {
  makeLock,
  makeSocket,
  pipeFile,
  plainFile,
  socketFile,
  waitingLock,
} from './build-parts.ts'

const signals = fc.uniqueArray(fc.constantFrom(1, 2, 9, 15, 17, 64), { maxLength: 4 })
const callNames = [
  ...['read', 'write', 'recvfrom', 'connect', 'poll', 'epoll_wait', 'futex', 'wait4', 'waitid'],
  ...[
    'nanosleep',
    'pause',
    'rt_sigtimedwait',
    'fcntl',
    'flock',
    'accept4',
    'fsync',
    'vfork',
    'odd',
  ],
]
const dark = unknown('permission denied')

const thread = fc.record({
  tid: fc.integer({ min: 90, max: 110 }),
  state: fc.constantFrom('R', 'S', 'D', 'T', 't', 'Z', 'X', 'I'),
  cpuTicks: fc.nat(1000),
  woken: fc.nat(1000),
  blocked: signals,
  pending: signals,
  wchan: fc.constantFrom('', 'pipe_read', 'nfs_wait', 'request_wait_answer', 'kernel_clone'),
  call: fc.option(
    fc.tuple(fc.constantFrom(...callNames), fc.integer({ min: -1, max: 9 }), fc.nat(40)),
  ),
})
const file = fc.oneof(
  fc.nat(9).map((fd) => socketFile(fd, 4711)),
  fc.nat(9).map((fd) => pipeFile(fd, fd % 2 === 0 ? 'read' : 'write')),
  fc.tuple(fc.nat(9), fc.string()).map(([fd, name]) => plainFile(fd, `/${name}`)),
)
const sample = {
  threads: fc.array(thread, { maxLength: 4 }),
  written: fc.nat(1e7),
  tracerPid: fc.constantFrom(0, 100, 101, 900, dark),
  frozen: fc.constantFrom(true, false, dark),
  files: fc.oneof(fc.array(file, { maxLength: 6 }), fc.constant(dark)),
  masks: fc.oneof(
    fc.record({ caught: signals, ignored: signals, blocked: signals, pending: signals }),
    fc.constant(dark),
  ),
  row: fc.record({
    state: fc.constantFrom('R', 'S', 'D', 'T', 't', 'Z', 'X'),
    alive: fc.boolean(),
    parentPid: fc.constantFrom(1, 50, 100, 101, 102, 900),
    name: fc.string({ maxLength: 15 }),
    startedAt: fc.constantFrom(0, 1_774_145_517_000),
  }),
}
const process = fc.record({
  ...sample,
  pid: fc.constantFrom(100, 101, 102, 103, 900),
  member: fc.boolean(),
  gone: fc.boolean(),
  before: fc.option(fc.record(sample)),
})

const facts: fc.Arbitrary<DiagnosisFacts> = fc
  .record({
    processes: fc.uniqueArray(process, { selector: ({ pid }) => pid, maxLength: 5 }),
    askedAgo: fc.option(fc.constantFrom(0, 50, 5000, 1e6)),
    subState: fc.option(fc.constantFrom('running', 'stop', 'stop-sigterm', 'auto-restart', 'dead')),
    withRun: fc.boolean(),
    spanMs: fc.constantFrom(0, 100, 5000),
    text: fc.string(),
    kernelLines: fc.oneof(fc.array(fc.string(), { maxLength: 3 }), fc.constant(dark)),
  })
  .map(({ processes, askedAgo, subState, withRun, spanMs, text, kernelLines }) => {
    const made = processes.map((wish) => makeProcess(wish as ProcessWish))
    return makeFacts({
      processes: made,
      askedAgo,
      unit: subState === null ? null : makeUnitFacts({ subState, controlPid: 101 }),
      run: withRun ? makeSentRun(made) : null,
      more: {
        spanMs,
        looks: spanMs === 0 ? 1 : 2,
        kernelLines,
        sockets: [makeSocket()],
        locks: [
          makeLock(),
          waitingLock(100),
          waitingLock(-1),
          waitingLock(101, { id: 7, waitsFor: 7 }),
        ],
        log: [{ at: 1_774_145_518_000, text: `cannot leave: ${text}` }],
      },
    })
  })

describe('every diagnosis', () => {
  it('comes about without a throw, and every remedy that it shows can be carried out', () => {
    fc.assert(
      fc.property(facts, (made) => {
        const { diagnosis, actions } = diagnose(made)
        const ids = diagnosis.findings.flatMap(({ remedies }) => remedies.map(({ id }) => id))
        expect(new Set(ids).size).toBe(ids.length)
        expect(new Set(actions.keys())).toEqual(new Set(ids))
      }),
    )
  })

  it('never offers SIGKILL or SIGSTOP, nor a signal to whom nobody may signal', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), (made, isProtected) => {
        const refusal = { code: 'protected', message: 'No.', next: 'Do not.' } as const
        const processes = made.processes.map((one) => ({
          ...one,
          refusal: isProtected && !one.member ? refusal : null,
        }))
        const outside = new Set(processes.filter((p) => p.refusal).map((p) => p.identity.pid))
        for (const action of diagnose({ ...made, processes }).actions.values()) {
          if (action.kind !== 'signal') continue
          expect(['KILL', 'STOP']).not.toContain(action.signal)
          expect(outside).not.toContain(action.target.pid)
        }
      }),
    )
  })

  it('is the same for the same facts, in whatever order their processes come', () => {
    fc.assert(
      fc.property(facts, (made) => {
        const { diagnosis } = diagnose(made)
        expect(diagnose(made).diagnosis).toEqual(diagnosis)
        const codes = diagnose({ ...made, processes: made.processes.toReversed() })
          .diagnosis.findings.map(({ code, subject }) => `${code} ${subject?.pid}`)
          .toSorted()
        const mine = diagnosis.findings.map(({ code, subject }) => `${code} ${subject?.pid}`)
        // Which of several clients' servers is named first may differ: only who is found may not.
        expect(new Set(codes)).toEqual(new Set(mine))
      }),
    )
  })

  it('has evidence, sentences and pictures that are safe to show', () => {
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    const unsafe = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/
    fc.assert(
      fc.property(facts, (made) => {
        const { findings, waits, log, notKnown } = diagnose(made).diagnosis
        const texts = [
          ...findings.flatMap(({ sentence, evidence, remedies }) => [
            sentence,
            ...evidence.map(({ line }) => line),
            ...remedies.flatMap(({ label, says }) => [label, says]),
          ]),
          ...waits.nodes.flatMap(({ label, detail }) => [label, detail]),
          ...log.map(({ text }) => text),
          ...notKnown.map(({ what }) => what),
        ]
        for (const text of texts) expect(text).not.toMatch(unsafe)
      }),
    )
  })

  it('draws edges between nodes that are there, and one culprit at most', () => {
    fc.assert(
      fc.property(facts, (made) => {
        const { nodes, edges } = diagnose(made).diagnosis.waits
        const ids = new Set(nodes.map(({ id }) => id))
        expect(ids.size).toBe(nodes.length)
        expect(edges.every(({ from, to }) => ids.has(from) && ids.has(to))).toBe(true)
        expect(nodes.filter(({ role }) => role === 'culprit').length).toBeLessThanOrEqual(1)
      }),
    )
  })

  it('orders by certainty, but for a leaf that explains a surer wait above it', () => {
    const rank = { certain: 0, likely: 1, possible: 2 }
    fc.assert(
      fc.property(facts, (made) => {
        const ranks = diagnose(made).diagnosis.findings.map(({ certainty }) => rank[certainty])
        const firstPossible = ranks.indexOf(2)
        expect(firstPossible === -1 || ranks.slice(firstPossible).every((r) => r === 2)).toBe(true)
      }),
    )
  })
})

describe('between two looks with the same facts', () => {
  it.each(allCases)('the remedies keep their ids: %s', (_, made) => {
    const later = { mono: made.now.mono + 5000, wall: made.now.wall + 5000 }
    const idsOf = (of: DiagnosisFacts): readonly string[] => [...diagnose(of).actions.keys()]
    // Who was asked a moment ago is not so any more five seconds later.
    if (diagnose(made).diagnosis.findings[0]?.sentence.startsWith('Too early') === true) return
    expect(idsOf({ ...made, now: later })).toEqual(idsOf(made))
  })
})
