import { describe, expect, it } from 'vitest'
import type { EvidenceReport } from '../../../shared/evidence.ts'
import { describeEvidence, readSavedEvidence } from '../../../shared/wording/evidence-words.ts'

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

describe('readSavedEvidence', () => {
  it('finds the folder and what is in it again, though a colon stands in its name', () => {
    const folder = '/var/tmp/a: b/QUIESCE-a'
    const read = readSavedEvidence(describeEvidence({ ...report, folder, missing }))
    expect(read?.folder).toBe(folder)
    expect(read?.what).toMatch(/^2 files, .* 1 thing could not be saved\.$/)
  })
  it.each(['SIGTERM, sent: iguana (4711)', 'No evidence was saved. The disk is full.', ''])(
    'takes %j for no evidence',
    (sentence) => {
      expect(readSavedEvidence(sentence)).toBe(null)
    },
  )
})
