/** Many that are alike are told as one, and nobody is left unsaid. */
import { describe, expect, it } from 'vitest'
import type { Claim } from '../../../../electron/engine/decide/diagnosis/claim.ts'
import { diagnose } from '../../../../electron/engine/decide/diagnosis/diagnose.ts'
import { sumUp } from '../../../../electron/engine/decide/diagnosis/sum-up.ts'
import type { FindingCode } from '../../../../shared/diagnosis.ts'
import { makeChild, makeFacts, makeProcess } from './build-facts.ts'
import { makeLock, waitingLock } from './build-parts.ts'

const claim = (pid: number, to: number | null, code: FindingCode = 'waits-for-lock'): Claim => ({
  code,
  certainty: 'certain',
  sentence: `${pid} waits.`,
  subject: { pid, tid: null, name: 'w' },
  evidence: [],
  offers: [],
  waits:
    to === null
      ? []
      : [
          {
            from: pid,
            to: { kind: 'process', pid: to, label: '', detail: '' },
            why: 'a lock',
            ms: null,
          },
        ],
})

const sentences = (claims: readonly Claim[]): readonly string[] =>
  sumUp(claims).map(({ sentence }) => sentence)

describe('summing up', () => {
  it('tells those who wait for the very same as one', () => {
    expect(sentences([claim(1, 9), claim(2, 9), claim(3, 9)])).toEqual([
      '1 waits. So it is with w (2), w (3).',
    ])
  })

  it('keeps those apart who wait for another', () => {
    expect(sentences([claim(1, 9), claim(2, 8)])).toEqual(['1 waits.', '2 waits.'])
  })

  it('keeps another cause apart, though it waits for the same', () => {
    expect(sentences([claim(1, 9), claim(2, 9, 'traced')])).toHaveLength(2)
  })

  it('tells four of a kind, and names the rest', () => {
    const stopped = [1, 2, 3, 4, 5, 6].map((pid) => claim(pid, null, 'stopped'))
    expect(sentences(stopped)).toEqual([
      '1 waits.',
      '2 waits.',
      '3 waits.',
      '4 waits. So it is with w (5), w (6).',
    ])
    expect(sentences(stopped.slice(0, 4)).at(-1)).toBe('4 waits.')
  })

  it('says of a crowd how many more there are', () => {
    const crowd = Array.from({ length: 200 }, (_, at) => claim(at + 1, 900))
    expect(sentences(crowd)).toEqual([
      '1 waits. So it is with w (2), w (3), w (4), w (5), w (6) and 194 more.',
    ])
  })

  it('keeps the order of the rest', () => {
    const claims = [claim(1, 9), claim(5, null, 'stopped'), claim(2, 9), claim(6, null, 'frozen')]
    expect(sumUp(claims).map(({ code }) => code)).toEqual(['waits-for-lock', 'stopped', 'frozen'])
  })
})

describe('three workers at one lock', () => {
  const facts = makeFacts({
    processes: [
      makeProcess({ threads: [{ call: ['rt_sigsuspend', 0] }] }),
      ...[101, 102, 103].map((pid) => makeChild(pid)),
      makeProcess({ pid: 900, member: false }),
    ],
    more: { locks: [makeLock(), ...[101, 102, 103].map((pid) => waitingLock(pid))] },
  })
  const { diagnosis } = diagnose(facts)

  it('are one finding', () => {
    expect(diagnosis.findings.filter(({ code }) => code === 'waits-for-lock')).toHaveLength(1)
    expect(diagnosis.findings[0]?.sentence).toContain('So it is with daemon102 (102), daemon103')
  })

  it('are drawn each by itself', () => {
    const edges = diagnosis.waits.edges.filter(({ why }) => why === 'a lock')
    expect(edges.map(({ from }) => from)).toEqual(['process:101', 'process:102', 'process:103'])
  })
})
