/** What a text says of an entry, in its own lines, so that the comments beside it come along. */
import { isMap, isScalar, type Document, type Pair, type YAMLMap } from 'yaml'
import { aboveOwnComments, endOfPair } from '../rewrite/remove.ts'
import { afterLine, afterOwnComments, columnOf, startOf } from '../text-lines.ts'

/** Lines of `KEY:` and its value without an indentation of their own; null where they are to be printed. */
export type LinesOf = (path: readonly string[]) => readonly string[] | null

function findPair(
  document: Document,
  path: readonly string[],
): { map: YAMLMap; pair: Pair } | null {
  let node: unknown = document.contents
  let found: { map: YAMLMap; pair: Pair } | null = null
  for (const step of path) {
    if (!isMap(node) || node.flow === true) return null
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step)
    if (pair === undefined) return null
    found = { map: node, pair }
    node = pair.value
  }
  return found
}

/** Reads the lines of entries out of a text. */
export const writtenLines =
  (text: string, document: Document): LinesOf =>
  (path) => {
    const found = findPair(document, path)
    const at = found === null ? null : startOf(found.pair.key)
    const end = found === null ? null : endOfPair(found.pair)
    if (at === null || end === null) return null
    const column = columnOf(text, at)
    const line = at - column
    if (text.slice(line, at).trim() !== '') return null
    const from = aboveOwnComments(text, line, column)
    const to = afterOwnComments(text, afterLine(text, end), column + 1)
    const lines = text.slice(from, to).split(/\r?\n/)
    if (lines.at(-1) === '') lines.pop()
    const isDeeper = (one: string): boolean => one.slice(0, column).trim() === ''
    return lines.every(isDeeper) ? lines.map((one) => one.slice(column)) : null
  }
