import type { EvidenceReport } from '../evidence.ts'
import { bytes, count, duration } from './numbers.ts'

/** "Saved evidence in /…: 12 files, 180 kB, in 0.4 s; 2 things could not be saved." */
export function describeEvidence(report: EvidenceReport): string {
  const { folder, files, missing, cut, tookMs } = report
  const size = `${count(files.length, 'file')}, ${bytes(report.bytes)}, in ${duration(tookMs)}`
  const lost = missing.length === 0 ? '' : `; ${count(missing.length, 'thing')} could not be saved`
  const limit = cut ? '; the limit ran out before all was written' : ''
  return `Saved evidence in ${folder}: ${size}${lost}${limit}.`
}

/** Where evidence was saved, and what of it in words: read back from `describeEvidence` in the record. */
export interface SavedEvidence {
  readonly folder: string
  /** "12 files, 180 kB, in 0.4 s; 2 things could not be saved." */
  readonly what: string
}

/** Null where the sentence tells of something else. */
export function readSavedEvidence(sentence: string): SavedEvidence | null {
  const [, folder, what] = /^Saved evidence in (\/.*?): (\d.*)$/.exec(sentence) ?? []
  return folder === undefined || what === undefined ? null : { folder, what }
}
