/**
 * Whether a pid file may be believed. Pid files lie both ways: the daemon died and its number went
 * to somebody else, or the file was written by somebody who wants another process stopped. The
 * rules are those that systemd came to for PIDFile= (systemd#6632, systemd.service(5)).
 */
import type { Result } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import type { PidFileVerdict } from '../../../shared/service.ts'
import { isKnown, type Known } from '../../../shared/unknown.ts'
import { duration, printable } from '../../../shared/wording/numbers.ts'
import { called, userName } from './readable-name.ts'
import { runsAs, runsExecutable, type ProcessWanted } from './runs-executable.ts'
import type { Table } from './table.ts'

/** Owner and permission bits of a file or folder. */
export interface Writable {
  readonly uid: number
  /** The low twelve bits: sticky bit, then read, write, execute three times. */
  readonly mode: number
}

/** What was found at the path of a pid file, before any judgement. */
export type PidFileFacts =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** No plain file: `what` is "a symbolic link", "a FIFO" … */
  | { readonly kind: 'odd'; readonly what: string }
  | {
      readonly kind: 'file'
      readonly file: Writable
      readonly folder: Known<Writable>
      /** Wall clock of the last change of its content, milliseconds. */
      readonly writtenAt: number
      readonly content: Result<number, string>
      /** Whom it names where it names several; absent where it does not. */
      readonly pids?: readonly number[]
    }

/** btime in /proc/stat has whole seconds, and so has what follows from it. */
const granularityMs = 1000

const othersMayWrite = 0o002
const groupMayWrite = 0o020
const sticky = 0o1000

type Verdict = PidFileVerdict['verdict']
type File = Extract<PidFileFacts, { kind: 'file' }>

/** Sentences on who else may write the file or replace it; empty where nobody can. */
function findForeignWriters(facts: File): string[] {
  const found: string[] = []
  if ((facts.file.mode & othersMayWrite) !== 0) found.push('Every user may write the file.')
  const { folder } = facts
  if (!isKnown(folder)) found.push(`Who may replace the file is not known: ${folder.unknown}.`)
  else if ((folder.mode & othersMayWrite) !== 0 && (folder.mode & sticky) === 0) {
    found.push('Every user may replace the file: its folder is writable by all and not sticky.')
  }
  return found
}

/** Owners who could name a process that they may not signal themselves. */
function findForeignOwners(facts: File, row: ProcessRow): string[] {
  const found: string[] = []
  const may = (uid: number): boolean => uid === 0 || (isKnown(row.uid) && row.uid === uid)
  const whose = isKnown(row.uid) ? `user ${row.uid}` : 'an unknown user'
  if (!may(facts.file.uid)) {
    found.push(`The file belongs to user ${facts.file.uid}, the process to ${whose}.`)
  }
  if (isKnown(facts.folder) && !may(facts.folder.uid)) {
    found.push(`The folder belongs to user ${facts.folder.uid}, the process to ${whose}.`)
  }
  return found
}

const groupNote = (facts: File): string[] =>
  (facts.file.mode & groupMayWrite) === 0 ? [] : ['The group of the file may write it too.']

interface Judged {
  readonly verdict: Verdict
  readonly evidence: readonly string[]
}

/** Compares the living process with the file: is it the one that was meant? */
function judgeProcess(facts: File, row: ProcessRow, { exe, user }: ProcessWanted): Judged {
  const ahead = facts.writtenAt - row.startedAt
  const age =
    ahead >= 0
      ? `It started ${duration(ahead)} before the file was written.`
      : `It started ${duration(-ahead)} after the file was written.`
  if (user !== null && !runsAs(row, user)) {
    const evidence = [`It runs as ${userName(row)}, not as ${printable(user)}.`, age]
    return { verdict: 'stale', evidence }
  }
  const fits = exe === null ? null : runsExecutable(row, exe)
  const path = printable(exe?.path ?? '')
  if (fits === true) return { verdict: 'trusted', evidence: [`It runs ${path}.`, age] }
  if (fits === false) {
    const runs = isKnown(row.executable) ? printable(row.executable.path) : 'something else'
    return { verdict: 'stale', evidence: [`It runs ${runs}, not ${path}.`, age] }
  }
  return { verdict: ahead >= -granularityMs ? 'trusted' : 'stale', evidence: [age] }
}

/** Who has a pid that a file names. */
function sayNamed(pid: number, table: Table): string {
  const row = table.rows.get(pid)
  if (row?.alive) return `It names ${called(row)}.`
  return row
    ? `It names ${called(row)}, which has ended and waits to be reaped.`
    : `It names pid ${pid}, and no such process runs.`
}

function judgeFile(
  facts: File,
  table: Table,
  wanted: ProcessWanted,
): Judged & { readonly pid: number | null } {
  const writers = findForeignWriters(facts)
  if (!facts.content.ok) {
    const why = `The file is of no use: ${facts.content.error}.`
    const named = (facts.pids ?? []).map((one) => sayNamed(one, table))
    return { verdict: 'bad', pid: null, evidence: [why, ...named, ...writers] }
  }
  const pid = facts.content.value
  const row = table.rows.get(pid)
  // Unsafe outweighs stale: what the file says, the daemon perhaps never said.
  if (!row?.alive) {
    const evidence = [sayNamed(pid, table), ...writers]
    return { verdict: writers.length > 0 ? 'unsafe' : 'stale', pid, evidence }
  }
  const names = sayNamed(pid, table)
  const unsafe = [...writers, ...findForeignOwners(facts, row)]
  if (unsafe.length > 0) return { verdict: 'unsafe', pid, evidence: [names, ...unsafe] }
  const judged = judgeProcess(facts, row, wanted)
  return { ...judged, pid, evidence: [names, ...judged.evidence, ...groupNote(facts)] }
}

/**
 * Judges a pid file. `trusted` only where the process started before the file was written or runs
 * the configured executable, and nobody but root and the process's own user could have written the
 * file.
 */
export function judgePidFile(
  path: string,
  facts: PidFileFacts,
  table: Table,
  wanted: ProcessWanted,
): PidFileVerdict {
  const shown = { path, pid: null }
  switch (facts.kind) {
    case 'missing':
      return { ...shown, verdict: 'missing', evidence: ['There is no such file.'] }
    case 'unreadable':
      return {
        ...shown,
        verdict: 'unreadable',
        evidence: [`The file cannot be read: ${facts.why}.`],
      }
    case 'odd':
      return { ...shown, verdict: 'unsafe', evidence: [`It is ${facts.what}, not a plain file.`] }
    case 'file':
      return { path, ...judgeFile(facts, table, wanted) }
  }
}
