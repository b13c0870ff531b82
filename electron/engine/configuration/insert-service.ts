/**
 * One service more in a file's text. The YAML document says where its lines belong; they are put in
 * there and nothing else is touched. Printing the document anew would keep the comments as well, yet
 * straighten indentation, quotes and line ends that a person chose.
 */
import { isMap, isNode, isScalar, type Document, type YAMLMap } from 'yaml'
import type { ServiceConfiguration } from '../../../shared/configuration.ts'
import { printFlowService, printService } from './print-service.ts'
import {
  afterLine,
  afterOwnComments,
  columnOf,
  endOfValue,
  newlineOf,
  startOf,
} from './text-lines.ts'

/** What stands above the first service of a new file. */
export const newFileHeader = [
  '# Services that Quiesce knows by name; its README describes every setting.',
  '# After a change, `quiesce check FILE` says whether all is well.',
]

export interface NewService {
  readonly name: string
  readonly configuration: ServiceConfiguration
}

/** A file's text with the document that was read from it. */
export interface Source {
  readonly text: string
  readonly document: Document
}

/** Puts lines in at the offset of a line's begin, and ends the line before where it is not ended. */
function putLines({ text }: Source, at: number, lines: readonly string[]): string {
  const newline = newlineOf(text)
  const before = text.slice(0, at)
  const gap = before === '' || before.endsWith('\n') ? '' : newline
  return before + gap + lines.map((line) => line + newline).join('') + text.slice(at)
}

/** How much deeper the settings of a service stand here than its name. */
function findStep({ text }: Source, services: YAMLMap, column: number): number {
  for (const { value } of services.items) {
    const first = isMap(value) && value.flow !== true ? startOf(value.items[0]?.key) : null
    if (first !== null) return Math.max(1, columnOf(text, first) - column)
  }
  return 2
}

/** True where a person keeps services apart by an empty line. */
function areApart({ text }: Source, services: YAMLMap): boolean {
  const last = services.items.length > 1 ? startOf(services.items.at(-1)?.key) : null
  if (last === null) return false
  const above = text.slice(0, last).split('\n').slice(0, -1)
  const line = above.findLast((one) => !one.trim().startsWith('#'))
  return line?.trim() === ''
}

function intoBlock(source: Source, services: YAMLMap, { name, configuration }: NewService): string {
  const { text } = source
  const column = columnOf(text, startOf(services.items[0]?.key) ?? 0)
  const end = afterLine(text, endOfValue(services) ?? text.length)
  const at = afterOwnComments(text, end, column)
  const lines = printService(name, configuration, findStep(source, services, column))
  const indented = lines.map((line) => ' '.repeat(column) + line)
  return putLines(source, at, areApart(source, services) ? ['', ...indented] : indented)
}

function intoFlow({ text }: Source, services: YAMLMap, service: NewService): string | null {
  const last = services.items.at(-1)
  const entry = printFlowService(service.name, service.configuration)
  const from = services.range?.[0]
  if (from === undefined) return null
  const at = last ? (endOfValue(last.value) ?? endOfValue(last.key)) : from + 1
  return at === null ? null : text.slice(0, at) + (last ? `, ${entry}` : entry) + text.slice(at)
}

/** `services:` with nothing behind it, or with a `~` that goes. */
function intoNothing(source: Source, key: unknown, value: unknown, service: NewService): string {
  const { text } = source
  const column = columnOf(text, startOf(key) ?? 0) + 2
  const range = isNode(value) ? value.range : null
  const bare = range ? text.slice(0, range[0]) + text.slice(range[1]) : text
  const colon = bare.indexOf(':', isNode(key) ? (key.range?.[1] ?? 0) : 0)
  const at = afterOwnComments(bare, afterLine(bare, colon + 1), column)
  const lines = printService(service.name, service.configuration)
  return putLines(
    { ...source, text: bare },
    at,
    lines.map((line) => ' '.repeat(column) + line),
  )
}

/** A file without `services:` gets it at its end, before a `...` that ends it. */
function intoFile(source: Source, service: NewService): string {
  const { text, document } = source
  const root = isMap(document.contents) ? document.contents : null
  const column = root ? columnOf(text, startOf(root.items[0]?.key) ?? 0) : 0
  const end = /^\.\.\.(?:\s|$)/m.exec(text)
  const lines = ['services:', ...printService(service.name, service.configuration).map(deeper)]
  const indented = lines.map((line) => ' '.repeat(column) + line)
  const isApart = text.trim() === '' || /\n\s*\n$/.test(text)
  return putLines(source, end?.index ?? text.length, isApart ? indented : ['', ...indented])
}

const deeper = (line: string): string => `  ${line}`

/**
 * The text with the service behind the last one, or null where this cannot say how (an alias, a
 * whole file within braces). Every line of a block stays as it was. Whoever calls it reads the
 * result again: nothing here proves that it means what was wanted.
 */
export function insertService(source: Source, service: NewService): string | null {
  const { contents } = source.document
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return intoFile(source, service)
  }
  if (!isMap(contents)) return null
  const pair = contents.items.find(({ key }) => isScalar(key) && key.value === 'services')
  if (pair === undefined) return contents.flow === true ? null : intoFile(source, service)
  const { key, value } = pair
  if (isMap(value)) {
    const isFlow = value.flow === true || contents.flow === true
    return isFlow ? intoFlow(source, value, service) : intoBlock(source, value, service)
  }
  if (contents.flow === true || (isScalar(value) ? value.value !== null : value !== null))
    return null
  return intoNothing(source, key, value, service)
}
