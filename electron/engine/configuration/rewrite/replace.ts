/** Puts another value behind a key. */
import { isCollection, isNode, type Pair } from 'yaml'
import {
  afterLine,
  afterOwnComments,
  columnOf,
  endOfValue,
  nextLine,
  startOf,
} from '../text-lines.ts'
import { printFlow, printInline, printPair } from './print-value.ts'
import { commentLines } from './remove.ts'
import { put, putLines, type Rewriting, type Span } from './splices.ts'

export interface Place {
  readonly path: readonly string[]
  /** It stands within braces. */
  readonly isFlow: boolean
  /** How much deeper lines below the key stand. */
  readonly step: number
}

const isMapping = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value alone, as lines below its key. */
const linesBelow = (value: unknown, column: number, step: number): readonly string[] =>
  printPair('k', value, step)
    .slice(1)
    .map((line) => (line === '' ? '' : ' '.repeat(column) + line))

/** What replaces one that stands behind its key; comments within go to the end of the line. */
function behindKey(edit: Rewriting, span: Span, text: string): void {
  const old = edit.text.slice(span.start, span.end)
  const comments = commentLines(edit, span, 0).map((comment) => ` ${comment}`)
  put(edit, span, text + comments.join('') + (old.endsWith('\n') ? edit.newline : ''))
}

/** Lines below the key in the place of a value behind it. */
function belowKey(edit: Rewriting, colon: number, span: Span, lines: readonly string[]): void {
  const { text } = edit
  const isOpen = text.slice(span.start, span.end).endsWith('\n')
  put(edit, { start: colon + 1, end: span.end }, isOpen ? edit.newline : '')
  const at = afterLine(text, Math.max(span.end, colon + 1))
  putLines(edit, { start: at, end: at }, lines)
}

/** Another form altogether in the place of lines below the key. */
function overBlock(edit: Rewriting, colon: number, lines: readonly string[], span: Span): void {
  edit.freed.push(span)
  if (lines.length > 1) putLines(edit, span, lines.slice(1))
  else {
    put(edit, { start: colon + 1, end: colon + 1 }, ` ${lines[0] ?? ''}`)
    put(edit, span, '')
  }
}

/** Replaces a pair's value as a whole. What this cannot do shows when the text is read again. */
export function replaceValue(edit: Rewriting, pair: Pair, wanted: unknown, place: Place): void {
  const { text } = edit
  const { value } = pair
  const at = startOf(pair.key)
  const keyEnd = endOfValue(pair.key)
  if (at === null || keyEnd === null) return
  const column = columnOf(text, at)
  const colon = text.indexOf(':', keyEnd)
  const range = isNode(value) ? value.range : null
  const span = range ? { start: range[0], end: range[1] } : { start: colon + 1, end: colon + 1 }
  const isEmpty = span.start === span.end
  const lines = linesBelow(wanted, column, place.step)
  if (isCollection(value) && value.flow !== true && value.items.length > 0) {
    const inline = lines.length === 0 ? printInline(wanted) : null
    const end = afterOwnComments(text, afterLine(text, endOfValue(value) ?? span.end), column + 1)
    const over = { start: nextLine(text, colon), end }
    overBlock(edit, colon, inline === null ? ['', ...lines] : [inline], over)
    return
  }
  const inline = place.isFlow ? printFlow(wanted) : printInline(wanted)
  if (isEmpty && !place.isFlow && isMapping(wanted)) {
    const below = afterOwnComments(text, afterLine(text, colon + 1), column + place.step)
    putLines(edit, { start: below, end: below }, lines)
  } else if (inline === null) belowKey(edit, colon, span, lines)
  else if (isEmpty) put(edit, { start: colon + 1, end: colon + 1 }, ` ${inline}`)
  else behindKey(edit, span, inline)
}
