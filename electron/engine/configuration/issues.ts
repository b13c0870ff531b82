/** What the schema finds wrong, as sentences for the person who wrote the file. */
import { z } from 'zod'
import { configurationSchema } from '../../../shared/configuration.ts'
import { nearest } from '../../../shared/nearest.ts'

export type Issue = z.core.$ZodIssue

/** One thing wrong: where in the document, and what was expected there. */
export interface Finding {
  readonly path: readonly PropertyKey[]
  /** Whether the name or what stands behind it is wrong. */
  readonly at: 'key' | 'value'
  readonly message: string
  readonly candidates: readonly string[]
}

/** What stands behind a setting, without the wrappers that say that it may be left out. */
function unwrap(schema: unknown): unknown {
  const isWrapper =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
  return isWrapper ? unwrap(schema.unwrap()) : schema
}

/** The schema of what stands under one name or number of a map or list. */
function stepInto(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, unknown>)[step]
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodArray ? schema.element : undefined
}

/** The names that may stand at a path; none where any may. */
function knownKeys(path: readonly PropertyKey[]): readonly string[] {
  let schema: unknown = configurationSchema
  for (const step of path) schema = unwrap(stepInto(schema, step))
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
}

const shownPath = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? 'the file' : path.map(String).join('.')

/** YAML's own words for the types of JSON Schema. */
const typeWords: Readonly<Record<string, string>> = {
  array: 'a list: [one, another]',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'names with a colon, each on its own line',
  record: 'names with a colon, each on its own line',
  string: 'text',
}

function expectedOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return typeWords[issue.expected] ?? issue.expected
    case 'too_small':
      return issue.origin === 'string' ? 'text that is not empty' : atLeast(issue)
    case 'too_big':
      return issue.origin === 'array'
        ? `at most ${issue.maximum} of them`
        : `at most ${issue.maximum}`
    case 'invalid_value':
      return oneOf(issue.values.map(String))
    case 'invalid_format':
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
  }
}

/** A list's own message names its form; a bare number needs its bound. */
const atLeast = (issue: Extract<Issue, { code: 'too_small' }>): string =>
  issue.origin === 'array' ? issue.message : `at least ${issue.minimum}`

function describeUnknownKeys(issue: Extract<Issue, { code: 'unrecognized_keys' }>): Finding[] {
  const known = knownKeys(issue.path)
  return issue.keys.map((key) => ({
    path: [...issue.path, key],
    at: 'key',
    message: `"${key}" is not known in ${shownPath(issue.path)}; expected ${listWords(known)}.`,
    candidates: nearest(key, known),
  }))
}

const listWords = (words: readonly string[]): string => joined(words, 'one of ', 'and')

const oneOf = (words: readonly string[]): string => joined(words, '', 'or')

const joined = (words: readonly string[], before: string, last: string): string =>
  words.length < 2
    ? (words[0] ?? '')
    : `${before}${words.slice(0, -1).join(', ')} ${last} ${words.at(-1) ?? ''}`

const nameOf: Readonly<Record<string, string>> = {
  services: 'a service',
  groups: 'a group',
  profiles: 'a profile',
  settings: 'a host',
}

/** One issue of the schema as findings: one, or one for each unknown name. */
export function describeIssue(issue: Issue): Finding[] {
  const { path } = issue
  if (issue.code === 'unrecognized_keys') return describeUnknownKeys(issue)
  if (issue.code === 'invalid_key') {
    const expected = issue.issues[0]?.message ?? issue.message
    const what = nameOf[String(path[0])] ?? 'a service'
    const message = `"${String(path.at(-1))}" is no name for ${what}; expected ${expected}.`
    return [{ path, at: 'key', message, candidates: [] }]
  }
  // A schedule's refusal is whole sentences, with the column of the wrong step.
  if (issue.code === 'custom' && path.at(-1) === 'schedule') {
    const message = `${shownPath(path)}: ${issue.message}`
    return [{ path, at: 'value', message, candidates: [] }]
  }
  const expected = expectedOf(issue).replace(/\.$/, '')
  // What is asked of a service as a whole stands at its name.
  const at = issue.code === 'custom' && path.length === 2 ? 'key' : 'value'
  return [{ path, at, message: `${shownPath(path)}: expected ${expected}.`, candidates: [] }]
}
