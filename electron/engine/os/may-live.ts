import { sameIdentity, type ProcessIdentity, type ProcessRow } from '../../../shared/process.ts'

interface MayLiveOf {
  /** Of this boot. */
  readonly boot: string
  /** Who has this pid now, as far as /proc shows it. */
  readonly readOne: (pid: number) => ProcessRow | null
  /** Whether anybody has it, shown or not. */
  readonly isPidTaken: (pid: number) => boolean
}

/**
 * True unless it is proven that this process is gone: another boot, another start time, or a pid that
 * nobody has. One that /proc does not show may well live: it hides others' where it is mounted so.
 */
export function mayLive(
  identity: ProcessIdentity,
  { boot, readOne, isPidTaken }: MayLiveOf,
): boolean {
  if (identity.boot !== boot) return false
  const row = readOne(identity.pid)
  if (row === null) return isPidTaken(identity.pid)
  return row.alive && sameIdentity(row.identity, identity)
}
