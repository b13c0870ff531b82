/** A deadlock is one, whoever is still connected. */
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import type { DiagnosisFacts } from '../../../../electron/engine/decide/diagnosis/facts.ts'
import { makeFacts, makeProcess, type ProcessWish, type ThreadWish } from './build-facts.ts'
import { makeSocket, socketFile } from './build-parts.ts'

const locked: readonly ThreadWish[] = [
  { call: ['futex', 64] },
  { tid: 101, call: ['futex', 64] },
  { tid: 102, call: ['futex', 64] },
]

/** A server with one idle client. */
const serving = (wish: ProcessWish): DiagnosisFacts =>
  makeFacts({
    processes: [makeProcess({ files: [socketFile(9)], ...wish })],
    more: { sockets: [makeSocket({ localPort: 443, remotePort: 50_000 })] },
  })
const verdicts = (facts: DiagnosisFacts): readonly string[] =>
  diagnose(facts).diagnosis.findings.map(({ code, certainty }) => `${code}: ${certainty}`)

describe('a deadlocked server with an idle client', () => {
  it('is not told to wait for its clients', () => {
    expect(verdicts(serving({ threads: locked }))).toEqual([
      'stuck: likely',
      'waits-for-clients: possible',
    ])
  })

  it('is worth a look at its stacks, which a person has to ask for', () => {
    const facts = serving({ threads: locked })
    const [verdict] = diagnose(facts).diagnosis.findings
    const byHand = verdict?.remedies.find(({ kind }) => kind === 'by-hand')
    expect(byHand?.says).toContain(`\`quiesce diagnose ${facts.observed.target} --stacks\``)
  })

  it.each<[string, ProcessWish]>([
    ['one thread serves', { threads: [...locked, { tid: 103 }] }],
    [
      'one thread gives up in time',
      { threads: [...locked, { tid: 103, call: ['futex', 8, 0, 0, 9] }] },
    ],
    ['it still works', { threads: locked, written: 9e6, before: { written: 0 } }],
    ['not every thread was looked at', { threads: locked, moreThreads: 3 }],
  ])('is none where %s: then its clients are waited for', (_, wish) => {
    expect(verdicts(serving(wish))).toContain('waits-for-clients: likely')
  })
})
