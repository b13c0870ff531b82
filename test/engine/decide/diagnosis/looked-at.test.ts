/** What was looked at and is not the cause, and what could not be looked at. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type {
  DiagnosisFacts,
  ProcessSample,
} from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { unknown } from '../../../../shared/unknown.ts'
import { makeChild, makeFacts, makeProcess, makeSentRun, oneProcess } from './build-facts.ts'

const ruledOut = (facts: DiagnosisFacts): readonly string[] =>
  diagnose(facts).diagnosis.ruledOut.map(({ what }) => what)

/** A daemon of which something was not looked at. */
function beyond(more: Partial<ProcessSample>): DiagnosisFacts {
  const whole = makeProcess()
  const { now } = whole
  return makeFacts({ processes: [{ ...whole, now: now && { ...now, ...more } }] })
}

describe('what is ruled out', () => {
  it('names all that was looked at and is not the cause', () => {
    expect(ruledOut(makeFacts())).toEqual(
      expect.arrayContaining([
        'SIGTERM ignored or blocked',
        'Stopped or traced',
        'Frozen',
        'Waiting for a disk or a file server',
        'A zombie that nobody reaps',
        'A file lock',
        'A remote end',
        'Still writing data',
        'Want of memory',
      ]),
    )
  })

  it.each<[string, DiagnosisFacts, string]>([
    ['what is the cause', oneProcess({ masks: { ignored: [15] } }), 'SIGTERM ignored or blocked'],
    [
      'masks that cannot be read',
      oneProcess({ masks: unknown('no') }),
      'SIGTERM ignored or blocked',
    ],
    ['locks that cannot be read', makeFacts({ more: { locks: unknown('no') } }), 'A file lock'],
    ['files that cannot be read', oneProcess({ files: unknown('no') }), 'A remote end'],
    [
      'a lock in the first moment',
      makeFacts({ askedAgo: 50, run: makeSentRun([makeProcess()]) }),
      'A file lock',
    ],
    ['a remote end where nobody asked it to stop', makeFacts({ askedAgo: null }), 'A remote end'],
    ['a disk that was not asked', makeFacts(), 'A full disk of this machine'],
    [
      'a child in state D',
      makeFacts({ processes: [makeProcess(), makeChild(101, { row: { state: 'D' } })] }),
      'Waiting for a disk or a file server',
    ],
    [
      'clients beyond the files that were looked at',
      beyond({ moreFiles: 4488 }),
      'Connected clients',
    ],
    ['a remote end beyond them', beyond({ moreFiles: 4488 }), 'A remote end'],
    ['a child of a thread that was left out', beyond({ moreThreads: 30 }), 'A child'],
    [
      'state D of such a thread',
      beyond({ moreThreads: 30 }),
      'Waiting for a disk or a file server',
    ],
    ['a child where no thread could be read', beyond({ threads: [] }), 'A child'],
    [
      'state D where no thread could be read',
      beyond({ threads: [] }),
      'Waiting for a disk or a file server',
    ],
    ['counters of one look', oneProcess({ before: null }), 'Still writing data'],
  ])('has not %s', (_, facts, what) => {
    expect(ruledOut(facts)).not.toContain(what)
  })

  it('is nothing where nothing runs', () => {
    expect(ruledOut(makeFacts({ processes: [] }))).toEqual([])
  })
})

describe('a server that was looked at whole', () => {
  it.each(['Connected clients', 'A remote end', 'A child', 'Waiting for a disk or a file server'])(
    'has it ruled out: %s',
    (what) => {
      expect(ruledOut(beyond({}))).toContain(what)
      expect(ruledOut(beyond({ moreFiles: 0, moreThreads: 0 }))).toContain(what)
    },
  )
})

describe('what is not known', () => {
  it('has its reason, once for all processes that share it', () => {
    const dark = { masks: unknown('permission denied'), files: unknown('permission denied') }
    const facts = makeFacts({
      processes: [makeProcess(dark), makeChild(101, dark)],
      more: { kernelLines: unknown('permission denied') },
    })
    expect(diagnose(facts).diagnosis.notKnown).toEqual([
      { what: 'Signal masks of 2 processes', why: 'permission denied' },
      { what: 'Open files of 2 processes', why: 'permission denied' },
      { what: 'The kernel’s log', why: 'permission denied' },
    ])
  })

  it('says that one look tells of no progress, and what was left out', () => {
    const facts = oneProcess({ before: null, moreThreads: 30 }, { more: { looks: 1, spanMs: 0 } })
    expect(diagnose(facts).diagnosis.notKnown.map(({ what }) => what)).toEqual([
      'Whether it makes progress',
      '30 more threads of daemon100 (100)',
    ])
  })

  it('asks for a kernel stack in state D alone', () => {
    const stack = unknown('only root may read it')
    const asks = (state: string): boolean =>
      diagnose(oneProcess({ threads: [{ state, stack }] })).diagnosis.notKnown.some(({ what }) =>
        what.startsWith('Kernel stacks'),
      )
    expect([asks('S'), asks('D')]).toEqual([false, true])
  })
})
