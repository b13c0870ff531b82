/** What a clean-up came to, as one sentence or two. */
import type { CleanUpReport } from '../../shared/leftovers.ts'
import { count } from '../../shared/wording/numbers.ts'

/** "2 files are removed." and "1 file stayed: …". */
export function cleanUpWords({ removed, refused }: CleanUpReport): string {
  const gone =
    removed.length === 0
      ? 'Nothing was removed.'
      : `${count(removed.length, 'file is', 'files are')} removed.`
  const [first] = refused
  if (first === undefined) return gone
  return `${gone} ${count(refused.length, 'file')} stayed: ${first.path}, ${first.why}.`
}
