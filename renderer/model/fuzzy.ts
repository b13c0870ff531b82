/** How well a few typed letters fit a text, and which of many texts fit best. Pure. */

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127

/** True where a word of the text begins; both are in lower case. */
const beginsWord = (text: string, at: number): boolean =>
  at === 0 || !isLetter(text.charCodeAt(at - 1))

/** Letters in their order with gaps: better the fewer gaps there are; 0 where they do not occur. */
function scoreGaps(word: string, text: string, from: number): number {
  let at = from
  let gaps = 0
  for (let letter = 1; letter < word.length; letter += 1) {
    const next = text.indexOf(word[letter] ?? '', at + 1)
    if (next === -1) return 0
    if (next !== at + 1) gaps += beginsWord(text, next) ? 1 : 3
    at = next
  }
  return Math.max(0, 40 - gaps * 4)
}

/**
 * One word against one text, both in lower case: 0 where it does not fit, about 150 where the text
 * begins with it. As letters in their order it fits only from the beginning of a word on, so that
 * three letters do not fit everything.
 */
export function scoreWord(word: string, text: string): number {
  const found = text.indexOf(word)
  if (found !== -1) {
    const whole = found === 0 && text.length === word.length ? 20 : 0
    const start = found === 0 ? 40 : beginsWord(text, found) ? 25 : 0
    return 100 + start + whole - Math.min(20, found)
  }
  if (word.length < 2) return 0
  let best = 0
  for (let at = text.indexOf(word[0] ?? ''); at !== -1; at = text.indexOf(word[0] ?? '', at + 1)) {
    if (beginsWord(text, at)) best = Math.max(best, scoreGaps(word, text, at))
  }
  return best
}

/** A text that can be found: what it is called, and what else it is known by, in lower case. */
export interface Findable {
  readonly name: string
  readonly also: string
  /** Raises it above others that fit as well. */
  readonly bonus: number
}

/** All words have to fit, in the name or in what else it is known by; 0 where one does not. */
export function scoreEntry(words: readonly string[], entry: Findable): number {
  let sum = 0
  for (const word of words) {
    const named = scoreWord(word, entry.name)
    const known = named > 0 ? 0 : entry.also.includes(word) ? 30 : 0
    if (named + known === 0) return 0
    sum += named + known
  }
  return sum + entry.bonus - entry.name.length / 10
}

/** The best, the first of equals first. Nothing typed leaves the order as it is. */
export function rankEntries<T extends Findable>(
  entries: readonly T[],
  typed: string,
  atMost: number,
): readonly T[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries.slice(0, atMost)
  const fitting: { readonly entry: T; readonly score: number }[] = []
  for (const entry of entries) {
    const score = scoreEntry(words, entry)
    if (score > 0) fitting.push({ entry, score })
  }
  return fitting
    .sort((a, b) => b.score - a.score)
    .slice(0, atMost)
    .map(({ entry }) => entry)
}
