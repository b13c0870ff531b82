/** Where lines begin and end in a YAML text, and where what hangs on a node of its document does. */
import { isCollection, isNode, isPair } from 'yaml'

/** How lines end in a text: as the first one does. */
export const newlineOf = (text: string): string =>
  /\r?\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n'

/** Where the next line begins; the text's end where there is none. */
export function nextLine(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  return newline === -1 ? text.length : newline + 1
}

/** The same, and `at` itself where a line begins there: texts of several lines end so. */
export const afterLine = (text: string, at: number): number =>
  at > 0 && text[at - 1] === '\n' ? at : nextLine(text, at)

/** How many characters stand before it on its line. */
export const columnOf = (text: string, at: number): number =>
  at - (text.lastIndexOf('\n', at - 1) + 1)

/** Where the value of the last of all that hangs on a node ends; a comment behind it is not part of it. */
export function endOfValue(node: unknown): number | null {
  if (!isNode(node)) return null
  if (isCollection(node) && node.flow !== true) {
    const last: unknown = node.items.at(-1)
    const end = isPair(last) ? (endOfValue(last.value) ?? endOfValue(last.key)) : endOfValue(last)
    if (end !== null) return end
  }
  return node.range?.[1] ?? null
}

/** Behind the comments that are indented like a service: they belong to what stands above them. */
export function afterOwnComments(text: string, from: number, column: number): number {
  let end = from
  for (let at = from; at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, nextLine(text, at))
    const isComment = /^ *#/.test(line)
    if (isComment ? line.search(/\S/) < column : line.trim() !== '') break
    if (isComment) end = nextLine(text, at)
  }
  return end
}

/** Where a node begins, null where it has no place. */
export const startOf = (node: unknown): number | null =>
  isNode(node) ? (node.range?.[0] ?? null) : null
