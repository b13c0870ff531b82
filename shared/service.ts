import type { QuiesceError } from './errors.ts'
import type { InitScriptDetail } from './init-script.ts'
import type { Member, ProcessIdentity, Suspect } from './process.ts'
import type { ProfileMatch, SignalMeaning } from './profile.ts'
import type { StopTimes } from './stop-times.ts'
import type { UnitDetail, UnitManager } from './unit.ts'
import type { ServiceWatch } from './watch.ts'

/** How a service is found and controlled. */
export type Backend = 'systemd' | 'sysv' | 'pidfile' | 'process'

/** What is observed of a service now. What a person wants of it is the run's business. */
export type ServiceState =
  | { readonly kind: 'running' }
  /** A run is under way; the run's own state says how. */
  | { readonly kind: 'stopping'; readonly runId: string; readonly until: number | null }
  | { readonly kind: 'asking'; readonly runId: string; readonly since: number }
  | { readonly kind: 'stopped' }
  /** A unit on its way up. */
  | { readonly kind: 'starting'; readonly sub: string }
  /** A unit that somebody else stops, or whose own ExecStop= runs. `until`: when systemd forces, if known. */
  | { readonly kind: 'deactivating'; readonly sub: string; readonly until: number | null }
  /** A unit whose last run ended badly. With processes left it is not stopped. */
  | { readonly kind: 'failed'; readonly result: string }
  /** A unit that is active with nothing running (`RemainAfterExit=`). */
  | { readonly kind: 'exited' }
  | { readonly kind: 'frozen' }
  /** Dead, and its pid file still lies there (LSB status 1). */
  | { readonly kind: 'dead-pid-file'; readonly path: string }
  /** Dead, and its lock file still lies there (LSB status 2). */
  | { readonly kind: 'dead-lock-file'; readonly path: string }
  | { readonly kind: 'unknown'; readonly why: string }

/** One row of the services table. */
export interface ServiceRow {
  /** What one types after `quiesce stop`; for a discovered process it pins the start time. */
  readonly target: string
  readonly title: string
  /** A second, quieter line: the executable, or the configured title. */
  readonly subtitle: string
  readonly backend: Backend
  readonly state: ServiceState
  readonly main: ProcessIdentity | null
  readonly user: string
  readonly memberCount: number
  /** Percent of one processor since the last look; null at the first look. */
  readonly cpuPercent: number | null
  readonly residentBytes: number
  /** Wall clock, milliseconds; null while nothing runs. */
  readonly startedAt: number | null
  /** One sentence where numbers would say nothing (why it is dead, unknown or refused). */
  readonly note: string | null
  /** Why a stop would be refused, or null where it may be tried. */
  readonly refusal: QuiesceError | null
  /**
   * The limit of this machine by which it is never stopped from here; absent where none is about it.
   * Whether one is about what would stop along with it, its plan says.
   */
  readonly limit?: QuiesceError
  readonly origin: 'configured' | 'discovered'
  /** One of the practice daemons. */
  readonly practice: boolean
  /** The unit behind it, and whose manager knows it; null for what is no unit. */
  readonly unit: { readonly name: string; readonly manager: UnitManager } | null
  /** It can be started from here: a start command, or a unit. */
  readonly canStart: boolean
}

/** What is known of a pid file, with the evidence (the file may lie both ways). */
export interface PidFileVerdict {
  readonly path: string
  readonly verdict: 'trusted' | 'missing' | 'stale' | 'unsafe' | 'bad' | 'unreadable'
  readonly pid: number | null
  /** Sentences, each one fact. */
  readonly evidence: readonly string[]
}

/** What a signal does to the main process here, as its own masks say. */
export interface SignalFact {
  readonly signal: string
  readonly number: number
  /** `unknown`: its masks cannot be read, or nothing of it runs. */
  readonly here: 'caught' | 'ignored' | 'blocked' | 'default' | 'unknown'
  /** What the kernel does by default, in words. */
  readonly effect: string
  /** What it means to this daemon, by its profile; null where nobody knows. */
  readonly meaning: SignalMeaning | null
}

/** One service, whole. */
export interface ServiceDetail {
  readonly row: ServiceRow
  readonly members: readonly Member[]
  readonly suspects: readonly Suspect[]
  readonly executable: string | null
  readonly pidFile: PidFileVerdict | null
  readonly lockFile: { readonly path: string; readonly there: boolean } | null
  readonly schedule: string
  readonly scheduleSource: 'default' | 'settings' | 'configuration' | 'profile' | 'memory'
  readonly startCommand: readonly string[] | null
  readonly stopCommand: readonly string[] | null
  readonly signals: readonly SignalFact[]
  readonly unit: UnitDetail | null
  /** The init script that controls it; null for what has none. */
  readonly init: InitScriptDetail | null
  /** What is known of this daemon, or null. */
  readonly profile: ProfileMatch | null
  /** How it is watched; null where the configuration asks for nothing. */
  readonly watch: ServiceWatch | null
  /** Earlier runs, newest first. */
  readonly history: readonly PastStop[]
  /** How long its earlier stops took; null where no clean one is remembered. */
  readonly stopTimes: StopTimes | null
}

/** How an earlier stop of this service ended. */
export interface PastStop {
  readonly runId: string
  readonly at: number
  readonly outcome: string
  /** From the first signal until nobody was left, milliseconds; null where somebody stayed. */
  readonly tookMs: number | null
}

/** Exit status of `quiesce status`, as the Linux Standard Base defines it (LSB 5.0, "Init Script Actions"). */
export function lsbStatus(state: ServiceState): 0 | 1 | 2 | 3 | 4 {
  switch (state.kind) {
    case 'running':
    case 'stopping':
    case 'asking':
    case 'starting':
    case 'deactivating':
    case 'frozen':
    case 'exited':
      return 0
    case 'dead-pid-file':
      return 1
    case 'dead-lock-file':
      return 2
    case 'stopped':
    case 'failed':
      return 3
    case 'unknown':
      return 4
  }
}
