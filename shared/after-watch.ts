/** Whether a stopped service comes back: watched for a while after the end of its run. */

/** Somebody who may start it again. */
export interface Returner {
  /** "kamailio-watch.timer starts it again at 03:15:00." */
  readonly sentence: string
  /** What can be stopped instead, as a target of its own; null where nobody can be stopped. */
  readonly target: string | null
  /** Its name for people: "kamailio-watch.timer". */
  readonly title: string
}

/** Somebody who may still start it again. */
export interface ExpectedReturner extends Returner {
  /** When a timer does so next, wall clock, milliseconds; absent where no time is known. */
  readonly at?: number
}

export interface AfterWatch {
  /** Wall clock, milliseconds: until then it is watched, or was. */
  readonly until: number
  /** Who could start it again, the next first; it changes as timers run on and triggers are stopped. */
  readonly expected: readonly ExpectedReturner[]
  /** Null while nothing came back. */
  readonly cameBack: {
    /** Wall clock, milliseconds. */
    readonly at: number
    /** "It runs again as 9001, 4 s after its end." */
    readonly sentence: string
    /** Who started it, and how that is known: "cron (702) is its parent." */
    readonly evidence: readonly { readonly source: string; readonly line: string }[]
    readonly by: Returner | null
  } | null
}
