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
  /** The person who asks planned it themselves; else calling it off needs their word. */
  readonly mine?: boolean | undefined
}

/** A planned shutdown that would cut stops off. */
export type RebootNews =
  /** It is at most a minute away; `stops` are the titles of what it cuts off. */
  | {
      readonly kind: 'near'
      readonly planned: PlannedShutdown
      readonly stops: readonly string[]
    }
  /** It was called off or put off, or the stops `areOver`: the warning is to be taken away. */
  | { readonly kind: 'far'; readonly areOver?: true }

export interface RebootPlan {
  readonly advice: Advice
  readonly hostName: string
  /** False: logind cannot be asked, so that people, inhibitors and what is planned are not known. */
  readonly isAsked?: boolean | undefined
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
