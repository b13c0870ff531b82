/**
 * Several services stopped as one: in reverse order of their dependencies, as SysV init does at
 * shutdown (rc(8), insserv(8)), and only those. Each of them is a run of its own.
 */
import type { QuiesceError } from './errors.ts'
import type { OrderChoice } from './order-input.ts'
import type { Plan } from './plan.ts'
import type { Moment, OutcomeKind } from './run.ts'

/** One service in an order. */
export interface OrderEntry {
  readonly target: string
  readonly title: string
  /** Services of the same wave do not wait for each other; 0 goes first. */
  readonly wave: number
  /** Targets that have to be gone before this one is asked to stop, each with the reason. */
  readonly after: readonly { readonly target: string; readonly because: string }[]
  readonly plan: Plan
}

/** A service that the order leaves alone, and why. */
export interface LeftOut {
  readonly target: string
  readonly title: string
  readonly why: string
}

/** Which services would be stopped, in which order. Making one sends nothing. */
export interface OrderPlan {
  readonly of: OrderChoice
  /** By wave, then by title. */
  readonly entries: readonly OrderEntry[]
  readonly leftOut: readonly LeftOut[]
  /** What follows when every one of them has had its graceful stop, one sentence a step. */
  readonly last: readonly string[]
  /** Sentences: loops of dependencies and where they were cut, unknown facilities. */
  readonly notes: readonly string[]
  /** Wall clock, milliseconds. */
  readonly madeAt: number
}

/** Where one service of an order stands. */
export type OrderEntryState =
  /** Not begun: these have to be gone first. Empty: its turn has come, it is about to begin. */
  | { readonly kind: 'waiting'; readonly for: readonly string[] }
  | { readonly kind: 'stopping'; readonly runId: string }
  /** Its run asks: it hangs. */
  | { readonly kind: 'asking'; readonly runId: string }
  | { readonly kind: 'ended'; readonly runId: string; readonly outcome: OutcomeKind }
  /** Could not be begun. With `unknown-target` it was not there any more, and counts as gone. */
  | { readonly kind: 'refused'; readonly error: QuiesceError }
  /** Left running: the order was left, cut off, or had nobody to ask, before its turn. */
  | { readonly kind: 'left' }

/** Where an order stands. */
export type OrderPhase =
  /** Services are asked to stop, each in its turn; some may ask meanwhile, while others go on. */
  | { readonly kind: 'stopping' }
  /** Nobody new is asked, and the clocks of those under way are held. */
  | { readonly kind: 'paused' }
  /** Nothing more goes on by itself: some are still there and hold up `blocked`. */
  | {
      readonly kind: 'asking'
      /** Targets that ask, passed over or not, and those that ended otherwise than gone. */
      readonly remaining: readonly string[]
      /** Targets that wait, directly or not; empty where only those that were passed over ask. */
      readonly blocked: readonly string[]
      /**
       * What "go on" would do: SIGTERM to all that remain, or SIGKILL, which only `force` does. null:
       * nothing that could be signalled remains; `pass` and `leave` are left.
       */
      readonly next: 'terminate' | 'force' | null
      readonly since: Moment
    }
  /**
   * `done`: everybody had a turn, whatever came of it. `left`: some were not asked to stop. Runs of
   * an order that was interrupted may still end, and their states follow.
   */
  | { readonly kind: 'ended'; readonly how: 'done' | 'left' | 'interrupted'; readonly at: Moment }

/** One execution of an order. */
export interface Order {
  readonly id: string
  readonly by: string
  readonly person: boolean
  readonly startedAt: Moment
  readonly plan: OrderPlan
  readonly states: readonly OrderEntryState[]
  readonly phase: OrderPhase
  /** Targets that a person passed over: those that waited for them go on. */
  readonly passed: readonly string[]
  /**
   * What a decision answers. It grows when the phase becomes another one, when a service begins or
   * ceases to ask or asks another question, and with each decision: a word given to two hanging
   * services never reaches a third. It stays while services merely go and begin. It has nothing to do
   * with the turns of the runs.
   */
  readonly turn: number
  /** Grows at every change: of two views of an order, the one with the larger number is newer. */
  readonly revision: number
}
