import type { ProcStat } from '../parse/proc-stat.ts'
import type { ProcessFacts } from './process-facts.ts'

interface Kept {
  readonly startTicks: number
  readonly execMark: string
  readonly freshUntil: number
  readonly facts: ProcessFacts
}

/** Facts of processes, kept by identity for a while. */
export interface FactsCache {
  find(stat: ProcStat, nowMono: number): ProcessFacts | null
  keep(stat: ProcStat, facts: ProcessFacts, nowMono: number, ageMs: number): void
  /** Forgets every process that is not among these. */
  prune(pids: { readonly size: number; has(pid: number): boolean }): void
}

const freshMs = 3000
/** A process this young still changes user, group, cgroup and program. */
const youngMs = 3000

/**
 * Only the kernel's stat line is read for every process at every look; the other files cost five
 * times as much. But nothing beside the start time is fixed for an identity: exec keeps pid and
 * start time and changes program and arguments, a daemon drops its user, a process is moved to
 * another cgroup or writes itself a new title. So what is kept is read anew when the exec mark
 * (name, stack, arguments' place) changes; at each look in a process's first seconds, when all that
 * happens; and every few seconds otherwise, spread by pid so that not all are due at once.
 */
export function createFactsCache(): FactsCache {
  const kept = new Map<number, Kept>()
  return {
    find(stat, nowMono) {
      const entry = kept.get(stat.pid)
      const fits =
        entry?.startTicks === stat.startTicks &&
        entry.execMark === stat.execMark &&
        nowMono < entry.freshUntil
      return fits ? entry.facts : null
    },
    keep(stat, facts, nowMono, ageMs) {
      const freshUntil = ageMs < youngMs ? nowMono : nowMono + freshMs + (stat.pid % 16) * 200
      const { startTicks, execMark } = stat
      kept.set(stat.pid, { startTicks, execMark, freshUntil, facts })
    },
    prune(pids) {
      if (kept.size <= pids.size) return
      for (const pid of kept.keys()) if (!pids.has(pid)) kept.delete(pid)
    },
  }
}
