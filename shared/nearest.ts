/** Which of the names that exist was probably meant. */

/** Letters to insert, remove, change or swap with their neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1)
      }
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

const mostNames = 3
/** Longer names are no slip of the keyboard, and comparing them costs the product of the lengths. */
const longestName = 256

/**
 * At most three candidates that differ from `name` in few letters (a third of them, at least two),
 * or that begin with it; the nearest first. Case does not matter. Empty where none is near.
 */
export function nearest(name: string, candidates: readonly string[]): string[] {
  if (name === '' || name.length > longestName) return []
  const wanted = name.toLowerCase()
  return candidates
    .map((candidate) => {
      const known = candidate.slice(0, longestName).toLowerCase()
      const letters = distance(wanted, known)
      const begins = wanted.length > 1 && known.startsWith(wanted)
      const near = letters <= Math.max(2, Math.floor(wanted.length / 3)) && letters < known.length
      return { candidate, rank: begins ? Math.min(0.5, letters) : letters, meant: begins || near }
    })
    .filter(({ meant }) => meant)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostNames)
    .map(({ candidate }) => candidate)
}
