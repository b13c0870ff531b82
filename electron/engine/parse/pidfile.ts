import type { Result } from '../../../shared/errors.ts'

/** No pid file of a daemon is longer; whatever is, is something else. */
export const longestPidFileBytes = 4096

/** PID_MAX_LIMIT of 64-bit Linux (include/linux/threads.h). */
const largestPid = 4_194_304

const bad = (why: string): Result<never, string> => ({ ok: false, error: why })

/**
 * Lines that real daemons write below the pid: sendmail its command line, PostgreSQL's
 * postmaster.pid its data folder; both start with an absolute path.
 */
const mayFollow = (lines: readonly string[]): boolean => lines[0]?.startsWith('/') ?? false

function parseNumber(word: string): Result<number, string> {
  if (/^-\d+$/.test(word)) return bad(`it holds a negative number (${word})`)
  if (!/^\d+$/.test(word)) return bad('it holds no number')
  // A leading zero is octal to some readers and decimal to others: nobody can say who is meant.
  if (/^0\d/.test(word)) return bad('its number has a leading zero')
  const pid = Number(word)
  if (pid === 0) return bad('it holds 0, which is no process')
  if (pid === 1) return bad('it names pid 1, the init process')
  return pid > largestPid
    ? bad(`its number is larger than any pid (${largestPid})`)
    : { ok: true, value: pid }
}

/** So many are named of a file with several; nobody reads more. */
const mostNamed = 8

/**
 * All pids of a file that holds several and nothing else: no daemon is named by it, yet a person
 * wants to know whom a script would signal. Empty for a file with one pid, or with other text.
 */
export function listPids(text: string): readonly number[] {
  if (text.length > longestPidFileBytes) return []
  const words = text.split(/\s+/).filter((word) => word !== '')
  if (words.length < 2 || !words.every((word) => /^[1-9]\d*$/.test(word))) return []
  const pids = words.map(Number).filter((pid) => pid <= largestPid)
  return [...new Set(pids)].slice(0, mostNamed)
}

/**
 * The pid in the text of a pid file (FHS 3.0, section 3.15: "the process identifier in ASCII-encoded
 * decimal, followed by a newline"). Blanks around it are let through, as old writers pad to ten
 * columns. Errors say what it holds instead, as words that continue "…, because".
 */
export function parsePidFile(text: string): Result<number, string> {
  if (text.length > longestPidFileBytes)
    return bad(`it is longer than ${longestPidFileBytes} bytes`)
  if (text.includes('\0')) return bad('it holds NUL bytes')
  const [first = '', ...rest] = text
    .split(/\r?\n/)
    .map((line) => line.replace(/^[ \t]+|[ \t]+$/g, ''))
  const more = rest.filter((line) => line !== '')
  if (first === '') return bad(more.length === 0 ? 'it is empty' : 'its first line is empty')
  const words = first.split(/[ \t]+/)
  const isNumber = (word: string): boolean => /^\d+$/.test(word)
  if ([...words, ...more].length > 1 && [...words, ...more].every(isNumber)) {
    return bad('it holds several pids')
  }
  const pid = parseNumber(words[0] ?? '')
  if (!pid.ok) return pid
  return words.length > 1 || (more.length > 0 && !mayFollow(more))
    ? bad('other text follows the number')
    : pid
}
