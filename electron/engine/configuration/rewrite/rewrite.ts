/**
 * A YAML text with other values in it. Values are compared, and only the lines of those that differ
 * are touched: indentation, quotes, order, line ends and comments of all else stay as they are. What
 * comes of it is read again, and refused where it does not say exactly what was wanted or where a
 * comment was lost that is not about what was taken out.
 */
import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, isSeq, parseDocument, type Document, type Pair, type YAMLMap } from 'yaml'
import { columnOf, startOf } from '../text-lines.ts'
import { changeList } from './change-list.ts'
import { insertPairs, insertSections, isEmptyDocument, stepOf } from './insert.ts'
import { printFlow } from './print-value.ts'
import { removeFromFlow, removePair } from './remove.ts'
import { replaceValue } from './replace.ts'
import {
  applySplices,
  beginRewriting,
  commentsOf,
  isWithin,
  put,
  type Rewriting,
} from './splices.ts'

/** Another name for what stands in a section: it stays in its place. */
export interface Rename {
  readonly section: string
  readonly from: string
  readonly to: string
}

export type Values = Readonly<Record<string, unknown>>

/** An alias may be used so often in all. */
export const mostAliases = 100

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

interface MapChange {
  readonly path: readonly string[]
  readonly now: Values
  readonly wanted: Values
  readonly rename: Rename | null
}

function renamed(edit: Rewriting, pair: Pair, { path, rename }: MapChange): string | null {
  if (!isScalar(pair.key)) return null
  const name = String(pair.key.value)
  if (rename === null || path.length !== 1) return name
  if (rename.section !== path[0] || rename.from !== name) return name
  const { range } = pair.key
  if (range) put(edit, { start: range[0], end: range[1] }, printFlow(rename.to))
  return rename.to
}

function changePair(edit: Rewriting, map: YAMLMap, pair: Pair, change: MapChange): void {
  const { path, now, wanted, rename } = change
  if (isDeepStrictEqual(now, wanted)) return
  const { value } = pair
  if (isMap(value) && isValues(now['v']) && isValues(wanted['v'])) {
    const inner = { path, now: now['v'], wanted: wanted['v'], rename }
    if (value.items.length > 0 || value.flow === true) {
      changeMap(edit, value, inner)
      return
    }
  }
  const [list, other] = [now['v'], wanted['v']]
  if (isSeq(value) && Array.isArray(list) && Array.isArray(other)) {
    if (changeList(edit, value, { path, now: list, wanted: other })) return
  }
  const step = stepOf(edit, map, columnOf(edit.text, startOf(pair.key) ?? 0))
  replaceValue(edit, pair, wanted['v'], { path, isFlow: map.flow === true, step })
}

function changeMap(edit: Rewriting, map: YAMLMap, change: MapChange): void {
  const { path, now, wanted, rename } = change
  const gone = new Set<Pair>()
  const seen = new Set<string>()
  for (const pair of map.items) {
    const name = renamed(edit, pair, change)
    if (name === null) continue
    const before = isScalar(pair.key) ? String(pair.key.value) : name
    seen.add(name)
    if (Object.hasOwn(wanted, name)) {
      const of = { now: { v: now[before] }, wanted: { v: wanted[name] } }
      changePair(edit, map, pair, { ...of, path: [...path, name], rename })
    } else if (Object.hasOwn(now, before)) gone.add(pair)
  }
  if (map.flow === true && gone.size > 0) removeFromFlow(edit, map, gone)
  else {
    for (const pair of gone) {
      const name = isScalar(pair.key) ? String(pair.key.value) : ''
      removePair(edit, pair, [...path, name])
    }
  }
  const added = Object.entries(wanted).filter(([name]) => !seen.has(name))
  insertPairs(edit, map, added, { path, hasKept: gone.size < map.items.length })
}

/** A section without anything in it says as much as none. */
const spoken = (values: Values): Values =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
  )

const readAgain = (text: string): Values | null => {
  const document = parseDocument(text, { logLevel: 'error' })
  if (document.errors.length > 0) return null
  try {
    return spoken((document.toJS({ maxAliasCount: mostAliases }) ?? {}) as Values)
  } catch {
    // An alias that lost its anchor: the text is refused as any that says something else.
    return null
  }
}

/** Every comment stands there still, but for those of what went. */
function keepsComments({ comments, freed }: Rewriting, after: string): boolean {
  const left = new Map<string, number>()
  for (const { source } of commentsOf(after)) left.set(source, (left.get(source) ?? 0) + 1)
  return comments
    .filter((comment) => !freed.some((span) => isWithin(comment, span)))
    .every(({ source }) => {
      const count = left.get(source) ?? 0
      left.set(source, count - 1)
      return count > 0
    })
}

export interface Rewrite {
  /** All that the text shall say. */
  readonly wanted: Values
  readonly rename?: Rename | null
  /** Lines for entries that are new; null for those that are printed. */
  readonly linesOf?: (path: readonly string[]) => readonly string[] | null
}

function attempt(
  source: { readonly text: string; readonly document: Document },
  { wanted, rename = null, linesOf = () => null }: Rewrite,
  closesGaps: boolean,
): string | null {
  const edit = beginRewriting(source, { closesGaps, linesOf })
  const { contents } = source.document
  const now = (source.document.toJS({ maxAliasCount: mostAliases }) ?? {}) as Values
  if (isMap(contents) && (contents.items.length > 0 || contents.flow === true)) {
    changeMap(edit, contents, { path: [], now: spoken(now), wanted: spoken(wanted), rename })
  } else if (isEmptyDocument(edit)) insertSections(edit, Object.entries(spoken(wanted)))
  const after = applySplices(edit)
  if (after === null || !keepsComments(edit, after)) return null
  const read = readAgain(after)
  return read !== null && isDeepStrictEqual(read, spoken(wanted)) ? after : null
}

/**
 * The text with these values, or null where a program cannot write them without touching what it
 * should not (an anchor that is used elsewhere, a form that it does not know).
 */
export const rewriteYaml = (
  source: { readonly text: string; readonly document: Document },
  rewrite: Rewrite,
): string | null => {
  const printed = { ...rewrite, linesOf: () => null }
  return (
    attempt(source, rewrite, true) ??
    attempt(source, printed, true) ??
    attempt(source, printed, false)
  )
}
