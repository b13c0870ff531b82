/** Two hundred workers that all wait for one server are one thing to know, and not two hundred. */
import { processNames } from '../../../../shared/wording/process-names.ts'
import type { Claim } from './claim.ts'

/** So many findings of a kind are told one by one. */
const mostAlike = 4

/** What a claim shares with others that wait for the very same; null where it waits for nobody, or several. */
function waitKey({ code, certainty, waits = [] }: Claim): string | null {
  const [only, ...more] = waits
  if (only === undefined || more.length > 0) return null
  const to = only.to.kind === 'process' ? String(only.to.pid) : only.to.id
  return `${code} ${certainty} ${to}`
}

const alsoWords = (claims: readonly Claim[]): string => {
  const subjects = claims.flatMap(({ subject }) => subject ?? [])
  return subjects.length === 0 ? '' : ` So it is with ${processNames(subjects)}.`
}

/**
 * Of the claims with the same key the first few; the last of these names the rest. Keeps the order.
 * Claims whose key is null stay as they are.
 */
function gather(
  claims: readonly Claim[],
  keyOf: (claim: Claim) => string | null,
  most: number,
): readonly Claim[] {
  const groups = new Map<string, Claim[]>()
  for (const claim of claims) {
    const key = keyOf(claim)
    if (key === null) continue
    const group = groups.get(key)
    if (group) group.push(claim)
    else groups.set(key, [claim])
  }
  return claims.flatMap((claim) => {
    const key = keyOf(claim)
    const group = key === null ? [claim] : (groups.get(key) ?? [])
    const at = group.indexOf(claim)
    if (at >= most) return []
    if (at < most - 1 || group.length <= most) return [claim]
    return [{ ...claim, sentence: `${claim.sentence}${alsoWords(group.slice(most))}` }]
  })
}

/**
 * One claim for all who wait for the very same, and few of each kind besides; what is left out is
 * named in the claim before. Expects the claims in their order, and keeps it.
 */
export function sumUp(claims: readonly Claim[]): readonly Claim[] {
  const once = gather(claims, waitKey, 1)
  return gather(once, ({ code, certainty }) => `${code} ${certainty}`, mostAlike)
}
