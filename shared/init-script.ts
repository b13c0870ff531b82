/** What is known of a SysV init script and of the daemon behind it. */
import type { QuiesceError } from './errors.ts'
import type { PidFileVerdict } from './service.ts'

/** The comment block that LSB 5.0 ("Comment Conventions for Init Scripts") asks for. */
export interface LsbHeader {
  readonly provides: readonly string[]
  readonly requiredStart: readonly string[]
  readonly shouldStart: readonly string[]
  readonly requiredStop: readonly string[]
  readonly shouldStop: readonly string[]
  /** X-Start-Before, X-Stop-After of insserv(8). */
  readonly startBefore: readonly string[]
  readonly stopAfter: readonly string[]
  readonly defaultStart: readonly string[]
  readonly defaultStop: readonly string[]
  readonly description: string
}

/** `# chkconfig: 2345 85 15` of Red Hat's scripts (chkconfig(8)): run levels, start and stop order. */
export interface ChkconfigHeader {
  readonly levels: string
  readonly start: number
  readonly stop: number
}

/** What `NAME status` answered, or why it was not asked. Its word is checked, never believed. */
export type ScriptSays =
  | { readonly kind: 'not-asked'; readonly why: string }
  | {
      readonly kind: 'answered'
      readonly status: number | null
      readonly output: string
      /** The status in words: "running", "3, not running", "no LSB status". */
      readonly words: string
    }
  | { readonly kind: 'hung'; readonly afterMs: number }

/** The lock file that says "started" to the shutdown scripts of Red Hat's SysV init. */
export interface LockFileFact {
  readonly path: string
  readonly there: boolean
  /** It is there, and nobody of the service lives. */
  readonly stale: boolean
}

/** LSB 5.0, "Init Script Actions": 0 runs, 1 dead with pid file, 2 dead with lock file, 3 stopped, 4 unknown. */
export type LsbStatus = 0 | 1 | 2 | 3 | 4

/** One init script, whole. */
export interface InitScriptDetail {
  readonly name: string
  readonly path: string
  /** Where a symbolic link leads, or null where it is none. */
  readonly leadsTo: string | null
  readonly header: LsbHeader | null
  readonly chkconfig: ChkconfigHeader | null
  /** Labels of its case: start, stop, status … */
  readonly actions: readonly string[]
  /** Why it may not be run, or null. */
  readonly refusal: QuiesceError | null
  /** Computed from pid file, lock file and the process table. */
  readonly status: {
    readonly number: LsbStatus
    readonly words: string
    readonly evidence: readonly string[]
  }
  readonly says: ScriptSays
  /** "The script says that it is stopped, but 2 processes of it live", or null where both agree. */
  readonly disagreement: string | null
  readonly pidFiles: readonly PidFileVerdict[]
  readonly lockFiles: readonly LockFileFact[]
}
