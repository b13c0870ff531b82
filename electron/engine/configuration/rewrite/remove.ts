/** Takes what is named out of a map, with the comments that are about it or without them. */
import { isMap, type Pair, type YAMLMap } from 'yaml'
import {
  afterLine,
  afterOwnComments,
  columnOf,
  endOfValue,
  nextLine,
  startOf,
} from '../text-lines.ts'
import { isWithin, put, putLines, type Rewriting, type Span } from './splices.ts'

/** Where a pair ends: its value, else its key. */
export const endOfPair = ({ key, value }: Pair): number | null =>
  endOfValue(value) ?? endOfValue(key)

/** The beginning of a pair's line; null where something else stands before it there. */
function lineOf(text: string, at: number): number | null {
  const start = at - columnOf(text, at)
  return text.slice(start, at).trim() === '' ? start : null
}

/** The first of the comment lines that stand right above a line, as far to the right as it. */
export function aboveOwnComments(text: string, line: number, column: number): number {
  let at = line
  while (at > 0) {
    const above = text.lastIndexOf('\n', at - 2) + 1
    if (text.slice(above, at).search(/^ *#/) === -1) break
    if (text.slice(above, at).indexOf('#') !== column) break
    at = above
  }
  return at
}

/** Comments within a span as lines of their own. */
export const commentLines = (
  { comments }: Rewriting,
  span: Span,
  column: number,
): readonly string[] =>
  comments
    .filter((comment) => isWithin(comment, span))
    .map(({ source }) => ' '.repeat(column) + source)

/** One empty line above, where another follows: it kept the entry apart. */
function withGap({ text, closesGaps }: Rewriting, { start, end }: Span): Span {
  const above = start === 0 ? 0 : text.lastIndexOf('\n', start - 2) + 1
  const isBlank = (line: string): boolean => line !== '' && line.trim() === ''
  const follows = end === text.length || isBlank(text.slice(end, nextLine(text, end)))
  const precedes = isBlank(text.slice(above, start))
  return closesGaps && follows && precedes ? { start: above, end } : { start, end }
}

/** The entry with the comments right above it, and those further to the right below it. */
function take(edit: Rewriting, line: number, end: number, column: number): void {
  const { text } = edit
  const own = {
    start: aboveOwnComments(text, line, column),
    end: afterOwnComments(text, afterLine(text, end), column + 1),
  }
  edit.freed.push(own)
  put(edit, withGap(edit, own), '')
}

/** A setting goes, and what somebody wrote beside it stays. */
const isLeaving = (path: readonly string[]): boolean => path[0] === 'settings'

/** Takes a pair of a block out. What this cannot do shows when the text is read again. */
export function removePair(edit: Rewriting, pair: Pair, path: readonly string[]): void {
  const { text } = edit
  const at = startOf(pair.key)
  const end = endOfPair(pair)
  const line = at === null ? null : lineOf(text, at)
  if (at === null || end === null || line === null) return
  const column = columnOf(text, at)
  const { value } = pair
  if (!isLeaving(path) && path.length > 1) {
    take(edit, line, end, column)
    return
  }
  const isBlock = isMap(value) && value.flow !== true && value.items.length > 0
  const span = { start: line, end: isBlock ? nextLine(text, at) : afterLine(text, end) }
  // What stands in a whole section goes entry by entry, so that all else in it stays.
  if (isBlock) for (const one of value.items) removePair(edit, one, [...path, String(one.key)])
  putLines(edit, span, commentLines(edit, span, column))
}

/** Takes pairs of a map within braces out, with the commas between. */
export function removeFromFlow(edit: Rewriting, map: YAMLMap, gone: ReadonlySet<Pair>): void {
  removeItems(edit, map.items, (pair) => gone.has(pair), {
    startOf: (pair) => startOf(pair.key),
    endOf: endOfPair,
  })
}

interface Edges<T> {
  readonly startOf: (item: T) => number | null
  readonly endOf: (item: T) => number | null
}

/** The same for items of any collection within braces or brackets. */
export function removeItems<T>(
  edit: Rewriting,
  items: readonly T[],
  isGone: (item: T) => boolean,
  edges: Edges<T>,
): void {
  const lastKept = items.findLastIndex((item) => !isGone(item))
  const cut = (start: number | null | undefined, end: number | null | undefined): void => {
    if (typeof start !== 'number' || typeof end !== 'number') return
    edit.freed.push({ start, end })
    put(edit, { start, end }, '')
  }
  items.forEach((item, index) => {
    const next = items[index + 1]
    if (isGone(item) && index < lastKept && next !== undefined) {
      cut(edges.startOf(item), edges.startOf(next))
    }
  })
  const [first, last, kept] = [items[0], items.at(-1), items[lastKept]]
  if (last === undefined || first === undefined || lastKept === items.length - 1) return
  cut(kept === undefined ? edges.startOf(first) : edges.endOf(kept), edges.endOf(last))
}
