/** What the tests know of one real daemon, as Debian 12 packs it. */
import type { FindingCode } from '../../../shared/diagnosis.ts'
import type { daemonPackages } from '../../../build/daemon-packages.mjs'
import type { PlainHost } from '../../hosts/plain-host.ts'
import type { SeenInside } from '../../hosts/host-processes.ts'

/** How the daemon is kept from stopping. */
export type Hang =
  /** A cgroup of their own, frozen: the signal waits in front of them, SIGCONT changes nothing. */
  | { readonly kind: 'frozen'; readonly who: (process: SeenInside, main: number) => boolean }
  /** Somebody whom its graceful stop waits for. */
  | {
      readonly kind: 'busy'
      readonly who: string
      readonly begin: (host: PlainHost) => Promise<void>
      /** What is to be said of it first. */
      readonly verdict: RegExp
    }
  /** Nothing makes it hang. */
  | { readonly kind: 'never'; readonly why: string }

/** Something that a daemon has still to finish when it is asked to leave. */
export interface Slow {
  readonly who: string
  readonly begin: (host: PlainHost) => Promise<unknown>
  /** What may be said of it first while it leaves, beside that it works or that nobody knows. */
  readonly right: readonly FindingCode[]
}

/** A daemon that is looked at while it rests, and while it leaves in its own way. */
export interface HealthyDaemon {
  /** Its init script, which is also its title. */
  readonly name: string
  /** Its package of Debian. */
  readonly package: keyof typeof daemonPackages
  /** Its pid file, as the script names it. */
  readonly pidFile: string
  /** Where its pid file may not be believed: its target. */
  readonly target?: string
  /** The signal of a graceful stop. */
  readonly graceful: string
  readonly slow?: Slow
  /** Makes the machine ready for it, before its first start. */
  readonly prepare?: (host: PlainHost) => Promise<unknown>
}

export interface Daemon extends HealthyDaemon {
  /** Its processes, by their arguments. */
  readonly ours: RegExp
  /** How many processes it has at least. */
  readonly atLeast: number
  /** The id of its profile. */
  readonly profile: string
  /** Signals that its init script's `stop` sends to the main process, in their order. */
  readonly scriptSends: readonly string[]
  /** Why Quiesce does not run its script. */
  readonly scriptRefused?: RegExp
  /** It takes signals by sigwait(3), which strace does not show. */
  readonly waitsForSignals?: true
  readonly hang: Hang
  /**
   * A job that it leaves running on purpose, and how it is begun; `args` are those of the job and of what
   * carries it. All but the main process belongs to the job then.
   */
  readonly job?: { readonly args: RegExp; readonly begin: (host: PlainHost) => Promise<void> }
  /** What its main process leaves behind when it alone is killed. */
  readonly afterMainKilled: {
    /** Who lives on: all others, or nobody. */
    readonly lives: 'others' | 'nobody'
    /** Its pid file still lies there. */
    readonly pidFile: boolean
    /** Its script starts it again without any clearing away. */
    readonly startsAgain: boolean
  }
  /** Before each start. */
  readonly beforeStart?: (host: PlainHost) => Promise<unknown>
}
