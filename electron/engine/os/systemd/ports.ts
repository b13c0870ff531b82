/**
 * What the engine wants from systemd and the machine around a unit, as interfaces. Tests hand in
 * fakes. Errors of the bus come as our own codes: `no-permission` (AccessDenied, polkit's refusal or
 * a cancelled dialog), `unknown-target` (NoSuchUnit), `backend-failed` for everything else with the
 * bus's own name and words as the cause.
 */
import type { Result } from '../../../../shared/errors.ts'
import type { ProcessIdentity } from '../../../../shared/process.ts'
import type { ConnectedClients, LogLine, UnitManager } from '../../../../shared/unit.ts'
import type { TransientUnit } from '../../decide/unit/transient.ts'
import type { RawProperties } from '../../parse/unit-properties.ts'

/** One unit as ListUnits gives it. */
export interface UnitListing {
  readonly name: string
  readonly description: string
  readonly loadState: string
  readonly activeState: string
  readonly subState: string
  /** `stop`, `start` … of the job that is queued for it, or null. */
  readonly job: string | null
}

/** What the manager tells without being asked, in its order. */
export type ManagerEvent =
  /** PropertiesChanged of a unit: the changed properties only, of whichever of its interfaces. */
  | { readonly kind: 'changed'; readonly unit: string; readonly properties: RawProperties }
  | { readonly kind: 'new'; readonly unit: string }
  /** Unloaded: a unit that nobody refers to is dropped as soon as it is inactive. */
  | { readonly kind: 'removed'; readonly unit: string }
  /** A job is over. `done` is said of a stop that needed SIGKILL, too. */
  | {
      readonly kind: 'job-removed'
      readonly unit: string
      readonly job: string
      readonly result: string
    }
  /**
   * daemon-reload is over: settings may differ now, and units may be new or gone. While it goes on
   * the manager tells of every unit as removed and new again; that is kept from here.
   */
  | { readonly kind: 'reloaded' }
  /** The bus or the manager went away (daemon-reexec, a restarted bus); calls fail until `back`. */
  | { readonly kind: 'lost'; readonly why: string }
  /** Connected and subscribed again; whatever was known may be stale. */
  | { readonly kind: 'back' }

/** Whom KillUnit signals (`--kill-whom` of systemctl(1)). */
export type KillWhom = 'main' | 'control' | 'all'

/** One manager on its bus: the calls that we use and nothing else. */
export interface SystemdManager {
  readonly manager: UnitManager
  /** `Version`, as the manager prints it. */
  version(): string
  connected(): boolean
  listUnits(): Promise<Result<readonly UnitListing[]>>
  /**
   * Every property of the unit and of its service interface as one map, loaded from disk where it
   * was not in memory. A unit that does not exist answers with `LoadState` not-found.
   */
  readUnit(unit: string): Promise<Result<RawProperties>>
  /** Single properties of many units, pipelined; a unit that cannot be read is absent. */
  readProperty(units: readonly string[], property: string): Promise<ReadonlyMap<string, unknown>>
  /**
   * Queues the job and answers with its path as soon as it is accepted. `onAccepted` is called in the
   * order of the wire: what the manager told before is known by then, what it tells afterwards is not.
   */
  stopUnit(unit: string, onAccepted?: () => void): Promise<Result<string>>
  startUnit(unit: string): Promise<Result<string>>
  /** Makes a unit that lives as long as it runs, and queues its start; the job's path. */
  startTransient(unit: TransientUnit): Promise<Result<string>>
  killUnit(unit: string, whom: KillWhom, signal: number): Promise<Result<null>>
  resetFailed(unit: string): Promise<Result<null>>
  freezeUnit(unit: string): Promise<Result<null>>
  thawUnit(unit: string): Promise<Result<null>>
  /** daemon-reload; resolves when it is over. */
  reload(): Promise<Result<null>>
  /** Names that some file on this machine would start when called (ListActivatableNames). */
  activatableNames(): Promise<Result<readonly string[]>>
  /** Calls back for every event until the returned function is called. */
  onEvent(listener: (event: ManagerEvent) => void): () => void
  close(): Promise<void>
}

/** A process of a cgroup. */
export interface CgroupProcess {
  readonly pid: number
  /** The part of its cgroup's path below the one that was asked about; '' in that one itself. */
  readonly below: string
}

/** cgroup v2 as a tree of files (cgroups(7), Documentation/admin-guide/cgroup-v2.rst). */
export interface Cgroups {
  /** Processes of a cgroup and of all below it; empty where it does not exist (any more). */
  processes(path: string): readonly CgroupProcess[]
  /** `populated` of cgroup.events; null where it cannot be read or is gone. */
  populated(path: string): boolean | null
  /** True where cgroup.kill is there and writable by us. */
  mayKill(path: string): boolean
  /** SIGKILL to everything in it and below, forks included, in one write (Linux 5.14). */
  kill(path: string): Result<null>
  /** Calls back when cgroup.events changes (it fires on empty, populated and frozen), until the returned function is called. */
  watch(path: string, listener: () => void): () => void
}

/** Which invocation of a unit started a process: INVOCATION_ID of its environment, systemd.exec(5). */
export interface Invocations {
  /** 32 hexadecimal digits, '' where it has none, null where its environment cannot be read. */
  of(identity: ProcessIdentity): string | null
}

/** Established connections to ports of this machine. */
export interface Clients {
  /**
   * Connections to these ports now, by port; a string says why they cannot be read. `inNetworkOf` is
   * a process whose network namespace is meant (`PrivateNetwork=`); without one it is our own.
   */
  connectedTo(ports: readonly number[], inNetworkOf?: number): readonly ConnectedClients[] | string
}

export interface LogQuery {
  readonly unit: string
  readonly manager: UnitManager
  readonly after: string | null
  /** Wall clock, milliseconds. */
  readonly since: number | null
  readonly level: number
  readonly limit: number
  /** How long to wait for the next line where there is none. */
  readonly waitMs: number
}

/** The log of units, oldest line first. */
export interface UnitLog {
  read(query: LogQuery): Promise<Result<readonly LogLine[]>>
}

/** Runtime drop-ins of ours: the one way to move the deadline of a stop under way. */
export interface DeadlineFiles {
  /** Why none can be written here, or null. */
  refusal(manager: UnitManager): string | null
  /** Absolute path of the file for this unit. */
  pathOf(unit: string, manager: UnitManager): string
  /** Absolute path of the unit that takes that file back. */
  tidyPathOf(unit: string, manager: UnitManager): string
  /** Writes or replaces it, atomically. */
  write(path: string, content: string): Result<null>
  /** Removes it, and its folder where that is empty then; true where it was there. */
  remove(path: string): Result<boolean>
  exists(path: string): boolean
  /** Names of the units for which a file of either kind is there; none where nobody can look. */
  list(manager: UnitManager): readonly string[]
}

/** Moves deadlines where Quiesce itself may not write: root's helper makes the files and reloads. */
export interface DeadlinesByRoot {
  /** `seconds` count from the beginning of the unit's sub-state, at most a day. */
  move(unit: string, seconds: number, run: string): Promise<Result<null>>
  /** Removes its files and reloads, once the unit is at rest. */
  takeBack(unit: string): Promise<Result<null>>
}
