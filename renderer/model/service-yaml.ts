/** A service, group or profile as it will stand in services.yaml, for a person to read before. */
import type { ServiceConfiguration } from '../../shared/configuration.ts'

/** Texts that YAML 1.2 and its elder readers take for something else. */
const special = /^(?:true|false|yes|no|on|off|null|~|[-+]?[0-9][0-9._]*(?:e[-+]?\d+)?)$/i
const plain = /^-{0,2}[A-Za-z0-9/](?:[A-Za-z0-9 ._/@+=-]*[A-Za-z0-9._/@+=-])?$/

/** A text, quoted where YAML needs it. */
const quoted = (text: string): string =>
  plain.test(text) && !special.test(text) ? text : JSON.stringify(text)

const pairsOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, one]) => one !== undefined)

function printValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = pairsOf(value)
    if (pairs.length === 0) return '{}'
    return `{ ${pairs.map(([key, one]) => `${key}: ${printValue(one)}`).join(', ')} }`
  }
  return JSON.stringify(value)
}

/** What is longer stands on lines of its own. */
const widest = 56

/** An element of a list: the first line of a mapping stands behind the dash. */
function printElement(value: unknown, indent: string): readonly string[] {
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value)
  const line = `${indent}- ${printValue(value)}`
  if (!isMap || line.length <= widest) return [line]
  const lines = pairsOf(value).flatMap((pair) => printPair(pair, `${indent}  `))
  return lines.map((one, at) => (at === 0 ? `${indent}- ${one.trimStart()}` : one))
}

function printPair([key, value]: readonly [string, unknown], indent: string): readonly string[] {
  const line = `${indent}${key}: ${printValue(value)}`
  if (typeof value !== 'object' || value === null || line.length <= widest) return [line]
  const inside = Array.isArray(value)
    ? value.flatMap((one) => printElement(one, `${indent}  `))
    : pairsOf(value).flatMap((pair) => printPair(pair, `${indent}  `))
  return [`${indent}${key}:`, ...inside]
}

/** The lines to be added, below `services`, `groups` or `profiles`. */
export function entryYaml(below: string, name: string, value: unknown): string {
  const lines = Array.isArray(value)
    ? printPair([quoted(name), value], '  ')
    : [`  ${quoted(name)}:`, ...pairsOf(value as object).flatMap((pair) => printPair(pair, '    '))]
  return [`${below}:`, ...lines].join('\n')
}

/** The lines of a service. */
export const serviceYaml = (name: string, configuration: ServiceConfiguration): string =>
  entryYaml('services', name, configuration)
