/**
 * A configuration file's text as services, or every error in it with line and column. The YAML
 * document is kept beside the values: an edit goes through it, so that comments survive.
 */
import {
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
} from 'yaml'
import type { Alias, Document, ErrorCode, Node, Pair } from 'yaml'
import {
  configurationSchema,
  type Configuration,
  type ServiceConfiguration,
} from '../../../shared/configuration.ts'
import { fail, ok, type QuiesceError, type Result } from '../../../shared/errors.ts'
import type { OwnProfile, Profile } from '../../../shared/profile.ts'
import type { WrittenSettings } from '../../../shared/settings.ts'
import { causeOf } from '../errno.ts'
import { catalogue as delivered } from '../profiles/catalogue.ts'
import { configurationError } from './file.ts'
import { describeIssue, type Finding, type Issue } from './issues.ts'
import { refuseIncomplete } from './own-profiles.ts'

/** One service as a file describes it. */
export interface FileService {
  readonly name: string
  readonly configuration: ServiceConfiguration
  /** `FILE:LINE:COLUMN` of its name. */
  readonly place: string
}

/** A group or a profile as a file describes it. */
export interface FileEntry<T> {
  readonly name: string
  readonly value: T
  /** `FILE:LINE:COLUMN` of its name. */
  readonly place: string
}

export interface ConfigurationFile {
  readonly path: string
  readonly services: readonly FileService[]
  readonly groups: readonly FileEntry<readonly string[]>[]
  readonly profiles: readonly FileEntry<OwnProfile>[]
  readonly settings: WrittenSettings
  readonly document: Document
  /** `FILE:LINE:COLUMN` of a value: `services`, `web`, `profile`. */
  placeOf(path: readonly PropertyKey[]): string
}

/** An alias may be used so often in all; the schema needs none. */
const mostAliases = 100
/** Of a file that is something else altogether, the first errors are enough. */
const mostErrors = 20

/** `FILE:LINE:COLUMN` of a node. */
type Placer = (node: Node | null) => string

/** A value's node and, where it stands in a map, its key's. */
interface Spot {
  readonly key: Node | null
  readonly value: Node | null
}

const keyNode = (pair: Pair): Node | null => (isNode(pair.key) ? pair.key : null)

function stepInto(document: Document, from: Node | null, step: PropertyKey): Spot | null {
  const node = isAlias(from) ? (from.resolve(document) ?? null) : from
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return isNode(item) ? { key: null, value: item } : null
  }
  if (!isMap(node)) return null
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
  if (!isPair(pair)) return null
  return { key: keyNode(pair), value: isNode(pair.value) ? pair.value : null }
}

/** The node at a path, or the nearest one above it that exists. */
function findSpot(document: Document, path: readonly PropertyKey[]): Spot {
  let spot: Spot = { key: null, value: isNode(document.contents) ? document.contents : null }
  for (const step of path) {
    const next = stepInto(document, spot.value, step)
    if (next === null) return spot
    spot = next
  }
  return spot
}

function placer(path: string, lines: LineCounter): Placer {
  return (node) => {
    const { line, col } = lines.linePos(node?.range?.[0] ?? 0)
    return `${path}:${Math.max(1, line)}:${Math.max(1, col)}`
  }
}

function toErrors(document: Document, place: Placer, findings: readonly Finding[]): QuiesceError[] {
  return findings.map(({ path, at, message, candidates }) => {
    const spot = findSpot(document, path)
    const node = at === 'key' ? (spot.key ?? spot.value) : (spot.value ?? spot.key)
    return configurationError(place(node), message, candidates.length > 0 ? { candidates } : {})
  })
}

/** Values of a document without syntax errors; an alias bomb is an error where its first alias is. */
function valuesOf(document: Document, place: Placer): Result<unknown> {
  try {
    return ok(document.toJS({ maxAliasCount: mostAliases }))
  } catch (error) {
    const aliases: Alias[] = []
    visit(document, {
      Alias(_, node) {
        aliases.push(node)
      },
    })
    const dangling = aliases.find((alias) => alias.resolve(document) === undefined)
    const message =
      dangling === undefined
        ? 'aliases that unfold without measure, or too deeply; expected plain values.'
        : `*${dangling.source} refers to nothing; expected a value, or an anchor &${dangling.source} before it.`
    const at = place(dangling ?? aliases[0] ?? null)
    return fail(configurationError(at, message, { cause: causeOf(error) }))
  }
}

/** Words for those of the parser's messages that speak to programmers. */
const syntaxWords: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'this name stands here a second time; expected each name once.',
  MULTIPLE_DOCS: 'a second document begins here; expected one.',
  TAB_AS_INDENT: 'a tab; expected spaces for indentation.',
}

function syntaxErrors(path: string, document: Document, lines: LineCounter): QuiesceError[] {
  const found = [...document.errors, ...document.warnings]
  // The parser descends by recursion and reports its own stack; what follows is noise.
  const deep = found.find(({ message }) => message.includes('call stack'))
  if (deep !== undefined) {
    const message = 'it is nested too deeply; expected `services:` and their settings.'
    return [configurationError(`${path}:1:1`, message)]
  }
  return found.map(({ pos, code, message }) => {
    const { line, col } = lines.linePos(pos[0])
    const words = syntaxWords[code] ?? `${message.replace(/\.$/, '')}.`
    return configurationError(`${path}:${line}:${col}`, words)
  })
}

const sections = ['services', 'groups', 'profiles'] as const

/** A name that the schema's record skips without a word must not vanish without one. */
function skippedNames(values: unknown, parsed: Configuration): Issue[] {
  return sections.flatMap((section) => {
    const raw = (values as Configuration | null)?.[section] ?? {}
    return Object.keys(raw)
      .filter((name) => !Object.hasOwn(parsed[section] ?? {}, name))
      .map((name) => ({
        code: 'invalid_key' as const,
        origin: 'record' as const,
        issues: [],
        path: [section, name],
        message: 'another name',
        input: name,
      }))
  })
}

const byPlace = (a: QuiesceError, b: QuiesceError): number =>
  (a.place ?? '').localeCompare(b.place ?? '', 'en', { numeric: true })

/** Reads a file's text. Every error found is given up to twenty, in the order of the lines. */
export function parseConfiguration(
  path: string,
  text: string,
  catalogue: readonly Profile[] = delivered,
): Result<ConfigurationFile, QuiesceError[]> {
  const lines = new LineCounter()
  const options = { lineCounter: lines, prettyErrors: false, logLevel: 'error' } as const
  const document = parseDocument(text, options)
  const place = placer(path, lines)
  const refuse = (errors: QuiesceError[]): Result<never, QuiesceError[]> =>
    fail(errors.sort(byPlace).slice(0, mostErrors))
  const syntax = syntaxErrors(path, document, lines)
  if (syntax.length > 0) return refuse(syntax)
  const values = valuesOf(document, place)
  if (!values.ok) return refuse([values.error])
  const parsed = configurationSchema.safeParse(values.value ?? {})
  const findings = parsed.success
    ? [
        ...skippedNames(values.value, parsed.data).flatMap(describeIssue),
        ...refuseIncomplete(parsed.data.profiles, catalogue),
      ]
    : parsed.error.issues.flatMap(describeIssue)
  if (!parsed.success || findings.length > 0) return refuse(toErrors(document, place, findings))
  return ok(toFile(path, parsed.data, { document, place }))
}

function toFile(
  path: string,
  { services, groups, profiles, settings }: Configuration,
  { document, place }: { readonly document: Document; readonly place: Placer },
): ConfigurationFile {
  const placeOfName = (at: readonly PropertyKey[]): string => {
    const { key, value } = findSpot(document, at)
    return place(key ?? value)
  }
  const entries = <T>(section: string, from: Readonly<Record<string, T>> | null | undefined) =>
    Object.entries(from ?? {}).map(([name, value]): FileEntry<T> => {
      return { name, value, place: placeOfName([section, name]) }
    })
  return {
    path,
    services: entries('services', services).map(({ value, ...named }) => {
      return { ...named, configuration: value }
    }),
    groups: entries('groups', groups),
    profiles: entries('profiles', profiles),
    settings: settings ?? {},
    document,
    placeOf: (at) => place(findSpot(document, at).value),
  }
}
