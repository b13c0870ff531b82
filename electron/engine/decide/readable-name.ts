/** What a person calls a process: its program, or the script that an interpreter runs. */
import { viceNames, vices, type Vice } from '../../../shared/practice.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import { programName } from './session-basics.ts'

/** How one family of interpreters takes its arguments. */
interface Family {
  readonly names: RegExp
  /** Options after which the program itself is an argument: there is no script to name. */
  readonly inline: RegExp
  /** Options whose next argument belongs to them, so that it is not taken for the script. */
  readonly takesValue: readonly string[]
}

const nothing = /^$/
const families: readonly Family[] = [
  // `sh -e FILE` runs a script, `sh -ec TEXT` does not.
  { names: /^(?:bash|sh|dash|zsh|ksh|mksh|fish)$/, inline: /^-[a-z]*c/, takesValue: ['-o', '-O'] },
  // Switches without a value may stand before it: `python3 -uc TEXT`, `perl -we TEXT`.
  {
    names: /^(?:python|pypy)[\d.]*$/,
    inline: /^-[bBdEiIOPqsSuvx]*c/,
    takesValue: ['-W', '-X'],
  },
  { names: /^php[\d.]*$/, inline: /^-r$/, takesValue: ['-d', '-c'] },
  { names: /^(?:perl|ruby)[\d.]*$/, inline: /^-[aclnpstTuUwWX\d]*[eE]/, takesValue: ['-I'] },
  {
    names: /^(?:node|nodejs|deno|bun)$/,
    inline: /^(?:-[ep]|--eval|--print)/,
    takesValue: ['-r', '--require', '--import', '--loader'],
  },
  {
    names: /^(?:java|mono|dotnet)$/,
    inline: nothing,
    takesValue: ['-cp', '-classpath', '--class-path', '-p', '--module-path'],
  },
  { names: /^(?:lua|luajit|guile|tclsh|wish|Rscript)[\d.]*$/, inline: /^-e/, takesValue: ['-l'] },
]

const familyOf = (row: ProcessRow): Family | undefined =>
  families.find(({ names }) => names.test(programName(row)))

/** True for a program that runs other programs' text: its executable says little about the service. */
export const isInterpreter = (row: ProcessRow): boolean => familyOf(row) !== undefined

/** The script (or `-m` module, or `-jar` file) that an interpreter runs; null where there is none. */
export function scriptOf(row: ProcessRow): string | null {
  const family = familyOf(row)
  if (!family || !isKnown(row.args)) return null
  for (let at = 1; at < row.args.length; at += 1) {
    const word = row.args[at] ?? ''
    if (word === '-m' || word === '-jar' || word === '--') return row.args[at + 1] ?? null
    if (family.inline.test(word)) return null
    if (!word.startsWith('-')) return word === '' ? null : word
    if (family.takesValue.includes(word)) at += 1
  }
  return null
}

const lastPart = (path: string): string => path.slice(path.lastIndexOf('/') + 1) || path

/** True for one of Quiesce's practice daemons, workers included. */
export const isPractice = (row: ProcessRow): boolean => programName(row) === 'quiesce-practice'

/** What a practice daemon rehearses; null for its workers, which bear another name, and all others. */
function practiceVice(row: ProcessRow): Vice | null {
  if (!isPractice(row) || !row.name.startsWith('quiesce-') || !isKnown(row.args)) return null
  const words = new Set(row.args)
  return viceNames.find((vice) => words.has(vice)) ?? null
}

/**
 * The name for titles and messages, safe to show on one line. The kernel cuts names to 15 bytes;
 * where the executable's own name continues it, that one is given.
 */
export function readableName(row: ProcessRow): string {
  const script = scriptOf(row)
  // A script that comes through a descriptor has no name of its own.
  if (script !== null && !/^\/(?:dev|proc)\//.test(script)) return printable(lastPart(script))
  const program = programName(row)
  const vice = practiceVice(row)
  if (vice !== null) return `practice ${vice}`
  return printable(row.name.length >= 15 && program.startsWith(row.name) ? program : row.name)
}

/** What a practice daemon's vice is, in words; null for all others. */
export function describePractice(row: ProcessRow): string | null {
  const vice = practiceVice(row)
  return vice === null ? null : vices[vice]
}

/** The process as messages name it: `nginx (4242)`. */
export const called = (row: ProcessRow): string => `${readableName(row)} (${row.identity.pid})`

/** The login name, the number where there is none, or "unknown". */
export function userName(row: ProcessRow): string {
  if (isKnown(row.user)) return printable(row.user)
  return isKnown(row.uid) ? String(row.uid) : 'unknown'
}
