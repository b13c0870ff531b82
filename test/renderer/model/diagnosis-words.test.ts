import { describe, expect, it } from 'vitest'
import {
  byHand,
  looksWords,
  othersOf,
  pressable,
  unusualWords,
  verdictOf,
  waitMayHelp,
  whyForceFails,
} from '../../../renderer/model/diagnosis-words.ts'
import type { Certainty, Diagnosis, FindingCode, Remedy } from '../../../shared/diagnosis.ts'
import { sceneDiagnosis } from '../../fakes/scene-diagnoses.ts'

const now = Date.UTC(2026, 2, 22, 3, 12, 34)
const remote = sceneDiagnosis('remote', now)
const remedy = (id: string, kind: Remedy['kind']): Remedy => ({ id, kind, label: id, says: '' })

const saying = (code: FindingCode, certainty: Certainty, pid: number | null): Diagnosis => ({
  ...remote,
  findings: [
    {
      code,
      certainty,
      sentence: 'It is so.',
      subject: pid === null ? null : { pid, tid: null, name: 'x' },
      evidence: [],
      remedies: [],
    },
  ],
})

describe('the verdict', () => {
  it('is the first finding, and the others were also seen', () => {
    expect(verdictOf(remote)?.code).toBe('waits-for-remote')
    expect(othersOf(remote).map(({ code }) => code)).toEqual(['restarted', 'waits-for-clients'])
  })
  it('is none where nothing holds it up', () => {
    expect(verdictOf(sceneDiagnosis('nothing', now))).toBe(null)
  })
})

describe('a longer wait', () => {
  it.each<[FindingCode, Certainty, boolean]>([
    ['ignores-signal', 'certain', false],
    ['zombie', 'certain', false],
    ['stopped', 'certain', false],
    ['ignores-signal', 'likely', true],
    ['makes-progress', 'certain', true],
    ['waits-for-clients', 'certain', true],
    ['unknown', 'possible', true],
  ])('after %s, %s: may help is %j', (code, certainty, may) => {
    expect(waitMayHelp(saying(code, certainty, 1))).toBe(may)
  })
  it('may help where nobody has looked yet', () => {
    expect(waitMayHelp(null)).toBe(true)
  })
})

describe('why force cannot help', () => {
  it.each<[FindingCode, Certainty, number | null, string | null]>([
    ['zombie', 'certain', 5120, 'kill -9 cannot help: 5120 is dead already'],
    ['uninterruptible', 'likely', 2217, 'kill -9 cannot help: 2217 waits inside the kernel'],
    ['already-gone', 'certain', null, 'kill -9 cannot help: it does not run any more'],
    ['uninterruptible', 'possible', 2217, null],
    ['ignores-signal', 'certain', 4698, null],
    ['stuck', 'likely', 4698, null],
  ])('%s, %s, %s', (code, certainty, pid, says) => {
    const words = whyForceFails(saying(code, certainty, pid))
    if (says === null) expect(words).toBe(null)
    else expect(words).toContain(says)
  })
  it('is not said while nobody looked', () => {
    expect(whyForceFails(null)).toBe(null)
    expect(whyForceFails(sceneDiagnosis('nothing', now))).toBe(null)
  })
})

describe('remedies', () => {
  const all = [
    remedy('continue', 'continue'),
    remedy('by-hand x', 'by-hand'),
    remedy('continue', 'continue'),
    remedy('wait', 'wait'),
  ]
  it('are buttons in their order, each once; what only a person can do has none', () => {
    expect(pressable(all).map(({ id }) => id)).toEqual(['continue', 'wait'])
    expect(byHand(all).map(({ id }) => id)).toEqual(['by-hand x'])
  })
})

describe('how long it usually takes', () => {
  const usual = {
    count: 3,
    usualMs: 3000,
    longestMs: 41_000,
    unusualMs: 12_000,
    proposedMs: 60_000,
  }
  it.each<[number, string | null]>([
    [95_400, 'Unusual: usually 3\u00a0s, longest 41\u00a0s, now 1:35.'],
    [12_001, 'Unusual: usually 3\u00a0s, longest 41\u00a0s, now 12\u00a0s.'],
    [12_000, null],
  ])('after %d ms', (ms, words) => {
    expect(unusualWords(usual, ms)).toBe(words)
  })
  it('is not told without a clean stop to compare with', () => {
    expect(unusualWords(null, 95_000)).toBe(null)
    expect(unusualWords({ ...usual, count: 0 }, 95_000)).toBe(null)
  })
})

describe('how often it was looked', () => {
  it.each<[number, number, string]>([
    [1, 0, 'looked once'],
    [2, 103, 'looked 2 times in 0.1\u00a0s'],
    [10, 10_040, 'looked 10 times in 10\u00a0s'],
  ])('%d looks in %d ms', (count, spanMs, words) => {
    expect(looksWords({ ...remote, looks: { count, spanMs, tookMs: 1 } })).toBe(words)
  })
})
