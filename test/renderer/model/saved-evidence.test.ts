import { describe, expect, it } from 'vitest'
import { savedEvidenceOf } from '../../../renderer/model/saved-evidence.ts'
import type { JournalEntry } from '../../../shared/journal-entry.ts'
import { describeEvidence } from '../../../shared/wording/evidence-words.ts'
import { sceneEvidence } from '../../fakes/scene-after.ts'
import { sceneJournal } from '../../fakes/scene-journal.ts'

const [record] = sceneJournal(0)
const note = (run: string, at: number, sentence: string): JournalEntry[] =>
  record === undefined
    ? []
    : [{ ...record, at: { mono: at, wall: at }, run, kind: 'notice', sentence }]
const saved = (run: string, at: number, folder: string): JournalEntry[] =>
  note(run, at, describeEvidence({ ...sceneEvidence(0), folder }))

describe('evidence of a run', () => {
  it('is found in the record, the newest first and each folder once', () => {
    const journal = [
      ...saved('run-1', 1, '/a'),
      ...saved('run-1', 3, '/b'),
      ...saved('run-1', 2, '/a'),
      ...note('run-1', 4, 'The journal was full.'),
      ...saved('run-2', 5, '/other'),
    ]
    expect(savedEvidenceOf(journal, 'run-1').map(({ folder }) => folder)).toEqual(['/b', '/a'])
  })
  it('is three lines at most', () => {
    const journal = ['/a', '/b', '/c', '/d'].flatMap((folder, at) => saved('run-1', at, folder))
    expect(savedEvidenceOf(journal, 'run-1')).toHaveLength(3)
  })
  it('is none where nothing was saved', () => {
    expect(savedEvidenceOf(sceneJournal(0), 'run-412')).toEqual([])
  })
})
