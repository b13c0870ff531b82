import { describe, expect, it } from 'vitest'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { describeEvidence } from '../../../shared/wording/evidence-words.ts'

const report: EvidenceReport = {
  folder: '/var/tmp/QUIESCE-a',
  files: [
    { name: 'a', bytes: 1000 },
    { name: 'b', bytes: 500 },
  ],
  bytes: 1500,
  missing: [],
  cut: false,
  tookMs: 400,
  at: 0,
}
const missing = [{ what: 'stack', why: 'permission denied' }]

describe('describeEvidence', () => {
  it.each([
    ['all of it', {}, /^Saved evidence in \/var\/tmp\/QUIESCE-a: 2 files, 1\.5.kB, in 0\.4.s\.$/],
    ['what is missing', { missing }, /; 1 thing could not be saved\.$/],
    ['that it was cut', { cut: true }, /; the limit ran out before all was written\.$/],
  ])('tells %s', (_, more, sentence) => {
    expect(describeEvidence({ ...report, ...more })).toMatch(sentence)
  })
})
