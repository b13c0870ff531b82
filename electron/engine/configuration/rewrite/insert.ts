/** Puts what is new into a map: behind the last that stands there, in the form of the others. */
import { isMap, isScalar, type YAMLMap } from 'yaml'
import { afterLine, afterOwnComments, columnOf, endOfValue, startOf } from '../text-lines.ts'
import { printFlowPair, printPair } from './print-value.ts'
import { put, putLines, type Rewriting } from './splices.ts'
import { endOfPair } from './remove.ts'

export type Entries = readonly (readonly [string, unknown])[]

const defaultStep = 2

/** How much deeper what hangs on an entry of this map stands than its name. */
export function stepOf({ text }: Rewriting, map: YAMLMap, column: number): number {
  for (const { value } of map.items) {
    const first = isMap(value) && value.flow !== true ? startOf(value.items[0]?.key) : null
    if (first !== null) return Math.max(1, columnOf(text, first) - column)
  }
  return defaultStep
}

/** True where a person keeps the entries apart by an empty line. */
function areApart({ text }: Rewriting, map: YAMLMap): boolean {
  const last = map.items.length > 1 ? startOf(map.items.at(-1)?.key) : null
  if (last === null) return false
  const above = text.slice(0, last).split('\n').slice(0, -1)
  return above.findLast((line) => !line.trim().startsWith('#'))?.trim() === ''
}

const deeper =
  (column: number) =>
  (line: string): string =>
    line === '' ? '' : ' '.repeat(column) + line

function intoFlow(edit: Rewriting, map: YAMLMap, entries: Entries, hasKept: boolean): void {
  const last = map.items.at(-1)
  const at = last === undefined ? null : endOfPair(last)
  const from = at ?? (map.range?.[0] ?? 0) + 1
  const text = entries.map(([key, value]) => printFlowPair(key, value)).join(', ')
  put(edit, { start: from, end: from }, hasKept ? `, ${text}` : text)
}

/** New sections stand at the end of a file, before a `...` that ends it. */
export function insertSections(edit: Rewriting, entries: Entries): void {
  const { text, document } = edit
  const root = isMap(document.contents) ? document.contents : null
  const column = root ? columnOf(text, startOf(root.items[0]?.key) ?? 0) : 0
  const step = root ? stepOf(edit, root, column) : defaultStep
  const at = /^\.\.\.(?:\s|$)/m.exec(text)?.index ?? text.length
  const isApart = text.trim() === '' || /\n[ \t\r]*\n$/.test(text.slice(0, at))
  entries.forEach(([key, value], index) => {
    const own = edit.linesOf([key]) ?? printPair(key, value, step)
    const lines = own.map(deeper(column))
    putLines(edit, { start: at, end: at }, isApart && index === 0 ? lines : ['', ...lines])
  })
}

/** Entries of a map that is there; `hasKept` where some that stand in it now stay. */
export function insertPairs(
  edit: Rewriting,
  map: YAMLMap,
  entries: Entries,
  { path, hasKept }: { readonly path: readonly string[]; readonly hasKept: boolean },
): void {
  if (entries.length === 0) return
  if (map.flow === true) {
    intoFlow(edit, map, entries, hasKept)
    return
  }
  if (path.length === 0) {
    insertSections(edit, entries)
    return
  }
  const { text } = edit
  const first = map.items[0]?.key
  const column = columnOf(text, startOf(first) ?? 0)
  const end = afterLine(text, endOfValue(map) ?? text.length)
  const at = afterOwnComments(text, end, column)
  const isApart = path.length === 1 && areApart(edit, map)
  for (const [key, value] of entries) {
    const own = edit.linesOf([...path, key]) ?? printPair(key, value, stepOf(edit, map, column))
    const lines = own.map(deeper(column))
    putLines(edit, { start: at, end: at }, isApart ? ['', ...lines] : lines)
  }
}

/** True where the document has nothing in it. */
export const isEmptyDocument = ({ document }: Rewriting): boolean =>
  document.contents === null || (isScalar(document.contents) && document.contents.value === null)
