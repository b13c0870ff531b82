/**
 * Text of unknown origin inside Markdown (CommonMark, and GitHub's tables and mentions): it stays on
 * its line and is never read as markup.
 */
import { printable } from './numbers.ts'

/** Running text: every character that could mean something is escaped. */
export const markdownText = (text: string): string =>
  printable(text)
    .replace(/[\\`*_{}[\]<>|~#$!^]/g, '\\$&')
    .replaceAll('&', '&amp;')
    // A mention would tell somebody of a ticket that is none of theirs.
    .replaceAll('@', '&#64;')
    .replace(/^(\s*)([-+=]|\d+[.)])/, (_, space: string, mark: string) =>
      /^\d/.test(mark) ? `${space}${mark.slice(0, -1)}\\${mark.slice(-1)}` : `${space}\\${mark}`,
    )

const longestRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0)

/** A word set as code, such as a name or a path. Backticks in it are carried by a longer fence. */
export function markdownCode(text: string): string {
  const plain = printable(text)
  if (plain.trim() === '') return '` `'
  const fence = '`'.repeat(longestRun(plain) + 1)
  // A blank on both sides is taken away again, so that a backtick may stand at either end.
  const pad = /^[` ]|[` ]$/.test(plain) ? ' ' : ''
  return `${fence}${pad}${plain}${pad}${fence}`
}

/** Lines as they are, in a block that nothing in them can end. */
export function markdownBlock(lines: readonly string[]): readonly string[] {
  const plain = lines.map(printable)
  const longest = plain.reduce((most, line) => Math.max(most, longestRun(line)), 2)
  const fence = '`'.repeat(longest + 1)
  return [`${fence}text`, ...plain, fence]
}
