import type { ProcessRow } from '../../../shared/process.ts'
import { isKnown } from '../../../shared/unknown.ts'
import { printable } from '../../../shared/wording/numbers.ts'
import type { MachineUnits } from '../parse/auxiliary-vector.ts'
import { isKernelThread, type ProcStat } from '../parse/proc-stat.ts'
import type { FactsCache } from './facts-cache.ts'
import type { Moment } from '../../../shared/run.ts'
import { isAlive, readStat } from './presence.ts'
import { readFacts, type FactsSources, type ProcessFacts } from './process-facts.ts'
import type { UserNames } from './user-names.ts'

/** What all rows of one machine have in common. */
export interface RowSources extends FactsSources {
  readonly boot: string
  readonly units: MachineUnits
  readonly users: UserNames
  readonly cache: FactsCache
}

/** One look at the table: when it is, and when the machine was booted by the clock of now. */
export interface Look {
  readonly at: Moment
  readonly bootedAt: number
}

function toRow(sources: RowSources, look: Look, stat: ProcStat, facts: ProcessFacts): ProcessRow {
  const { boot, units, users, reader } = sources
  return {
    ...facts,
    identity: { boot, pid: stat.pid, startTicks: stat.startTicks },
    parentPid: stat.parentPid,
    processGroup: stat.processGroup,
    session: stat.session,
    terminal: stat.terminal,
    state: stat.state,
    alive: isAlive(reader, stat),
    kernelThread: isKernelThread(stat),
    name: printable(stat.comm),
    user: isKnown(facts.uid) ? users.nameOf(facts.uid) : facts.uid,
    startedAt: Math.round(look.bootedAt + (stat.startTicks * 1000) / units.ticksPerSecond),
    cpuTicks: stat.cpuTicks,
    residentBytes: stat.residentPages * units.pageBytes,
  }
}

/** A pid that changes hands more often than this while it is read counts as gone. */
const mostAttempts = 3

/** Facts read between two equal stat lines belong to that process; null where it went meanwhile. */
function readWhole(sources: RowSources, first: ProcStat): [ProcStat, ProcessFacts] | null {
  let stat = first
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const facts = readFacts(sources, stat)
    const again = readStat(sources.reader, String(stat.pid))
    if (again === null || !isKnown(again)) return null
    if (facts && again.startTicks === stat.startTicks) return [again, facts]
    stat = again
  }
  return null
}

/**
 * Reads one process, or null where there is none, or where this user may not even know of it (a
 * /proc mounted with hidepid=; one's own processes can always be read). Without `mayBeKept` every file is read
 * anew.
 */
export function readRow(
  sources: RowSources,
  look: Look,
  pid: number,
  mayBeKept: boolean,
): ProcessRow | null {
  const stat = readStat(sources.reader, String(pid))
  if (stat === null || !isKnown(stat)) return null
  const kept = mayBeKept ? sources.cache.find(stat, look.at.mono) : null
  if (kept) return toRow(sources, look, stat, kept)
  const whole = readWhole(sources, stat)
  if (!whole) return null
  const row = toRow(sources, look, ...whole)
  sources.cache.keep(...whole, look.at.mono, look.at.wall - row.startedAt)
  return row
}
