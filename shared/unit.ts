/**
 * systemd units as Quiesce speaks of them. Property names and their meaning: org.freedesktop.systemd1(5),
 * systemd.service(5), systemd.kill(5). The manager gives microseconds and "infinity"; here are
 * milliseconds, and null for what never ends.
 */
import type { Moment } from './run.ts'

/** Whose manager knows the unit: the machine's (PID 1), or that of the person who runs Quiesce. */
export type UnitManager = 'system' | 'user'

/** `Unit.ActiveState`; a word of a later systemd is `unknown`. */
export type ActiveState =
  | 'active'
  | 'reloading'
  | 'refreshing'
  | 'inactive'
  | 'failed'
  | 'activating'
  | 'deactivating'
  | 'maintenance'
  | 'unknown'

/** What a unit does now. It changes with every signal of the manager. */
export interface UnitState {
  readonly activeState: ActiveState
  /** `stop-sigterm`, `auto-restart`, `exited` …: more exact, and the clock's unit of account. */
  readonly subState: string
  /** `Service.Result`: `success`, `timeout`, `signal`, `exit-code` …; '' where it is not known. */
  readonly result: string
  /** When it entered this sub-state; null where it never left its first. */
  readonly since: Moment | null
  /** 0 where there is none. */
  readonly mainPid: number
  /** The ExecStop= or ExecReload= command that runs now; 0 where there is none. */
  readonly controlPid: number
  /** How the last main process ended (`ExecMainCode`, `ExecMainStatus`), as waitid(2) tells it; null while it runs or nothing ran. */
  readonly mainExit: {
    readonly how: 'exited' | 'killed' | 'dumped'
    readonly status: number
  } | null
  /** `FreezerState`: true while it is frozen or on its way there. */
  readonly frozen: boolean
  /** `Job`: a job of the manager is queued for it, such as a start that waits for others. */
  readonly hasJob?: boolean
  /** `InvocationID` as 32 hexadecimal digits; '' while it does not run. A restart has another. */
  readonly invocation: string
}

/** One command of ExecStop= or its like. */
export interface UnitCommand {
  readonly argv: readonly string[]
  /** Written with a leading `-`: its failure does not count. */
  readonly ignoreFailure: boolean
}

export type KillMode = 'control-group' | 'mixed' | 'process' | 'none'
/** `TimeoutStopFailureMode=`: what follows when a stop takes too long. */
export type TimeoutFailureMode = 'terminate' | 'abort' | 'kill'

/** How the unit's manager stops it. It changes only with a reload of the manager. */
export interface UnitSettings {
  /** `Type=`: simple, forking, notify, oneshot … */
  readonly type: string
  readonly killMode: KillMode
  /** Signal numbers. */
  readonly killSignal: number
  readonly finalKillSignal: number
  readonly watchdogSignal: number
  readonly sendSigkill: boolean
  readonly sendSighup: boolean
  /** `TimeoutStopSec=`; null is infinity. Counted anew in each sub-state and for each ExecStop= command. */
  readonly timeoutStopMs: number | null
  /** `TimeoutAbortSec=`; null is infinity. */
  readonly timeoutAbortMs: number | null
  readonly timeoutFailureMode: TimeoutFailureMode
  readonly execStop: readonly UnitCommand[]
  readonly execStopPost: readonly UnitCommand[]
  /** `Restart=`: `no`, `always`, `on-failure` … It does not fire after a stop, only when signalled. */
  readonly restart: string
  readonly restartMs: number
  readonly remainAfterExit: boolean
  /** The service may ask for more time by sd_notify(3), EXTEND_TIMEOUT_USEC (`NotifyAccess=` is not none). */
  readonly mayExtend: boolean
}

/** The unit of a run: what its manager would do, and where it stands. */
export interface RunUnit {
  /** Its own name (`Id`), never an alias. */
  readonly name: string
  readonly manager: UnitManager
  /** The invocation that the run is about; a unit with another one came back. */
  readonly invocation: string
  readonly settings: UnitSettings
  readonly state: UnitState
  /** Why Quiesce cannot move this unit's deadline, or null where it can. */
  readonly fixedDeadline: string | null
  /**
   * A moved deadline is taken back when the unit has come to rest (a unit of ours does it), and not
   * with ExecStopPost=, which is over before the last SIGTERM: it can be moved then, too.
   */
  readonly tidiedAtRest?: boolean
  /** Wall clock to which a person moved the deadline of this stop; null where nobody did. `never`: held. */
  readonly movedTo: number | 'never' | null
}

/** A unit that is named, with what it does now. */
export interface UnitRef {
  readonly name: string
  readonly description: string
  readonly activeState: ActiveState
  readonly subState: string
}

/** What would start it again after a stop, or after a signal. */
export interface BringsBack {
  readonly kind: 'socket' | 'timer' | 'path' | 'upheld' | 'bus-name' | 'restart' | 'other'
  /** The unit or bus name that does it; null for its own Restart=. */
  readonly by: string | null
  /** `Restart=` fires only when it is signalled rather than stopped. */
  readonly when: 'after-a-stop' | 'after-a-signal'
  /** "nginx.socket starts it at the next connection", without a full stop. */
  readonly sentence: string
  /** A unit that could be stopped with it. */
  readonly stoppable: boolean
}

/** Who is connected to the ports that the service waits on. */
export interface ConnectedClients {
  readonly port: number
  readonly count: number
  /** The peers with the most connections, most first; at most ten. */
  readonly peers: readonly { readonly address: string; readonly count: number }[]
}

/** What a stop of a unit touches beside the unit. */
export interface UnitImpact {
  /** Units that stop with it, transitively, each with the dependency that says so. */
  readonly stopsToo: readonly (UnitRef & { readonly because: string })[]
  readonly bringsBack: readonly BringsBack[]
  readonly clients: readonly ConnectedClients[]
  /** Connections could not be read: some are to be expected. */
  readonly clientsUnknown: string | null
  /** Why the person's own session hangs on it, or null. */
  readonly ownSession: string | null
  /** `RefuseManualStop=yes`: the manager refuses every stop that is asked for by name. */
  readonly refusesManualStop: boolean
}

/** One unit, whole, for a look at it. */
export interface UnitDetail {
  readonly name: string
  readonly manager: UnitManager
  readonly description: string
  readonly state: UnitState
  readonly settings: UnitSettings
  readonly loadState: string
  /** `enabled`, `disabled`, `static`, `masked` …; '' where it is not known. */
  readonly fileState: string
  readonly file: string | null
  readonly dropIns: readonly string[]
  /** The file was changed and the manager has not read it again. */
  readonly needsReload: boolean
  readonly controlGroup: string
  readonly impact: UnitImpact
}

/** One line of the dependency view. */
export interface DependencyGroup {
  /** The property: `Requires`, `RequiredBy`, `TriggeredBy` … */
  readonly relation: string
  /** What it means for a stop, in words. */
  readonly meaning: string
  readonly direction: 'needs' | 'needed-by' | 'triggers' | 'order'
  readonly units: readonly UnitRef[]
}

/** A property as the manager prints it. */
export interface UnitProperty {
  readonly name: string
  readonly value: string
  readonly section: 'unit' | 'service'
}

/** One line of the unit's log. */
export interface LogLine {
  /** The journal's own position (`__CURSOR`): what to ask after. */
  readonly cursor: string
  /** Wall clock, milliseconds. */
  readonly at: number
  /** syslog(3): 0 emergency … 7 debug. */
  readonly level: number
  readonly pid: number | null
  readonly from: string
  readonly text: string
}
