import type { Known } from './unknown.ts'

/**
 * Which process, for as long as the machine is up. A bare pid is never an identity. Pid and start
 * time are a strong hint only (provoked reuses had equal 10 ms ticks), so a signal goes through a
 * pidfd wherever one can be had; its inode number is unique for the boot on kernels 6.9 and later.
 */
export interface ProcessIdentity {
  /** /proc/sys/kernel/random/boot_id. */
  readonly boot: string
  readonly pid: number
  /** Field 22 of /proc/PID/stat: clock ticks since boot. */
  readonly startTicks: number
}

/** One text for one identity, usable as a map's key. */
export const identityKey = (id: ProcessIdentity): string => `${id.boot}/${id.pid}@${id.startTicks}`

/** Same boot, same pid, same start time. */
export const sameIdentity = (a: ProcessIdentity, b: ProcessIdentity): boolean =>
  a.pid === b.pid && a.startTicks === b.startTicks && a.boot === b.boot

/** An executable file as the kernel knows it: a path may have been replaced, device and inode not. */
export interface Executable {
  readonly path: string
  readonly device: number
  readonly inode: number
  /** The file was replaced or removed since the process started ("(deleted)" in /proc/PID/exe). */
  readonly deleted: boolean
}

/** What signals do to a process, as /proc/PID/status says. It does not tell what they mean. */
export interface SignalMasks {
  readonly caught: readonly number[]
  readonly ignored: readonly number[]
  readonly blocked: readonly number[]
  readonly pending: readonly number[]
}

/** One process of the table. Times in milliseconds since the epoch unless the name says otherwise. */
export interface ProcessRow {
  readonly identity: ProcessIdentity
  readonly parentPid: number
  readonly processGroup: number
  readonly session: number
  /** Controlling terminal's device number; 0 where there is none. */
  readonly terminal: number
  /** R, S, D, T, t, Z, X, I …: proc(5). */
  readonly state: string
  /** True while some thread other than a dead main thread still runs. */
  readonly alive: boolean
  readonly kernelThread: boolean
  /** The kernel's 15-byte name; may hold any byte, already made printable. */
  readonly name: string
  readonly uid: Known<number>
  readonly user: Known<string>
  /** Arguments with secrets masked. */
  readonly args: Known<readonly string[]>
  readonly executable: Known<Executable>
  /** The cgroup v2 path, or systemd's own v1 hierarchy; '' where the kernel has none. */
  readonly cgroup: Known<string>
  readonly pidNamespace: Known<string>
  readonly startedAt: number
  readonly cpuTicks: number
  readonly residentBytes: number
}

/** Why a process belongs to a service. */
export type MemberReason =
  | { readonly kind: 'picked'; readonly how: string }
  | { readonly kind: 'pid-file'; readonly path: string }
  | { readonly kind: 'child'; readonly of: number }
  | { readonly kind: 'session'; readonly leader: number }
  | { readonly kind: 'process-group'; readonly leader: number }
  | { readonly kind: 'left-tree'; readonly from: number }
  /** In the unit's own cgroup; `below` is the part of the path under it, '' in the cgroup itself. */
  | { readonly kind: 'unit'; readonly unit: string; readonly below: string }
  /** Was in the unit's cgroup and moved to another one. */
  | { readonly kind: 'left-cgroup'; readonly to: string }

/** A process that a stop is about. */
export interface Member {
  readonly identity: ProcessIdentity
  readonly name: string
  readonly args: string
  readonly user: string
  /** `main`: the one the backend names. Whether a member is a root is computed from who still lives. */
  readonly main: boolean
  readonly parentPid: number
  readonly processGroup: number
  readonly reasons: readonly MemberReason[]
  /** Left running on purpose, and why; not in `@all`, not counted for success. */
  readonly kept: string | null
  readonly residentBytes: number
  readonly startedAt: number
}

/** A process that probably belongs, not proven: never signalled until a person ticks it. */
export interface Suspect {
  readonly member: Member
  /** The evidence, as a sentence without a full stop. */
  readonly why: string
}
