/**
 * What advice rests on, as values: the end of a run, what it left, and how the machine is. The
 * gathering is in `engine/advice/`; what could not be read says why.
 */
import type { Leftover } from '../../../../shared/leftovers.ts'
import type { StartReport } from '../../../../shared/reports.ts'
import type { Outcome, Run } from '../../../../shared/run.ts'
import type { Known } from '../../../../shared/unknown.ts'
import type { DeletedMapping } from '../../parse/deleted-maps.ts'
import type { Taint } from '../../parse/kernel-taint.ts'
import type { MemoryLook } from '../../parse/machine-memory.ts'
import type { RebootRequired } from '../../parse/reboot-required.ts'

/** A process in uninterruptible sleep with SIGKILL pending, in each of two looks. */
export interface UnkillableProcess {
  readonly pid: number
  readonly name: string
  /** Lines of /proc/PID/status: `State:` and `ShdPnd:` or `SigPnd:`. */
  readonly lines: readonly string[]
  /** Where in the kernel it sleeps (/proc/PID/wchan), '' where the kernel does not tell. */
  readonly wchan: string
  /** What would free it: `10.0.0.8:/export (nfs4, at /data)`; null where nobody can tell. */
  readonly waitsFor: string | null
  /** Between both looks, milliseconds. */
  readonly spanMs: number
}

/** A process that ended and that its parent did not reap between two looks. */
export interface LastingZombie {
  readonly pid: number
  readonly name: string
  readonly parentPid: number
  readonly parentName: string
  /** Of /proc/PID/stat, up to the parent. */
  readonly line: string
  /** Between both looks, milliseconds. */
  readonly spanMs: number
}

/** A living process that still runs code whose file was replaced or removed. */
export interface StaleProcess {
  readonly pid: number
  readonly name: string
  /** The unit that it belongs to, or null. */
  readonly unit: string | null
  readonly mappings: readonly DeletedMapping[]
}

/** A cgroup that is frozen with processes in it, while its unit counts as ended or is ending. */
export interface FrozenUnit {
  readonly unit: string
  readonly state: string
  /** Of its cgroup. */
  readonly folder: string
  /** Lines of cgroup.events. */
  readonly lines: readonly string[]
}

/** The machine as it is now; every field is asked for each time. */
export interface MachineFacts {
  /** uname(2), the release. */
  readonly kernel: string
  /** The kernel is another machine's: a reboot of this one leaves it as it is. */
  readonly inContainer: boolean
  /** Releases that could be booted; unknown where none is installed here. */
  readonly installed: Known<readonly string[]>
  readonly tainted: Known<readonly Taint[]>
  /** The kernel's own lines on its faults since boot, oldest first. */
  readonly kernelLines: Known<readonly string[]>
  /** Null: nobody asked for a restart. */
  readonly rebootRequired: Known<RebootRequired | null>
  /** The line of mountinfo of a root file system that should be writable and is not; null if it is. */
  readonly readOnlyRoot: Known<string | null>
  /** Pids in state D now. */
  readonly sleepers: ReadonlySet<number>
  readonly unkillable: Known<readonly UnkillableProcess[]>
  readonly zombies: Known<readonly LastingZombie[]>
  readonly stale: Known<readonly StaleProcess[]>
  /** Processes whose mappings nobody could read. */
  readonly unreadMaps: number
  /** pid 1 is among these. */
  readonly unreadInit: boolean
  readonly frozen: Known<readonly FrozenUnit[]>
  readonly memory: Known<MemoryLook>
}

/** What a run's end adds. */
export interface RunFacts {
  readonly run: Run
  readonly outcome: Outcome
  /** How the first start after this run went, or null where nobody tried. */
  readonly start: StartReport | null
  /** States (proc(5)) of those that are still there, by pid; empty where nobody is. */
  readonly states: ReadonlyMap<number, string>
  /** What it left; null where nobody looked. */
  readonly leftovers: readonly Leftover[] | null
  /** The machine's memory when the run began, or null. */
  readonly memoryBefore: MemoryLook | null
}

/** Either may be missing: advice for the machine has no run, and a run's advice comes before its machine's. */
export interface AdviceFacts {
  readonly ended: RunFacts | null
  readonly machine: MachineFacts | null
}
