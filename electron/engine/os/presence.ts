import type { ProcessIdentity } from '../../../shared/process.ts'
import { isKnown, unknown } from '../../../shared/unknown.ts'
import { parseProcStat, type ProcStat } from '../parse/proc-stat.ts'
import type { ProcReader, Reading } from './proc-reader.ts'
import type { ProcessTable } from './ports.ts'

/** Whether a process is still there. `changed`: its pid belongs to another one now. */
export type Presence = 'here' | 'gone' | 'changed'

/** A table that can also answer for one process cheaply, for those who ask
 * ten times a second. */
export interface PresenceTable extends ProcessTable {
  /** This boot's id, as in every row's identity. */
  boot(): string
  presence(identity: ProcessIdentity): Presence
}

const hasEnded = (state: string): boolean => state === 'Z' || state === 'X' || state === 'x'

/** The stat line in a folder: `PID` or `PID/task/TID`. */
export function readStat(reader: ProcReader, folder: string): Reading<ProcStat> {
  const text = reader.text(`${folder}/stat`)
  if (text === null || !isKnown(text)) return text
  return parseProcStat(text) ?? unknown('the kernel wrote a line of another shape')
}

/**
 * True while some thread runs. State Z alone does not say that a process is over: one whose main
 * thread left (pthread_exit in main) shows Z for as long as its other threads work.
 */
export function isAlive(reader: ProcReader, stat: ProcStat): boolean {
  if (!hasEnded(stat.state)) return true
  const threads = reader.names(`${stat.pid}/task`)
  if (threads === null) return false
  // Not being allowed to look is no proof of an end.
  if (!isKnown(threads)) return true
  return threads.some((thread) => {
    if (thread === String(stat.pid)) return false
    const own = readStat(reader, `${stat.pid}/task/${thread}`)
    return own !== null && (!isKnown(own) || !hasEnded(own.state))
  })
}
