/**
 * The name of the system for people, PRETTY_NAME of os-release(5), or null where there is none.
 * Values may be quoted as a shell would read them.
 */
export function parsePrettyName(text: string): string | null {
  const raw = /^PRETTY_NAME=(.*)$/m.exec(text)?.[1]?.trim() ?? ''
  const quoted = /^"((?:[^"\\]|\\.)*)"$|^'([^']*)'$/.exec(raw)
  const double = quoted?.[1]?.replace(/\\(.)/g, '$1')
  const name = double ?? quoted?.[2] ?? raw
  return name === '' ? null : name
}
