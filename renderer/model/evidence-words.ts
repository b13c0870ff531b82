import type { EvidenceReport } from '../../shared/evidence.ts'
import { bytes, count, duration } from '../../shared/wording/numbers.ts'

/** "12 files, 180 kB, in 0.4 s, readable by you alone:", before the folder. */
export const evidenceWords = ({ files, bytes: size, tookMs }: EvidenceReport): string =>
  `${count(files.length, 'file')}, ${bytes(size)}, in ${duration(tookMs)}, readable by you alone:`
