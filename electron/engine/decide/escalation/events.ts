import type { Remedy } from '../../../../shared/diagnosis.ts'
import type { QuiesceError } from '../../../../shared/errors.ts'
import type { Ceiling } from '../../../../shared/plan.ts'
import type { Member, ProcessIdentity } from '../../../../shared/process.ts'
import type {
  Decision,
  ForceBy,
  Moment,
  Outcome,
  Run,
  SignalOutcome,
} from '../../../../shared/run.ts'
import type { Scope } from '../../../../shared/schedule.ts'
import type { SignalName } from '../../../../shared/signals.ts'
import type { RunUnit } from '../../../../shared/unit.ts'
import type { RemedyAction } from '../diagnosis/remedy-action.ts'

/** What one call came to for one process. */
export interface Settled {
  readonly identity: ProcessIdentity
  readonly outcome: SignalOutcome
}

/** A remedy that the newest diagnosis of this run offers, as the engine looked it up by its id. */
export interface ChosenRemedy {
  readonly remedy: Remedy
  readonly action: RemedyAction
  /** Of more time: as with `extend`. */
  readonly reload?: boolean | undefined
}

/** Everything that can happen to a run. `at` is when it was seen. */
export type RunEvent = { readonly at: Moment } & (
  | { readonly kind: 'begin' }
  /** A call was answered. `failure`: the stop command could not be run at all; `note`: it ran and said this. */
  | {
      readonly kind: 'call-settled'
      readonly call: number
      readonly results: readonly Settled[]
      readonly failure: QuiesceError | null
      readonly note: string | null
    }
  /** The stop command of this call runs, as this process. */
  | { readonly kind: 'command-began'; readonly call: number; readonly identity: ProcessIdentity }
  | {
      readonly kind: 'member-gone'
      readonly identity: ProcessIdentity
      readonly how: 'by-itself' | 'identity-changed'
    }
  /** It ended together with its tracer, which a remedy ended after `since`; `by` is the tracer, in words. */
  | {
      readonly kind: 'taken-along'
      readonly identity: ProcessIdentity
      readonly since: Moment
      readonly by: string
    }
  /** A process that belongs was seen for the first time; `notice`: why it is left out. */
  | { readonly kind: 'member-appeared'; readonly member: Member; readonly notice?: string }
  /** The service, or a copy of it, runs again. */
  | { readonly kind: 'copy-appeared'; readonly evidence: string }
  /** The armed deadline was reached. */
  | { readonly kind: 'deadline' }
  | {
      readonly kind: 'decision'
      readonly decision: Decision
      readonly turn: number
      readonly by: string
      /** What a decision for a remedy means; without it none of this name is offered. */
      readonly remedy?: ChosenRemedy
    }
  | { readonly kind: 'ceiling-moved'; readonly ceilings: readonly Ceiling[] }
  /** Somebody else forced. */
  | { readonly kind: 'ceiling-fired'; readonly who: string }
  /** The manager of the unit told of another state, or its settings are others since a reload. */
  | { readonly kind: 'unit-changed'; readonly unit: RunUnit }
  /** Pidfds are lost; the signaller goes on the weaker way or with a new helper. */
  | { readonly kind: 'helper-died'; readonly why: string }
  /** An intent is not on disk; its call was not carried out. Null: some other record is missing. */
  | { readonly kind: 'journal-failed'; readonly call: number | null; readonly why: string }
  | { readonly kind: 'journal-recovered' }
  /** The machine was suspended for so long. */
  | { readonly kind: 'resumed'; readonly asleepMs: number }
  /** Nobody can answer any more (a lost terminal, a closed window). */
  | { readonly kind: 'person-left' }
  | { readonly kind: 'person-came' }
  /** Quiesce went down in mid-run and reads this run from the journal. */
  | { readonly kind: 'engine-restarted' }
  | { readonly kind: 'machine-rebooted' }
  /** Quiesce itself was told to end. */
  | { readonly kind: 'interrupted'; readonly why: string }
)
/** Distributes over the union, so that each event keeps its own fields. */
type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never
/** An event before anybody looked at the clock. */
export type UntimedEvent = WithoutTime<RunEvent>
export type EventKind = RunEvent['kind']
export type EventOf<K extends EventKind> = Extract<RunEvent, { readonly kind: K }>

/** Remedies that reach beyond our own clock. */
export type CarriedRemedy = Exclude<RemedyAction, { readonly kind: 'wait' | 'by-hand' }>

/** What the stop-runner has to do. Executed in order; each is journalled before and after. */
export type Effect =
  /** Send a signal that leaves a choice, to these and nobody else. */
  | {
      readonly kind: 'signal'
      readonly call: number
      readonly step: number
      readonly signal: SignalName
      readonly targets: readonly Member[]
    }
  | {
      readonly kind: 'command'
      readonly call: number
      readonly step: number
      readonly argv: readonly string[]
    }
  /** StopUnit of the unit's manager; `also` are units that would start it again, and go first. */
  | {
      readonly kind: 'stop-unit'
      readonly call: number
      readonly step: number
      readonly unit: string
      readonly also: readonly string[]
    }
  /** Move the deadline that the unit's manager keeps for the stop under way; `never`: no deadline. */
  | {
      readonly kind: 'move-deadline'
      readonly call: number
      readonly step: number
      readonly to: Moment | 'never'
    }
  /** SIGCONT to those of these that are stopped: a stopped process never sees SIGTERM. */
  | {
      readonly kind: 'continue-stopped'
      readonly call: number
      readonly step: number
      readonly targets: readonly Member[]
    }
  /** SIGKILL, to every one of these and to children they have made meanwhile. */
  | {
      readonly kind: 'force'
      readonly call: number
      readonly step: number
      readonly scope: Scope
      readonly targets: readonly Member[]
      readonly by: ForceBy
      /** The turn whose decision ordered it; null where the schedule did. */
      readonly decidedTurn: number | null
    }
  /** What a diagnosis offered and a person chose; it leaves a choice, and never forces. */
  | {
      readonly kind: 'remedy'
      readonly call: number
      readonly step: number
      readonly remedy: Remedy
      readonly action: CarriedRemedy
      /** Who decided it. */
      readonly by: string
    }
  | { readonly kind: 'arm'; readonly at: Moment }
  | { readonly kind: 'disarm' }
  | { readonly kind: 'refuse-decision'; readonly error: QuiesceError }
  /** The run is over: let go of every process and of the service's lock. */
  | { readonly kind: 'end'; readonly outcome: Outcome }

export type Transition = readonly [run: Run, effects: readonly Effect[]]
