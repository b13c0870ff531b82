/**
 * As much of a shell script as can be read without running it: words, and variables that are given
 * literally. What depends on a command or on the environment is not known, and stays so.
 */

/** Variables whose value is known. A name that is absent has a value that nobody knows. */
export type Variables = ReadonlyMap<string, string>

/** A script is no book; longer words and lines are not read to their end. */
const longestWord = 4096
const longestLine = 4096

/** `X`, `${X}`, `${X:-default}`, `${X-default}`, `${X:=default}` and the base name of X; `at` is behind the `$`. */
function expandAt(
  text: string,
  at: number,
  variables: Variables,
): { readonly value: string; readonly next: number } | null {
  const plain = /^[A-Za-z_]\w*/.exec(text.slice(at))?.[0]
  if (plain !== undefined) {
    const value = variables.get(plain)
    return value === undefined ? null : { value, next: at + plain.length }
  }
  if (text[at] === '0') {
    const value = variables.get('0')
    return value === undefined ? null : { value, next: at + 1 }
  }
  return text[at] === '{' ? expandBraces(text, at, variables) : null
}

function endOfBraces(text: string, at: number): number {
  let depth = 0
  for (let i = at; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1
    if (text[i] === '}') depth -= 1
    if (depth === 0) return i
  }
  return -1
}

function expandBraces(
  text: string,
  at: number,
  variables: Variables,
): { readonly value: string; readonly next: number } | null {
  const end = endOfBraces(text, at)
  if (end === -1) return null
  const found = /^([A-Za-z_]\w*|0)(?:(:?[-=+]|##\*\/$)([\s\S]*))?$/.exec(text.slice(at + 1, end))
  if (!found) return null
  const [, name = '', operator, word = ''] = found
  const value = variables.get(name)
  const next = end + 1
  if (operator === undefined) return value === undefined ? null : { value, next }
  if (operator === '##*/') {
    return value === undefined ? null : { value: value.slice(value.lastIndexOf('/') + 1), next }
  }
  // `${X:+word}` adds something where X is set; without it the plain name remains.
  if (operator.endsWith('+')) return { value: '', next }
  if (value !== undefined && value !== '') return { value, next }
  const other = readWord(word, 0, variables)
  return other.value === null ? null : { value: other.value, next }
}

/** One word as the shell would see it; `value` is null where it is not known. */
export interface ShellWord {
  readonly value: string | null
  /** Where it ends in the text. */
  readonly end: number
}

const endsWord = /[\s;&|<>()]/

/** Reads the word that begins at `at`. */
export function readWord(text: string, at: number, variables: Variables): ShellWord {
  let value: string | null = ''
  let quote: '"' | "'" | null = null
  const add = (more: string | null): void => {
    value = value === null || more === null ? null : value + more
    // Each line may double what the one before gave: B=$A$A, C=$B$B …
    if (value !== null && value.length > longestWord) value = null
  }
  let i = at
  for (; i < text.length && i - at < longestWord; i += 1) {
    const c = text[i] ?? ''
    if (quote === "'") {
      if (c === "'") quote = null
      else add(c)
    } else if (c === '"') quote = quote === '"' ? null : '"'
    else if (c === '\\') {
      i += 1
      add(text[i] ?? '')
    } else if (c === '$' || c === '`') {
      const own = c === '`' || text[i + 1] === '(' ? substitution(text, i, variables) : null
      const found = own ?? expandAt(text, i + 1, variables)
      if (found === null) {
        // Not known: passed over to where it ends.
        add(null)
        i = skipUnknown(text, i) - 1
      } else {
        add(found.value)
        i = found.next - 1
      }
    } else if (quote === null && c === "'") quote = "'"
    else if (quote === null && endsWord.test(c)) break
    else add(c)
  }
  return { value, end: i }
}

/** `$(basename "$0")` in its spellings is the script's own name; no other command is known. */
function substitution(
  text: string,
  at: number,
  variables: Variables,
): { readonly value: string; readonly next: number } | null {
  const own = /^(?:`|\$\()\s*(?:\/usr)?(?:\/bin\/)?basename\s+"?\$(?:0|\{0\})"?\s*(?:`|\))/.exec(
    text.slice(at, at + 80),
  )
  const path = variables.get('0')
  if (!own || path === undefined) return null
  return { value: path.slice(path.lastIndexOf('/') + 1), next: at + own[0].length }
}

function skipUnknown(text: string, at: number): number {
  if (text[at] === '`') {
    const end = text.indexOf('`', at + 1)
    return end === -1 ? text.length : end + 1
  }
  const open = text[at + 1]
  if (open !== '(' && open !== '{') {
    return at + 1 + (/^(?:[A-Za-z_]\w*|.)/.exec(text.slice(at + 1))?.[0].length ?? 0)
  }
  const close = open === '(' ? ')' : '}'
  let depth = 0
  for (let i = at + 1; i < text.length; i += 1) {
    if (text[i] === open) depth += 1
    if (text[i] === close) depth -= 1
    if (depth === 0) return i + 1
  }
  return text.length
}

/** The words of a line from `at` on, up to where its command ends. */
export function readWords(text: string, at: number, variables: Variables): (string | null)[] {
  const words: (string | null)[] = []
  let i = at
  for (;;) {
    while (text[i] === ' ' || text[i] === '\t') i += 1
    const c = text[i]
    if (c === undefined || c === '\n' || c === '#' || /[;&|<>()]/.test(c)) return words
    const { value, end } = readWord(text, i, variables)
    words.push(value)
    i = Math.max(end, i + 1)
  }
}

/** Lines with what a `\` at their end continues; comments on lines of their own are left out. */
export const shellLines = (text: string): readonly string[] =>
  text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !/^\s*#/.test(line))
    .map((line) => line.slice(0, longestLine))
