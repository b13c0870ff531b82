/**
 * Who may never be signalled, and why. The signal helper refuses pid 1, kernel threads, itself and
 * its ancestors once more; here the person gets the reason and the way to go instead.
 */
import type { ErrorCode, QuiesceError } from '../../../shared/errors.ts'
import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { refuseForeign, refuseManaged } from './protect-owners.ts'
import { called } from './readable-name.ts'
import { isMultiplexer, isSshServer, programName, sessionBasic } from './session-basics.ts'
import { ancestorsOf, type Table } from './table.ts'

/** What Quiesce knows of itself. */
export interface SelfFacts {
  readonly pid: number
  readonly uid: number
  /** True where systemd is PID 1. */
  readonly systemd: boolean
}

/** Protection as it stands in one table. */
export interface Protection {
  /** Why this process may not be signalled, or null where it may. */
  readonly refuse: (row: ProcessRow) => QuiesceError | null
  /**
   * True for what never belongs to any service, whoever its parent is: pid 1, kernel threads,
   * Quiesce and its ancestors, processes of another pid namespace.
   */
  readonly isOutside: (row: ProcessRow) => boolean
  /** True for Quiesce's own processes and its ancestors. */
  readonly isOwn: (row: ProcessRow) => boolean
}

const refusal = (code: ErrorCode, message: string, next: string): QuiesceError => ({
  code,
  message,
  next,
})

/** Quiesce's children that are Quiesce: the signal helper, Electron's own processes. */
function isOwnChild(row: ProcessRow, self: ProcessRow): boolean {
  // The kernel's name is cut to 15 bytes: quiesce-signal-helper reads `quiesce-signal-`.
  if (programName(row).startsWith('quiesce-signal-')) return true
  if (!isKnown(row.executable) || !isKnown(self.executable)) return false
  return (
    row.executable.device === self.executable.device &&
    row.executable.inode === self.executable.inode &&
    row.session === self.session
  )
}

function findOwn(table: Table, self: SelfFacts): ReadonlySet<number> {
  const row = table.rows.get(self.pid)
  const own = new Set([self.pid, ...ancestorsOf(table, self.pid).map((a) => a.identity.pid)])
  if (!row) return own
  for (const other of table.rows.values()) {
    if (!isOwnChild(other, row)) continue
    if (ancestorsOf(table, other.identity.pid).some((a) => a.identity.pid === self.pid)) {
      own.add(other.identity.pid)
    }
  }
  return own
}

/** The SSH processes that carry this session, beyond those that are ancestors anyway. */
function findSshCarriers(table: Table, self: SelfFacts): ReadonlySet<number> {
  const ancestors = ancestorsOf(table, self.pid)
  const multiplexed = ancestors.some(isMultiplexer)
  if (!multiplexed && !ancestors.some(isSshServer)) return new Set()
  // The listener may have been restarted since: then it is no ancestor, and still the only way
  // back in. Inside tmux or screen the session's own sshd is no ancestor either.
  const carries = (row: ProcessRow): boolean =>
    isSshServer(row) && (row.parentPid === 1 || (multiplexed && row.uid === self.uid))
  return new Set([...table.rows.values()].filter(carries).map((row) => row.identity.pid))
}

function refuseOwn(row: ProcessRow, self: SelfFacts): QuiesceError {
  const what =
    row.identity.pid === self.pid
      ? 'is Quiesce itself'
      : 'belongs to Quiesce, or Quiesce runs in it'
  return refusal(
    'protected',
    `${called(row)} is protected: it ${what}.`,
    'Close Quiesce the usual way, or stop it from another session.',
  )
}

function refuseSessionBasic(row: ProcessRow, what: string): QuiesceError {
  return refusal(
    'protected',
    `${called(row)} is protected: it is ${what}, and your own session may hang on it.`,
    'Stop it with its own command, from a session that does not need it.',
  )
}

interface Facts {
  readonly self: SelfFacts
  /** Quiesce's own row; undefined where it is not in the table. */
  readonly me: ProcessRow | undefined
  readonly own: ReadonlySet<number>
  readonly carriers: ReadonlySet<number>
}

/** Unreadable is not foreign: without root, other users' namespaces cannot be read at all. */
const isForeignNamespace = ({ me }: Facts, row: ProcessRow): boolean =>
  me !== undefined &&
  isKnown(me.pidNamespace) &&
  isKnown(row.pidNamespace) &&
  row.pidNamespace !== me.pidNamespace

function judge(facts: Facts, row: ProcessRow): QuiesceError | null {
  const { self, me, own, carriers } = facts
  const who = called(row)
  if (row.identity.pid === 1) {
    const next = 'Shut the machine down with `shutdown`, or name the service you mean.'
    return refusal('protected', `${who} is protected: it is pid 1, the init process.`, next)
  }
  if (row.kernelThread) {
    const next = 'Nothing can stop it from outside the kernel; name another process.'
    return refusal('kernel-thread', `${who} is a kernel thread: signals do not reach it.`, next)
  }
  if (own.has(row.identity.pid)) return refuseOwn(row, self)
  const foreign = refuseForeign(row, me, isForeignNamespace(facts, row))
  if (foreign) return foreign
  const basic = carriers.has(row.identity.pid) ? 'the SSH server' : sessionBasic(row)
  if (basic !== null) return refuseSessionBasic(row, basic)
  return self.systemd ? refuseManaged(row, self.uid) : null
}

/** Computes protection for one table. Asking it about a row is cheap: it is asked for every row. */
export function makeProtection(table: Table, self: SelfFacts): Protection {
  const own = findOwn(table, self)
  const carriers = findSshCarriers(table, self)
  const facts: Facts = { self, me: table.rows.get(self.pid), own, carriers }
  const judged = new Map<ProcessRow, QuiesceError | null>()
  const isOwn = (row: ProcessRow): boolean => own.has(row.identity.pid)
  return {
    refuse: (row) => {
      const known = judged.get(row)
      if (known !== undefined) return known
      const refused = judge(facts, row)
      judged.set(row, refused)
      return refused
    },
    isOwn,
    isOutside: (row) =>
      row.identity.pid === 1 || row.kernelThread || isOwn(row) || isForeignNamespace(facts, row),
  }
}
