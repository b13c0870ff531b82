/** Makes one list of another, item by item, so that what is written beside those that stay does. */
import { isDeepStrictEqual } from 'node:util'
import { isNode, isScalar, type YAMLSeq } from 'yaml'
import {
  afterLine,
  afterOwnComments,
  columnOf,
  endOfValue,
  newlineOf,
  startOf,
} from '../text-lines.ts'
import { printFlow, printPair } from './print-value.ts'
import { aboveOwnComments, commentLines, removeItems } from './remove.ts'
import { isWithin, put, type Rewriting, type Span } from './splices.ts'

interface ListChange {
  readonly path: readonly string[]
  readonly now: readonly unknown[]
  readonly wanted: readonly unknown[]
}

const edges = { startOf, endOf: endOfValue }

const has = (list: readonly unknown[], value: unknown): boolean =>
  list.some((one) => isDeepStrictEqual(one, value))

/** Single texts in the place of others: a service that has another name now. */
function changeInPlace(edit: Rewriting, seq: YAMLSeq, { now, wanted }: ListChange): boolean {
  if (now.length !== wanted.length) return false
  const changed = [...wanted.entries()].filter(([n, value]) => !isDeepStrictEqual(value, now[n]))
  if (changed.some(([n, value]) => has(now, value) || !isScalar(seq.items[n]))) return false
  for (const [n, value] of changed) {
    const item = seq.items[n]
    const range = isNode(item) ? item.range : null
    if (range) put(edit, { start: range[0], end: range[1] }, printFlow(value))
  }
  return true
}

/** Items of a list within brackets: some go, others are put behind those that stay in their order. */
function changeFlow(edit: Rewriting, seq: YAMLSeq, { now, wanted }: ListChange): boolean {
  const kept = new Set<unknown>()
  now.forEach((value, n) => {
    if (isDeepStrictEqual(value, wanted[kept.size])) kept.add(seq.items[n])
  })
  const last = seq.items.at(-1)
  const at = last === undefined ? null : endOfValue(last)
  if (kept.size === 0 || at === null) return false
  removeItems(edit, seq.items, (item) => !kept.has(item), edges)
  const added = wanted.slice(kept.size).map((value) => `, ${printFlow(value)}`)
  if (added.length > 0) put(edit, { start: at, end: at }, added.join(''))
  return true
}

/** Each item's lines: with the comments right above it, up to the next one's. */
function chunksOf({ text }: Rewriting, seq: YAMLSeq): readonly Span[] | null {
  const starts = seq.items.map((item) => {
    const at = startOf(item)
    if (at === null) return null
    const line = at - columnOf(text, at)
    const dash = /^ *- +(?=\S)/.exec(text.slice(line, at + 1))
    if (dash?.[0].length !== at - line) return null
    return aboveOwnComments(text, line, dash[0].indexOf('-'))
  })
  const end = endOfValue(seq)
  const column = columnOfDash({ text }, seq)
  if (end === null || column === null) return null
  const last = afterOwnComments(text, afterLine(text, end), column + 1)
  const spans = starts.map((start, n) => ({ start: start ?? -1, end: starts[n + 1] ?? last }))
  return spans.some(({ start, end: until }) => start < 0 || until <= start) ? null : spans
}

function columnOfDash({ text }: Pick<Rewriting, 'text'>, seq: YAMLSeq): number | null {
  const at = startOf(seq.items[0])
  if (at === null) return null
  const line = text.slice(at - columnOf(text, at), at)
  const dash = line.indexOf('-')
  return dash === -1 ? null : dash
}

/** Items of a list of lines: those that stay keep their lines, wherever they stand now. */
function changeBlock(edit: Rewriting, seq: YAMLSeq, change: ListChange): boolean {
  const { text } = edit
  const chunks = chunksOf(edit, seq)
  const column = columnOfDash(edit, seq)
  const whole = { start: chunks?.[0]?.start, end: chunks?.at(-1)?.end }
  if (chunks === null || column === null || whole.start === undefined || whole.end === undefined)
    return false
  const newline = newlineOf(text)
  const free = new Set(change.now.keys())
  const pieces = change.wanted.map((value) => {
    const n = [...free].find((one) => isDeepStrictEqual(change.now[one], value))
    if (n === undefined) return printItem(value, column, newline)
    free.delete(n)
    const lines = text.slice(chunks[n]?.start, chunks[n]?.end)
    return lines.endsWith('\n') ? lines : lines + newline
  })
  // What is said beside a setting stays, also when that has gone.
  const left = [...free].flatMap((n) => {
    const chunk = chunks[n]
    if (chunk === undefined) return []
    if (change.path[0] === 'settings') return commentLines(edit, chunk, column)
    if (edit.comments.some((comment) => isWithin(comment, chunk))) edit.freed.push(chunk)
    return []
  })
  put(
    edit,
    { start: whole.start, end: whole.end },
    [...pieces, ...left.map((line) => line + newline)].join(''),
  )
  return true
}

function printItem(value: unknown, column: number, newline: string): string {
  const [, ...lines] = printPair('k', [value, { a: 1 }], 2)
  const own = lines.slice(
    0,
    lines.findLastIndex((line) => line.trimStart().startsWith('- ')),
  )
  const indent = own[0]?.indexOf('-') ?? 0
  return own.map((line) => ' '.repeat(column) + line.slice(indent) + newline).join('')
}

/** True where the list was changed item by item; else it has to be written anew as a whole. */
export function changeList(edit: Rewriting, seq: YAMLSeq, change: ListChange): boolean {
  if (change.wanted.length === 0) return false
  if (changeInPlace(edit, seq, change)) return true
  return seq.flow === true ? changeFlow(edit, seq, change) : changeBlock(edit, seq, change)
}
