/** A service as YAML: what a person reads before it is written, and what is written. */
import { Document, isMap, isSeq, visit, type ToStringOptions } from 'yaml'

/** Lists that are longer stand on lines of their own. */
const widestList = 72

/** Nothing is folded, and no text becomes a block that a wrong indentation would change. */
const plainly = { lineWidth: 0, blockQuote: false, flowCollectionPadding: false } as const

/** Commands and short lists read best on one line, as the README shows them. */
function styleLists(document: Document): void {
  visit(document, {
    Seq(_, node) {
      const isLong = JSON.stringify(node).length > widestList
      const isPlain = node.items.every((item) => !isMap(item) && !isSeq(item))
      node.flow = isPlain && !isLong
    },
  })
}

const documentOf = (name: string, configuration: unknown): Document => {
  const document = new Document({ [name]: configuration })
  styleLists(document)
  return document
}

/** The lines of `NAME:` and its settings, without an indentation of their own and a last newline. */
export function printService(name: string, configuration: unknown, indent = 2): readonly string[] {
  const options: ToStringOptions = { ...plainly, indent }
  return documentOf(name, configuration).toString(options).trimEnd().split('\n')
}

/** The same within braces: `NAME: {exe: /opt/x}`. */
export function printFlowService(name: string, configuration: unknown): string {
  const document = documentOf(name, configuration)
  if (isMap(document.contents)) document.contents.flow = true
  const options: ToStringOptions = { ...plainly, collectionStyle: 'flow' }
  const text = document.toString(options).trim()
  return text.replace(/^\{\s*/, '').replace(/\s*\}$/, '')
}
