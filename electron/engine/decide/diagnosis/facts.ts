/**
 * What a diagnosis rests on, gathered without disturbing anybody: text of /proc at two moments. The
 * gathering is in `os/diagnosis/`; everything here is a value.
 */
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { Plan } from '../../../../shared/plan.ts'
import type { ProcessIdentity, ProcessRow, SignalMasks } from '../../../../shared/process.ts'
import type { Moment, Run } from '../../../../shared/run.ts'
import type { SignalName } from '../../../../shared/signals.ts'
import type { StopTimes } from '../../../../shared/stop-times.ts'
import type { Known } from '../../../../shared/unknown.ts'
import type { IoCounters } from '../../parse/proc-io.ts'
import type { ProcLock } from '../../parse/proc-locks.ts'
import type { ProcSyscall } from '../../parse/proc-syscall.ts'
import type { Observed } from '../observed.ts'

/** Which call a thread is inside, with its first arguments. */
export type SyscallFacts = ProcSyscall

/** One thread at one moment. */
export interface ThreadSample {
  readonly tid: number
  readonly name: string
  /** R, S, D, T, t, Z, X, I: proc_pid_stat(5). */
  readonly state: string
  /** utime + stime, clock ticks (100 a second). */
  readonly cpuTicks: number
  readonly voluntarySwitches: Known<number>
  readonly involuntarySwitches: Known<number>
  /** Signals by number that this very thread blocks, and that are pending for it alone. */
  readonly blocked: readonly number[]
  readonly pending: readonly number[]
  /** Where in the kernel it sleeps; '' for nowhere ("0"). */
  readonly wchan: Known<string>
  readonly syscall: Known<SyscallFacts>
  /** Lines of /proc/PID/task/TID/stack; root's alone. */
  readonly stack: Known<readonly string[]>
}

/** One open file. `kind` by what /proc/PID/fd/N points at. */
export interface OpenFile {
  readonly fd: number
  readonly kind: 'file' | 'socket' | 'pipe' | 'anonymous' | 'device'
  /** The link's text: `/srv/a.db`, `socket:[4711]`, `pipe:[99]`, `anon_inode:[signalfd]`. */
  readonly target: string
  /** Of the socket or the pipe; of the file where it could be asked. */
  readonly inode: number | null
  readonly access?: 'read' | 'write' | 'both'
  /** Device of the file (stat(2)), null where it could not be asked: never for a D-state mount. */
  readonly device: number | null
  /** /proc/PID/fdinfo/N of a signalfd: signals by number that it takes. */
  readonly signals?: readonly number[]
  /** fdinfo of an epoll descriptor: the descriptors that it watches (`tfd:` lines). */
  readonly watches?: readonly number[]
}

/** A process at one moment. */
export interface ProcessSample {
  readonly row: ProcessRow
  readonly masks: Known<SignalMasks>
  /** 0: nobody. */
  readonly tracerPid: Known<number>
  readonly threads: readonly ThreadSample[]
  readonly io: Known<IoCounters>
  readonly files: Known<readonly OpenFile[]>
  /** Of its cgroup: `frozen` of cgroup.events. */
  readonly frozen: Known<boolean>
  /** How many threads and files were left out, where there were too many to look at all. */
  readonly moreThreads?: number
  readonly moreFiles?: number
  /** Where /proc/PID/cwd points at; a D-state mount is often found by it alone. */
  readonly cwd?: Known<string>
}

/** One process that is looked at: twice where there was time. */
export interface ProcessFacts {
  readonly identity: ProcessIdentity
  readonly name: string
  /** Of the service; false for a child outside, a lock's holder, a tracer, a parent that does not reap. */
  readonly member: boolean
  /** Why nobody may signal it (decide/protect.ts); null where it may be. */
  readonly refusal: QuiesceError | null
  /** Null at the first look. */
  readonly before: ProcessSample | null
  /** Null where it left meanwhile. */
  readonly now: ProcessSample | null
}

export type Protocol = 'tcp' | 'tcp6' | 'udp' | 'udp6' | 'unix'

/** One socket of the network namespace of the service's main process. */
export interface SocketFacts {
  readonly inode: number
  readonly protocol: Protocol
  /** `ESTABLISHED`, `SYN_SENT`, `CLOSE_WAIT`, `LISTEN` …; for unix: `CONNECTED`, `LISTENING`, `UNCONNECTED` …. */
  readonly state: string
  /** `10.0.0.5`, `::1`; for unix the path or @abstract name, '' where it has none. */
  readonly localAddress: string
  readonly localPort: number
  readonly remoteAddress: string
  readonly remotePort: number
  /** Bytes. */
  readonly sendQueue: number
  readonly receiveQueue: number
  readonly retransmits: number
  /** Milliseconds since data last came or went, where sock_diag or ss(8) told it. */
  readonly lastReceivedMs: number | null
  readonly lastSentMs: number | null
  /** Who holds the other end, where that is on this machine. */
  readonly peer: { readonly pid: number; readonly name: string } | null
}

/** One line of /proc/locks. */
export interface LockFacts extends ProcLock {
  /** Who has it open by fdinfo's `lock:` lines: of flock and OFD locks the pid tells nothing, or lies. */
  readonly holders?: readonly { readonly pid: number; readonly name: string }[]
}

/** A mount on the way to a file that somebody waits for. */
export interface MountFacts {
  readonly mountPoint: string
  readonly type: string
  /** `/dev/sda1`, `10.0.0.8:/export`. */
  readonly source: string
  readonly device: number
}

export interface MemoryFacts {
  /** Bytes of /proc/meminfo. */
  readonly availableBytes: number
  readonly totalBytes: number
  /** The cgroup's memory controller is version 1's, whose files have other names. */
  readonly isFirstVersion?: boolean
  /** `oom_kill` of the cgroup's memory.events now, and at the beginning where it is known. */
  readonly oomKills: Known<number>
  readonly oomKillsBefore?: Known<number>
  readonly cgroupCurrent: Known<number>
  readonly cgroupMax: Known<number | 'max'>
  /** PSI `full avg10` of memory and io of its cgroup, percent. */
  readonly memoryPressure: Known<number>
  readonly ioPressure: Known<number>
}

/** A file system that the service writes to. */
export interface DiskFacts {
  readonly mountPoint: string
  readonly freeBytes: number
  readonly freeInodes: number | null
  readonly readOnly: boolean
}

export interface DiagnosisFacts {
  readonly run: Run | null
  readonly plan: Plan | null
  readonly observed: Observed
  /**
   * The signal that was sent last to stop it; `stop-unit` and commands lead to the unit's KillSignal=.
   * Null where nobody has asked it to stop: then only what would hinder a stop is a finding.
   */
  readonly asked: { readonly signal: SignalName; readonly at: Moment } | null
  readonly now: Moment
  /** Milliseconds between the first look and the last. */
  readonly spanMs: number
  readonly looks: number
  /** How long the last look took, milliseconds. */
  readonly tookMs?: number
  /** Members first, the main process first of them. */
  readonly processes: readonly ProcessFacts[]
  /** The process that runs ExecStop= (ControlPID) or the init script's `stop` now; one of `processes`. */
  readonly stopCommandPid?: number | null
  /** Ports on which it waited when the stop began: a drain closes its listeners first. */
  readonly listenedPorts?: readonly number[]
  readonly sockets: Known<readonly SocketFacts[]>
  readonly locks: Known<readonly LockFacts[]>
  readonly mounts: Known<readonly MountFacts[]>
  readonly memory: MemoryFacts
  readonly disks: readonly DiskFacts[]
  /** Kernel lines on hung tasks, oom kills and disk errors, newest last; unknown without permission. */
  readonly kernelLines: Known<readonly string[]>
  readonly log: Known<readonly { readonly at: number | null; readonly text: string }[]>
  /** Names of services by their port, from the profiles: 5432 → PostgreSQL. */
  readonly portNames: ReadonlyMap<number, string>
  readonly usual: StopTimes | null
  /** The pid whose rights this is looked with is root's. */
  readonly asRoot: boolean
}
