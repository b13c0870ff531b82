/** A service as it will stand in services.yaml, for a person to read before it is written. */
import type { ServiceConfiguration } from '../../shared/configuration.ts'

/** Texts that YAML 1.2 and its elder readers take for something else. */
const special = /^(?:true|false|yes|no|on|off|null|~|[-+]?[0-9][0-9._]*(?:e[-+]?\d+)?)$/i
const plain = /^-{0,2}[A-Za-z0-9/](?:[A-Za-z0-9 ._/@+=-]*[A-Za-z0-9._/@+=-])?$/

/** A text, quoted where YAML needs it. */
const quoted = (text: string): string =>
  plain.test(text) && !special.test(text) ? text : JSON.stringify(text)

function printValue(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(printValue).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).filter(([, one]) => one !== undefined)
    return `{ ${pairs.map(([key, one]) => `${key}: ${printValue(one)}`).join(', ')} }`
  }
  return JSON.stringify(value)
}

/** Lists that are longer stand on lines of their own. */
const widest = 56

function printEntry([key, value]: readonly [string, unknown]): readonly string[] {
  const line = `    ${key}: ${printValue(value)}`
  if (!Array.isArray(value) || line.length <= widest) return [line]
  return [`    ${key}:`, ...value.map((one) => `      - ${printValue(one)}`)]
}

/** The lines to be added. */
export function serviceYaml(name: string, configuration: ServiceConfiguration): string {
  const lines = Object.entries(configuration)
    .filter(([, value]) => value !== undefined)
    .flatMap(printEntry)
  return [`services:`, `  ${quoted(name)}:`, ...lines].join('\n')
}
