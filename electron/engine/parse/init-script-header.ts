/** The comment blocks in which a SysV init script says what it is. */
import type { ChkconfigHeader, LsbHeader } from '../../../shared/init-script.ts'

/** What goes on for longer is no header: it is not read to its end. */
const longestLine = 1024
const headerLines = (text: string): readonly string[] =>
  text.split(/\r?\n/).map((line) => line.slice(0, longestLine))

/** LSB 5.0, "Comment Conventions for Init Scripts": from one marker to the other, whole lines. */
function findBlock(lines: readonly string[]): readonly string[] | null {
  const begin = lines.findIndex((line) => /^### BEGIN INIT INFO\s*$/.test(line))
  if (begin === -1) return null
  const length = lines.slice(begin + 1).findIndex((line) => /^### END INIT INFO\s*$/.test(line))
  return length === -1 ? null : lines.slice(begin + 1, begin + 1 + length)
}

/** Keywords in small letters; a line that begins with `#<tab>` or two blanks goes on with the last one. */
function readKeywords(block: readonly string[]): ReadonlyMap<string, string> {
  const keywords = new Map<string, string>()
  let last: string | null = null
  for (const line of block) {
    const keyword = /^#\s?\s*([A-Za-z][A-Za-z-]*):[ \t]*(.*)$/.exec(line)
    const more = /^#(?:\t| {2,})[ \t]*(\S.*)$/.exec(line)
    // A description may hold a colon of its own: only known words begin something new there.
    const name = keyword?.[1]?.toLowerCase()
    if (name !== undefined && (more === null || last === null || isKeyword(name))) {
      last = name
      keywords.set(name, (keyword?.[2] ?? '').trim())
    } else if (more && last !== null) {
      keywords.set(last, `${keywords.get(last) ?? ''} ${more[1] ?? ''}`.trim())
    }
  }
  return keywords
}

const keywordNames = new Set([
  'provides',
  'required-start',
  'required-stop',
  'should-start',
  'should-stop',
  'default-start',
  'default-stop',
  'short-description',
  'description',
])
const isKeyword = (name: string): boolean => keywordNames.has(name) || name.startsWith('x-')

const wordsOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split(/\s+/).filter((word) => word !== '')

/**
 * The LSB block of a script, or null where it has none; `X-Start-Before` and `X-Stop-After` are
 * insserv(8)'s. The description is the long one, or the short one where there is no other.
 */
export function parseLsbHeader(text: string): LsbHeader | null {
  const block = findBlock(headerLines(text))
  if (block === null) return null
  const keywords = readKeywords(block)
  const list = (name: string): readonly string[] => wordsOf(keywords.get(name))
  const long = keywords.get('description') ?? ''
  return {
    provides: list('provides'),
    requiredStart: list('required-start'),
    shouldStart: list('should-start'),
    requiredStop: list('required-stop'),
    shouldStop: list('should-stop'),
    startBefore: list('x-start-before'),
    stopAfter: list('x-stop-after'),
    defaultStart: list('default-start'),
    defaultStop: list('default-stop'),
    description: long === '' ? (keywords.get('short-description') ?? '') : long,
  }
}

/** `# chkconfig: LEVELS START STOP` (chkconfig(8)); levels of `-` are none. Null where there is none. */
export function parseChkconfig(text: string): ChkconfigHeader | null {
  const found = /^#[ \t]*chkconfig:[ \t]*(\d+|-)[ \t]+(\d{1,2})[ \t]+(\d{1,2})\b/m.exec(text)
  if (!found) return null
  const [, levels = '', start = '', stop = ''] = found
  return { levels: levels === '-' ? '' : levels, start: Number(start), stop: Number(stop) }
}

/** What else stands in the header comments of Red Hat's scripts. */
export interface HeaderFiles {
  readonly description: string
  readonly processNames: readonly string[]
  readonly pidFiles: readonly string[]
  readonly lockFiles: readonly string[]
}

/** `# processname:`, `# pidfile:`, `# lockfile:` and `# description:` with `\` at the end of a line. */
export function parseHeaderFiles(text: string): HeaderFiles {
  const lines = headerLines(text).filter((line) => line.startsWith('#'))
  const all = (name: string): readonly string[] => {
    const wanted = new RegExp(`^#[ \\t]*${name}:[ \\t]*(\\S+)`)
    return lines.flatMap((line) => {
      const found = wanted.exec(line)
      return found?.[1] === undefined ? [] : [found[1]]
    })
  }
  const paths = (name: string): readonly string[] => all(name).filter((one) => one.startsWith('/'))
  return {
    description: readDescription(lines),
    processNames: all('processname'),
    pidFiles: paths('pidfile'),
    lockFiles: paths('lockfile'),
  }
}

function readDescription(lines: readonly string[]): string {
  const first = lines.findIndex((line) => /^#[ \t]*description:/.test(line))
  const parts: string[] = []
  for (let at = first; at !== -1 && at < lines.length; at += 1) {
    const line = (lines[at] ?? '').replace(/^#[ \t]*(?:description:[ \t]*)?/, '')
    parts.push(line.replace(/\\\s*$/, '').trim())
    if (!/\\\s*$/.test(line)) break
  }
  return parts.join(' ').trim()
}
