/** A reboot of the machine: what it costs, who stands in the way, and whether one is planned. */
import type { Advice } from './advice.ts'

/** A shutdown that logind was told to make. */
export interface PlannedShutdown {
  /** Wall clock, milliseconds. */
  readonly at: number
  /** logind's word: reboot, poweroff, halt, dry-reboot… */
  readonly type: string
  /** Who planned it; null or absent where this systemd does not keep that. */
  readonly by?: string | null | undefined
}

export interface RebootPlan {
  readonly advice: Advice
  readonly hostName: string
  /** Running services that would stop, the heaviest first. */
  readonly services: readonly {
    readonly target: string
    readonly title: string
    readonly note: string
  }[]
  /** Who is logged in, by logind; their terminals or seats. */
  readonly people: readonly {
    readonly user: string
    readonly where: string
    readonly since: number | null
  }[]
  /** Inhibitors of logind that hold a shutdown back: who, why, `block` or `delay`. */
  readonly inhibitors: readonly {
    readonly who: string
    readonly user: string
    readonly why: string
    readonly mode: 'block' | 'delay'
  }[]
  /** Runs of Quiesce that are alive. */
  readonly runs: readonly string[]
  /** What is planned already, by whomever; wall clock, milliseconds. */
  readonly scheduled: PlannedShutdown | null
  /** Why it cannot be done from here, or null. */
  readonly refusal: string | null
}

export interface RebootReport {
  readonly sentence: string
  /** Wall clock; null where it begins now, or was called off. */
  readonly at: number | null
}
