/** Evidence that was saved of a run, by the record: also by the command line, or before a restart. Pure. */
import type { JournalEntry } from '../../shared/journal-entry.ts'
import { readSavedEvidence, type SavedEvidence } from '../../shared/wording/evidence-words.ts'

/** Folders shown; who saved more often finds the rest in the activity. */
const shownAtMost = 3

/** The newest first, each folder once. */
export function savedEvidenceOf(
  journal: readonly JournalEntry[],
  run: string,
): readonly SavedEvidence[] {
  const found = journal
    .filter((entry) => entry.run === run)
    .toSorted((a, b) => b.at.wall - a.at.wall)
    .flatMap((entry) => (entry.kind === 'notice' ? [readSavedEvidence(entry.sentence)] : []))
    .filter((one) => one !== null)
  return [...new Map(found.map((one) => [one.folder, one])).values()].slice(0, shownAtMost)
}
