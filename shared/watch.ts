/** How a service is watched while nobody stops it: restart on failure, run time, answers. */

/** What was noticed about a service that nobody stops. */
export interface ServiceAlert {
  /** Grows; of two alerts the one with the larger number is newer. */
  readonly id: number
  readonly target: string
  readonly title: string
  readonly kind:
    | 'not-answering'
    | 'answering-again'
    | 'over-run-time'
    | 'ended'
    | 'restarted'
    | 'gave-up'
    /** After a stop somebody else started it again. */
    | 'came-back'
  readonly sentence: string
  /** Wall clock, milliseconds. */
  readonly at: number
}

/** The watch over one service, as it stands. */
export interface ServiceWatch {
  /** "on failure, after 5 s, at most 3 times in 10 min", or null where it is not started again. */
  readonly restart: string | null
  /** Who does that: systemd, or Quiesce, which does it only while it runs. */
  readonly restartBy: 'systemd' | 'quiesce' | null
  /** "port 5060 answers", or null where nothing is asked. */
  readonly probe: string | null
  readonly answer:
    | { readonly kind: 'not-asked' }
    | { readonly kind: 'answers'; readonly at: number }
    | {
        readonly kind: 'silent'
        readonly since: number
        readonly failures: number
        readonly why: string
      }
  /** The longest it should run, milliseconds; null where nobody said. */
  readonly runTimeMs: number | null
}
