/** What a clean-up came to, as one sentence or two. */
import type { CleanUpReport } from '../../shared/leftovers.ts'
import { count } from '../../shared/wording/numbers.ts'

/** An id is a kind and what a person calls the thing: `pid-file:/run/x.pid`. */
export const nameOfLeftover = (id: string): string => id.slice(id.indexOf(':') + 1)

/** "2 things are removed." and "1 thing stayed: …". */
export function cleanUpWords({ removed, refused }: CleanUpReport): string {
  const gone =
    removed.length === 0
      ? 'Nothing was removed.'
      : `${count(removed.length, 'thing is', 'things are')} removed.`
  const [first] = refused
  if (first === undefined) return gone
  return `${gone} ${count(refused.length, 'thing')} stayed: ${nameOfLeftover(first.id)}, ${first.why}.`
}
