/** Pieces of a YAML text that others take the place of, and the comments that stand in it. */
import { Parser, type Document } from 'yaml'
import { newlineOf } from '../text-lines.ts'

export interface Span {
  readonly start: number
  /** Behind the last character. */
  readonly end: number
}

export interface Splice extends Span {
  readonly text: string
  /** They are whole lines: what stands before them ends its own line first. */
  readonly lines: boolean
}

export interface Comment {
  readonly offset: number
  readonly source: string
}

/** A text on its way to another one. */
export interface Rewriting {
  readonly text: string
  readonly document: Document
  readonly newline: string
  readonly comments: readonly Comment[]
  /** What is to be put where; filled as the values are compared. */
  readonly splices: Splice[]
  /** Where comments may go with what they are about. */
  readonly freed: Span[]
  /** An empty line goes with the entry that it kept apart. */
  readonly closesGaps: boolean
  /** Lines for an entry that is new, without an indentation; null where it is printed. */
  readonly linesOf: (path: readonly string[]) => readonly string[] | null
}

/** Walks the parser's own tokens: a `#` within a text is no comment. */
function gather(token: unknown, found: Comment[]): void {
  if (typeof token !== 'object' || token === null) return
  if (Array.isArray(token)) {
    for (const one of token) gather(one, found)
    return
  }
  const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown }
  if (type === 'comment' && typeof offset === 'number' && typeof source === 'string') {
    found.push({ offset, source: source.trimEnd() })
    return
  }
  for (const value of Object.values(token)) gather(value, found)
}

/** All comments of a text, in their order. */
export function commentsOf(text: string): readonly Comment[] {
  const found: Comment[] = []
  for (const token of new Parser().parse(text)) gather(token, found)
  return found.sort((a, b) => a.offset - b.offset)
}

export const beginRewriting = (
  { text, document }: Pick<Rewriting, 'text' | 'document'>,
  how: Pick<Rewriting, 'closesGaps' | 'linesOf'>,
): Rewriting => ({
  text,
  document,
  newline: newlineOf(text),
  comments: commentsOf(text),
  splices: [],
  freed: [],
  ...how,
})

export const isWithin = ({ offset }: Comment, { start, end }: Span): boolean =>
  offset >= start && offset < end

/** Puts a text in the place of another one. */
export function put({ splices }: Rewriting, { start, end }: Span, text: string): void {
  splices.push({ start, end, text, lines: false })
}

/** Puts whole lines in the place of whole lines. */
export function putLines(edit: Rewriting, { start, end }: Span, lines: readonly string[]): void {
  const text = lines.map((line) => line + edit.newline).join('')
  edit.splices.push({ start, end, text, lines: true })
}

/** The text with every splice in its place; null where two of them meet. */
export function applySplices({ text, newline, splices }: Rewriting): string | null {
  const sorted = splices.toSorted((a, b) => a.start - b.start || a.end - b.end)
  let after = ''
  let at = 0
  for (const { start, end, text: piece, lines } of sorted) {
    if (start < at) return null
    after += text.slice(at, start)
    if (lines && piece !== '' && after !== '' && !after.endsWith('\n')) after += newline
    after += piece
    at = end
  }
  return after + text.slice(at)
}
